package network.reuse.refurb.application.certificate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.Refusals;
import network.reuse.refurb.application.certificate.CertificateView.ChainFault;
import network.reuse.refurb.application.certificate.CertificateView.ChainFault.Code;
import network.reuse.refurb.application.certificate.CertificateView.Status;
import network.reuse.refurb.application.certificate.PublishedKeys.Known;
import network.reuse.refurb.persistence.Certificates;
import network.reuse.refurb.persistence.Certificates.Near;
import network.reuse.refurb.persistence.Certificates.Place;
import org.jspecify.annotations.Nullable;

/**
 * Checks one certificate for whoever asks: its signature, its links to its neighbours in the chain, and whether something ended it. Only
 * what was signed is believed: a column that says otherwise is a fault, and one that says nothing hides nothing.
 */
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
            Future<List<Near>> found = certificates.withNeighbours(pool, id);
            Future<Known> known = keys.known();
            return Future.all(found, known)
                    .map(_ -> view(found.result(), known.result()))
                    .toCompletionStage();
        });
    }

    private static CertificateView view(List<Near> found, Known keys) {
        Near entry = Refusals.visible(at(Place.ENTRY, found));
        List<ChainFault> faults = faults(entry, at(Place.BEFORE, found), at(Place.AFTER, found), keys);
        Statement ender = null;
        for (Near near : found) {
            if (near.place() == Place.ENDS_IT) {
                Statement states = Jws.statement(near.jws());
                if (states == null || !keys.haveSigned(near.jws(), states.issuedAt())) {
                    faults.add(new ChainFault(near.number(), Code.SIGNATURE));
                } else if (!entry.id().equals(states.ends()) || !near.id().equals(states.id())) {
                    faults.add(new ChainFault(near.number(), Code.PLACE));
                } else {
                    ender = states;
                }
            }
        }
        return new CertificateView(
                entry.id(),
                faults.isEmpty() ? status(ender) : Status.ALTERED,
                ender == null ? null : ender.id(),
                faults,
                Jws.statement(entry.jws()),
                entry.jws(),
                null);
    }

    private static @Nullable Near at(Place place, List<Near> found) {
        return found.stream().filter(near -> near.place() == place).findFirst().orElse(null);
    }

    private static Status status(@Nullable Statement ender) {
        if (ender == null) {
            return Status.VALID;
        }
        return ender.type() == Statement.Kind.REVOCATION ? Status.REVOKED : Status.REPLACED;
    }

    private static List<ChainFault> faults(Near entry, @Nullable Near before, @Nullable Near after, Known keys) {
        List<ChainFault> faults = new ArrayList<>();
        Statement states = Jws.statement(entry.jws());
        if (states == null || !keys.haveSigned(entry.jws(), states.issuedAt())) {
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
