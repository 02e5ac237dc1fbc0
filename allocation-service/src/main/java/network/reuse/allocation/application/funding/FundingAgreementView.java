package network.reuse.allocation.application.funding;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.Deliverable;
import network.reuse.allocation.domain.FundingAgreement;
import network.reuse.allocation.domain.FundingAgreement.Completed;
import network.reuse.allocation.domain.FundingAgreement.Ended;
import network.reuse.allocation.domain.FundingAgreement.Running;
import network.reuse.allocation.domain.FundingAgreementAttributes;
import network.reuse.allocation.domain.FundingAgreementStatus;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A funding agreement as its sponsor and its funders see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param sponsorName as the register has it when it is read; not told in the answer to a command
 * @param cents what it is worth, in all
 * @param legal what whoever reads it may do to it now
 */
public record FundingAgreementView(
        UUID id,
        String code,
        FundingAgreementStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID sponsor,
        @Nullable String sponsorName,
        String title,
        long cents,
        List<Deliverable> deliverables,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<FundingAgreement.Move> legal) {
    static FundingAgreementView of(Stored<FundingAgreement> stored, Caller reader) {
        return of(stored, Map.of(), reader);
    }

    static FundingAgreementView of(Stored<FundingAgreement> stored, Map<UUID, String> names, Caller reader) {
        FundingAgreement agreement = stored.state();
        FundingAgreementAttributes attributes = agreement.attributes();
        return new FundingAgreementView(
                stored.id(),
                attributes.code(),
                agreement.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.sponsor(),
                names.get(attributes.sponsor()),
                attributes.title(),
                attributes.cents(),
                attributes.deliverables(),
                attributes.territory(),
                attributes.env(),
                attributes.partnerRef(),
                switch (agreement) {
                    case Running _, Completed _ -> null;
                    case Ended ended -> ended.reason();
                },
                agreement.legalFor(reader.organisation()));
    }
}
