package network.reuse.collection.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Site;
import network.reuse.collection.domain.Site.Deleted;
import network.reuse.collection.domain.Site.Open;
import network.reuse.collection.domain.SiteStatus;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A site as its owner sees it, but for how it is reached.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param name null once it is deleted
 * @param reason why it was deleted
 */
public record SiteView(
        UUID id,
        SiteStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID owner,
        @Nullable String name,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<Site.Move> legal) {

    static SiteView of(Stored<Site> stored) {
        Site site = stored.state();
        return new SiteView(
                stored.id(),
                site.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                site.attributes().owner(),
                site instanceof Open open ? open.name() : null,
                site.attributes().territory(),
                site.attributes().env(),
                site.attributes().partnerRef(),
                site instanceof Deleted deleted ? deleted.reason() : null,
                site.legal());
    }
}
