package network.reuse.allocation.application.funding;

import network.reuse.allocation.domain.Balance;

/**
 * What stands on an envelope's accounts, in cents; what is available, committed, due, called and settled makes, less the credit, the
 * ceiling.
 *
 * @param creditCents what packs that came back have left owing to the funder
 */
public record AccountsView(
        long availableCents,
        long committedCents,
        long dueCents,
        long calledCents,
        long settledCents,
        long creditCents) {
    static AccountsView of(Balance balance) {
        return new AccountsView(
                balance.available(),
                balance.committed(),
                balance.due(),
                balance.called(),
                balance.settled(),
                balance.owed());
    }
}
