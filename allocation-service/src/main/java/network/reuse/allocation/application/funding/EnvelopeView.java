package network.reuse.allocation.application.funding;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.Balance;
import network.reuse.allocation.domain.FundingEnvelope;
import network.reuse.allocation.domain.FundingEnvelope.Closed;
import network.reuse.allocation.domain.FundingEnvelope.Open;
import network.reuse.allocation.domain.FundingEnvelopeAttributes;
import network.reuse.allocation.domain.FundingEnvelopeStatus;
import network.reuse.allocation.domain.InKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * An envelope as its sponsor and its funder see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param sponsorName as the register has it when it is read; not told in the answer to a command
 * @param funderName likewise
 * @param accounts what stands on its accounts; not told in lists
 */
public record EnvelopeView(
        UUID id,
        String code,
        FundingEnvelopeStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID sponsor,
        @Nullable String sponsorName,
        UUID funder,
        @Nullable String funderName,
        String purpose,
        long ceilingCents,
        LocalDate from,
        LocalDate until,
        Territory territory,
        List<InKind> inKind,
        @Nullable AccountsView accounts,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<FundingEnvelope.Move> legal) {
    static EnvelopeView of(Stored<FundingEnvelope> stored, @Nullable Balance balance) {
        return of(stored, balance, Map.of());
    }

    static EnvelopeView of(Stored<FundingEnvelope> stored, @Nullable Balance balance, Map<UUID, String> names) {
        FundingEnvelope envelope = stored.state();
        FundingEnvelopeAttributes attributes = envelope.attributes();
        return new EnvelopeView(
                stored.id(),
                attributes.code(),
                envelope.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.sponsor(),
                names.get(attributes.sponsor()),
                attributes.funder(),
                names.get(attributes.funder()),
                attributes.purpose(),
                attributes.ceilingCents(),
                attributes.from(),
                attributes.until(),
                attributes.territory(),
                attributes.inKind(),
                balance == null ? null : AccountsView.of(balance),
                attributes.env(),
                attributes.partnerRef(),
                switch (envelope) {
                    case Open _ -> null;
                    case Closed closed -> closed.reason();
                },
                envelope.legal());
    }
}
