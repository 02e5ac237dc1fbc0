package network.reuse.allocation.application.funding;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.CalledEnvelope;
import network.reuse.allocation.domain.FundCall;
import network.reuse.allocation.domain.FundCallAttributes;
import network.reuse.allocation.domain.FundCallStatus;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A call for funds as its sponsor and its funder see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param sponsorName as the register has it when it is read; not told in the answer to a command
 * @param funderName likewise
 * @param cents what is asked for, less the credits that are taken off
 * @param leftCents what is not paid yet
 * @param items how many packs and deliverables have shares in it
 * @param reason why it was cancelled; null unless it was
 * @param legal what whoever reads it may do to it now
 */
public record FundCallView(
        UUID id,
        String code,
        FundCallStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID sponsor,
        @Nullable String sponsorName,
        UUID funder,
        @Nullable String funderName,
        long cents,
        long leftCents,
        int items,
        List<CalledEnvelope> envelopes,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<FundCall.Move> legal) {
    static FundCallView of(Stored<FundCall> stored, Caller reader) {
        return of(stored, Map.of(), reader);
    }

    static FundCallView of(Stored<FundCall> stored, Map<UUID, String> names, Caller reader) {
        FundCall call = stored.state();
        FundCallAttributes attributes = call.attributes();
        return new FundCallView(
                stored.id(),
                attributes.code(),
                call.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.sponsor(),
                names.get(attributes.sponsor()),
                attributes.funder(),
                names.get(attributes.funder()),
                attributes.cents(),
                call.left(),
                attributes.items(),
                attributes.envelopes(),
                attributes.territory(),
                attributes.env(),
                attributes.partnerRef(),
                call instanceof FundCall.Cancelled cancelled ? cancelled.reason() : null,
                call.legalFor(reader.organisation()));
    }
}
