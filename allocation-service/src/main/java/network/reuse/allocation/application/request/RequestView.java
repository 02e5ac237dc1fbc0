package network.reuse.allocation.application.request;

import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.Proof;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.Request.Declined;
import network.reuse.allocation.domain.Request.Met;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.allocation.domain.Request.Withdrawn;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.allocation.domain.RequestStatus;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A request as its sponsor and its referrer see it. Who it is for is asked for apart, and each time noted.
 *
 * @param packId what it was met with, if it was
 */
public record RequestView(
        UUID id,
        String code,
        RequestStatus status,
        long version,
        UUID programmeId,
        UUID sponsor,
        UUID referrer,
        UUID personRef,
        Territory place,
        Proof proof,
        @Nullable UUID packId,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<Request.Move> legal) {

    public static RequestView of(Stored<Request> stored) {
        return switch (stored.state()) {
            case Submitted _ -> view(stored, null, null);
            case Met met -> view(stored, met.packId(), null);
            case Declined declined -> view(stored, null, declined.reason());
            case Withdrawn withdrawn -> view(stored, null, withdrawn.reason());
        };
    }

    private static RequestView view(Stored<Request> stored, @Nullable UUID packId, @Nullable String reason) {
        Request request = stored.state();
        RequestAttributes attributes = request.attributes();
        return new RequestView(
                stored.id(),
                attributes.code(),
                request.status(),
                stored.version(),
                attributes.programmeId(),
                attributes.sponsor(),
                attributes.referrer(),
                attributes.personRef(),
                attributes.place(),
                attributes.proof(),
                packId,
                attributes.env(),
                attributes.partnerRef(),
                reason,
                request.legal());
    }
}
