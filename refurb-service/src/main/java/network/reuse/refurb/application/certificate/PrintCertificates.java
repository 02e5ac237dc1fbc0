package network.reuse.refurb.application.certificate;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.refurb.application.certificate.LotCertificate.Listed;
import network.reuse.refurb.persistence.Certificates;
import network.reuse.refurb.persistence.Certificates.Entry;
import org.jspecify.annotations.Nullable;

/** What stands on the certificates that are printed for people: one, or those of a lot's media. */
@ApplicationScoped
public class PrintCertificates {
    private final CheckCertificate check;
    private final FindCertificates find;
    private final Reading reading;
    private final Certificates certificates;

    public PrintCertificates(
            CheckCertificate check, FindCertificates find, Reading reading, Certificates certificates) {
        this.check = check;
        this.find = find;
        this.reading = reading;
        this.certificates = certificates;
    }

    /** One, checked as it is printed. */
    public Uni<CertificateView> one(UUID id) {
        return check.check(id);
    }

    /**
     * A part of what is known of a lot's media.
     *
     * @param lot all that stands, and all that is missing
     * @param certificates of this part, in the order of the whole
     * @param next the certificate behind which the next part begins; null of the last part
     */
    public record OfLot(
            LotCertificate lot,
            List<CertificateView> certificates,
            @Nullable UUID next) {
        public OfLot {
            certificates = List.copyOf(certificates);
        }
    }

    /** So many certificates behind that one of those of the lot's devices that the caller may see. */
    public Uni<OfLot> ofLot(Caller caller, UUID lot, @Nullable UUID after, int limit) {
        return find.ofLot(caller, lot).chain(signed -> {
            LotCertificate whole = signed.statement();
            List<Listed> behind = behind(whole.certificates(), after);
            List<Listed> part = behind.subList(0, Math.min(limit, behind.size()));
            UUID next = behind.size() > part.size() ? part.getLast().certificateId() : null;
            return entries(caller, part).map(entries -> new OfLot(whole, views(part, entries), next));
        });
    }

    private static List<Listed> behind(List<Listed> all, @Nullable UUID after) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).certificateId().equals(after)) {
                return all.subList(i + 1, all.size());
            }
        }
        return after == null ? all : List.of();
    }

    private Uni<Map<UUID, Entry>> entries(Caller caller, List<Listed> part) {
        Set<UUID> ids = part.stream().map(Listed::certificateId).collect(Collectors.toSet());
        return reading.inTransaction(caller, connection -> certificates.all(connection, ids))
                .map(all -> {
                    Map<UUID, Entry> entries = new HashMap<>();
                    all.forEach(entry -> entries.put(entry.id(), entry));
                    return entries;
                });
    }

    /** One that was ended between the two looks is left out, as the next file will, but where its medium was taken out before. */
    private static List<CertificateView> views(List<Listed> part, Map<UUID, Entry> entries) {
        return part.stream()
                .map(listed -> printed(listed, entries.get(listed.certificateId())))
                .filter(Objects::nonNull)
                .map(CertificateView::ofParty)
                .toList();
    }

    private static @Nullable Entry printed(Listed listed, @Nullable Entry entry) {
        return entry == null || (entry.endedBy() != null && listed.removedAt() == null) ? null : entry;
    }
}
