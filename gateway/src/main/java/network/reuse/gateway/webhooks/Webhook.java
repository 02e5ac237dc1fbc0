package network.reuse.gateway.webhooks;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.defaults.commit.Stored;
import network.reuse.gateway.feed.WantedEvents;
import org.jspecify.annotations.Nullable;

/**
 * An address to which an organisation has events delivered.
 *
 * @param position the number of the feed up to which events were looked through for it
 * @param waiting how many deliveries wait or are on their way
 */
record Webhook(
        UUID id,
        UUID organisation,
        Environment env,
        Settings settings,
        WebhookState state,
        Secrets secrets,
        long position,
        long waiting,
        long version,
        Instant createdAt,
        Instant changedAt) {

    /** What its owner says of it. */
    record Settings(
            String url, WantedEvents wanted, @Nullable String partnerRef) {}

    /**
     * From what its secrets are derived.
     *
     * @param former the one before, with which deliveries are signed as well until {@code formerUntil}
     */
    record Secrets(
            UUID current, @Nullable UUID former, @Nullable Instant formerUntil) {
        Secrets rotated(UUID next, Instant until) {
            return new Secrets(next, current, until);
        }

        /** The one before, while it is still good. */
        @Nullable UUID formerAt(Instant now) {
            return formerUntil != null && now.isBefore(formerUntil) ? former : null;
        }
    }

    /** The same address with other settings; its own reference stays. */
    Webhook corrected(String url, WantedEvents wanted, Instant now) {
        state.require(WebhookState.Move.CORRECTION);
        return next(new Settings(url, wanted, settings.partnerRef()), state, secrets, position, now);
    }

    Webhook rotated(UUID secret, Instant formerUntil, Instant now) {
        state.require(WebhookState.Move.SECRET_ROTATION);
        return next(settings, state, secrets.rotated(secret, formerUntil), position, now);
    }

    Webhook disabled(Instant now) {
        return next(settings, state.disable(WebhookState.Reason.ASKED, now), secrets, position, now);
    }

    /** @param from the number of the feed behind which events are delivered */
    Webhook enabled(long from, Instant now) {
        return next(settings, state.enable(now), secrets, from, now);
    }

    Webhook closed(Instant now) {
        return next(settings, state.close(now), secrets, position, now);
    }

    private Webhook next(Settings said, WebhookState then, Secrets signing, long at, Instant now) {
        return new Webhook(
                id,
                organisation,
                env,
                said,
                then,
                signing,
                at,
                waiting,
                version + 1,
                createdAt,
                changedAt.isAfter(now) ? changedAt : now);
    }

    Stored<Webhook> stored() {
        return new Stored<>(id, version, 0, this, null, createdAt, changedAt);
    }
}
