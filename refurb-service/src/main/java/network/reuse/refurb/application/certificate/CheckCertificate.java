package network.reuse.refurb.application.certificate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.defaults.commit.Refusals;
import network.reuse.refurb.application.certificate.CertificateView.ChainFault;
import network.reuse.refurb.application.certificate.CertificateView.ChainFault.Code;
import network.reuse.refurb.application.certificate.CertificateView.Status;
import network.reuse.refurb.persistence.Certificates;
import network.reuse.refurb.persistence.Certificates.Near;
import network.reuse.refurb.persistence.Certificates.Place;
import org.jspecify.annotations.Nullable;

/** Checks one certificate for whoever asks: its signature, its links to its neighbours in the chain, and whether something ended it. */
@ApplicationScoped
public class CheckCertificate {
    private final Certificates certificates;
    private final PublishedKeys keys;
    private final Pool pool;

    public CheckCertificate(Certificates certificates, PublishedKeys keys, Pool pool) {
        this.certificates = certificates;
        this.keys = keys;
        this.pool = pool;
    }

    /** The certificate as anybody may see it. */
    public Uni<CertificateView> check(UUID id) {
        return Uni.createFrom().completionStage(() -> {
            Future<Map<Place, Near>> found = certificates.withNeighbours(pool, id);
            Future<Map<String, String>> known = keys.byId();
            return Future.all(found, known)
                    .map(_ -> view(found.result(), known.result()))
                    .toCompletionStage();
        });
    }

    private static CertificateView view(Map<Place, Near> found, Map<String, String> keys) {
        Near entry = Refusals.visible(found.get(Place.ENTRY));
        Near ender = found.get(Place.ENDS_IT);
        List<ChainFault> faults = faults(entry, found.get(Place.BEFORE), found.get(Place.AFTER), keys);
        return new CertificateView(
                entry.id(),
                faults.isEmpty() ? status(ender) : Status.ALTERED,
                ender == null ? null : ender.id(),
                faults,
                Jws.statement(entry.jws()),
                entry.jws(),
                null);
    }

    private static Status status(@Nullable Near ender) {
        if (ender == null) {
            return Status.VALID;
        }
        return ender.level() == null ? Status.REVOKED : Status.REPLACED;
    }

    private static List<ChainFault> faults(
            Near entry, @Nullable Near before, @Nullable Near after, Map<String, String> keys) {
        List<ChainFault> faults = new ArrayList<>();
        Statement states = Jws.statement(entry.jws());
        if (states == null || !Jws.isSigned(entry.jws(), keys)) {
            faults.add(new ChainFault(entry.number(), Code.SIGNATURE));
        } else if (states.number() != entry.number() || !states.id().equals(entry.id())) {
            faults.add(new ChainFault(entry.number(), Code.PLACE));
        }
        if (before != null && states != null && !Jws.sha256(before.jws()).equals(states.previous())) {
            faults.add(new ChainFault(entry.number(), Code.PREVIOUS));
        } else if (before == null && entry.number() > 1) {
            faults.add(new ChainFault(entry.number() - 1, Code.MISSING));
        }
        Statement next = after == null ? null : Jws.statement(after.jws());
        if (after == null && entry.number() < entry.lastNumber()) {
            faults.add(new ChainFault(entry.number() + 1, Code.MISSING));
        } else if (after != null && (next == null || !Jws.sha256(entry.jws()).equals(next.previous()))) {
            faults.add(new ChainFault(entry.number() + 1, Code.PREVIOUS));
        }
        return faults;
    }
}
