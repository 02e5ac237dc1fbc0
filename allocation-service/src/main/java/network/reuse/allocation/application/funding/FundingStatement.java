package network.reuse.allocation.application.funding;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.BeneficiaryCells;
import network.reuse.allocation.domain.FundingEnvelopeStatus;
import network.reuse.allocation.domain.InKind;
import org.jspecify.annotations.Nullable;

/**
 * What became of a funder's money, as far as the reader is a party to it: the funder sees all, a sponsor its own part.
 *
 * @param at when it was made
 * @param beneficiaries packs that reached somebody and stayed there, by department; no number of 1 to 4 can be told from this table by itself
 */
public record FundingStatement(
        UUID funder,
        @Nullable String funderName,
        Instant at,
        List<StatedEnvelope> envelopes,
        FundingAmounts total,
        BeneficiaryCounts beneficiaries) {

    /**
     * Amounts in cents.
     *
     * @param budgetCents the ceiling
     * @param actualCents what packs have earned that reached somebody and stayed there: due, called and settled, less the credit
     * @param inKindCents what contributions in kind are said to be worth, where their worth is stated
     */
    public record FundingAmounts(long budgetCents, long actualCents, long inKindCents, AccountsView accounts) {
        FundingAmounts plus(FundingAmounts other) {
            AccountsView one = accounts;
            AccountsView two = other.accounts;
            return new FundingAmounts(
                    budgetCents + other.budgetCents,
                    actualCents + other.actualCents,
                    inKindCents + other.inKindCents,
                    new AccountsView(
                            one.availableCents() + two.availableCents(),
                            one.committedCents() + two.committedCents(),
                            one.dueCents() + two.dueCents(),
                            one.calledCents() + two.calledCents(),
                            one.settledCents() + two.settledCents(),
                            one.creditCents() + two.creditCents()));
        }
    }

    /** One envelope. */
    public record StatedEnvelope(
            UUID id,
            String code,
            FundingEnvelopeStatus status,
            UUID sponsor,
            @Nullable String sponsorName,
            String purpose,
            LocalDate from,
            LocalDate until,
            FundingAmounts amounts,
            List<InKind> inKind) {}

    /**
     * Packs that reached somebody.
     *
     * @param total in all; null where they are too few to tell
     * @param departments the departments that can be told by themselves
     * @param elsewhere how many are in all other departments together; null where they are too few to tell
     */
    public record BeneficiaryCounts(
            @Nullable Integer total,
            List<BeneficiaryCells.DepartmentCount> departments,
            @Nullable Integer elsewhere) {
        static BeneficiaryCounts of(BeneficiaryCells cells) {
            return new BeneficiaryCounts(cells.total(), cells.departments(), cells.elsewhere());
        }
    }
}
