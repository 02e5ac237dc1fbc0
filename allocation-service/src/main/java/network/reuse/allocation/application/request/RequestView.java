package network.reuse.allocation.application.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.application.connectivity.ConnectivityLineView;
import network.reuse.allocation.domain.Combination;
import network.reuse.allocation.domain.CriterionVerdict;
import network.reuse.allocation.domain.Eligibility;
import network.reuse.allocation.domain.Proof;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.Request.BackOrdered;
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
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param sponsorName as the register has it when it is read; not told in the answer to a command
 * @param referrerName as the register has it when it is read; not told in the answer to a command
 * @param packId what it was met with, or what it waits for in the back-order
 * @param rank its rank in the back-order of its programme, from 1 on, while it waits there
 * @param ahead how many wait before it there
 * @param line its last line of a connectivity offer, and what its provider says of it, which changes without a new version; not told in the
 *     answer to a command, and absent when none was asked for
 * @param eligibility how its programme's criteria are met; absent when it asked nothing, and once the person is forgotten
 * @param share the label of the programme's share that it is in, if it is in one
 */
public record RequestView(
        UUID id,
        String code,
        RequestStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID programmeId,
        UUID sponsor,
        @Nullable String sponsorName,
        UUID referrer,
        @Nullable String referrerName,
        UUID personRef,
        Territory place,
        Proof proof,
        @Nullable UUID packId,
        @Nullable Integer rank,
        @Nullable Integer ahead,
        @Nullable String share,
        @Nullable RequestEligibility eligibility,
        @Nullable ConnectivityLineView line,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<Request.Move> legal) {

    /**
     * How the criteria of a programme are met: verdicts, and never what was shown.
     *
     * @param ruleVersion the version of the criteria that the request keeps
     */
    public record RequestEligibility(int ruleVersion, Combination combination, List<CriterionVerdict> criteria) {
        static @Nullable RequestEligibility of(@Nullable Eligibility kept) {
            return kept == null
                    ? null
                    : new RequestEligibility(kept.ruleVersion(), kept.combination(), kept.verdicts());
        }
    }

    /** What its line says at present; null when none was asked for, and in the answer to a command. */
    public @Nullable String lineTag() {
        return line == null ? null : line.id() + "." + line.version();
    }

    public static RequestView of(Stored<Request> stored) {
        return of(stored, Map.of());
    }

    static RequestView of(Stored<Request> stored, Map<UUID, String> names) {
        return of(stored, names, Map.of(), null);
    }

    static RequestView of(
            Stored<Request> stored,
            Map<UUID, String> names,
            Map<UUID, Integer> ranks,
            @Nullable ConnectivityLineView line) {
        return switch (stored.state()) {
            case Submitted _ -> view(stored, names, null, null, line, null);
            case BackOrdered waiting -> view(stored, names, waiting.packId(), ranks.get(waiting.packId()), line, null);
            case Met met -> view(stored, names, met.packId(), null, line, null);
            case Declined declined -> view(stored, names, null, null, line, declined.reason());
            case Withdrawn withdrawn -> view(stored, names, null, null, line, withdrawn.reason());
        };
    }

    private static RequestView view(
            Stored<Request> stored,
            Map<UUID, String> names,
            @Nullable UUID packId,
            @Nullable Integer rank,
            @Nullable ConnectivityLineView line,
            @Nullable String reason) {
        Request request = stored.state();
        RequestAttributes attributes = request.attributes();
        return new RequestView(
                stored.id(),
                attributes.code(),
                request.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.programmeId(),
                attributes.sponsor(),
                names.get(attributes.sponsor()),
                attributes.referrer(),
                names.get(attributes.referrer()),
                attributes.personRef(),
                attributes.place(),
                attributes.proof(),
                packId,
                rank,
                rank == null ? null : rank - 1,
                attributes.share(),
                RequestEligibility.of(attributes.eligibility()),
                line,
                attributes.env(),
                attributes.partnerRef(),
                reason,
                request.legal());
    }
}
