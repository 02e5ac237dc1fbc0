package network.reuse.allocation.application.connectivity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.ConnectivityLine;
import network.reuse.allocation.domain.ConnectivityLine.Active;
import network.reuse.allocation.domain.ConnectivityLine.Cancelled;
import network.reuse.allocation.domain.ConnectivityLine.Ended;
import network.reuse.allocation.domain.ConnectivityLine.Failed;
import network.reuse.allocation.domain.ConnectivityLine.Refused;
import network.reuse.allocation.domain.ConnectivityLine.Requested;
import network.reuse.allocation.domain.ConnectivityLineAttributes;
import network.reuse.allocation.domain.ConnectivityLineStatus;
import network.reuse.contracts.Environment;
import network.reuse.contracts.LineFailure;
import network.reuse.contracts.LineRefusal;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A line of a connectivity offer as its provider and those of the request see it; nothing in it says who it is for.
 *
 * @param code what the person tells the provider, which knows the line by it
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param failure what has to be put right before it is asked for anew; absent unless it failed
 * @param refusal why there is none, for good; absent unless it was refused
 * @param explained the failure or the refusal in words
 * @param reason why it was cancelled, or is over
 * @param legal what whoever reads it may do to it now
 */
public record ConnectivityLineView(
        UUID id,
        String code,
        ConnectivityLineStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID offerId,
        UUID provider,
        UUID requestId,
        UUID programmeId,
        UUID sponsor,
        UUID referrer,
        Territory territory,
        Environment env,
        @Nullable LineFailure failure,
        @Nullable LineRefusal refusal,
        @Nullable Explained explained,
        @Nullable String reason,
        List<ConnectivityLine.Move> legal) {
    /** What people call it. */
    public record Explained(String french, String english) {}

    /** The line, and what that organisation may do to it. */
    public static ConnectivityLineView of(Stored<ConnectivityLine> stored, UUID reader) {
        ConnectivityLine line = stored.state();
        ConnectivityLineAttributes attributes = line.attributes();
        return new ConnectivityLineView(
                stored.id(),
                attributes.code(),
                line.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.offerId(),
                attributes.provider(),
                attributes.requestId(),
                attributes.programmeId(),
                attributes.sponsor(),
                attributes.referrer(),
                attributes.territory(),
                attributes.env(),
                line instanceof Failed failed ? failed.reason() : null,
                line instanceof Refused refused ? refused.reason() : null,
                explained(line),
                switch (line) {
                    case Requested _, Active _, Refused _, Failed _ -> null;
                    case Cancelled cancelled -> cancelled.reason();
                    case Ended ended -> ended.reason();
                },
                line.legalFor(reader));
    }

    private static @Nullable Explained explained(ConnectivityLine line) {
        return switch (line) {
            case Failed failed ->
                new Explained(failed.reason().french(), failed.reason().english());
            case Refused refused ->
                new Explained(refused.reason().french(), refused.reason().english());
            case Requested _, Active _, Cancelled _, Ended _ -> null;
        };
    }
}
