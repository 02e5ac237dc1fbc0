package network.reuse.allocation.application.funding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.application.funding.FundingStatement.BeneficiaryCounts;
import network.reuse.allocation.application.funding.FundingStatement.FundingAmounts;
import network.reuse.allocation.application.funding.FundingStatement.StatedEnvelope;
import network.reuse.allocation.domain.Balance;
import network.reuse.allocation.domain.BeneficiaryCells;
import network.reuse.allocation.domain.FundingEnvelope;
import network.reuse.allocation.domain.FundingEnvelopeAttributes;
import network.reuse.allocation.persistence.FundingEnvelopes;
import network.reuse.allocation.persistence.FundingEnvelopes.Standing;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.BusinessClock;

/** What a funder is told of its money, and each sponsor of its part. */
@ApplicationScoped
public class StateFunding {
    private static final FundingAmounts NOTHING = new FundingAmounts(0, 0, 0, AccountsView.of(Balance.NONE));

    private final Reading reading;
    private final FundingEnvelopes envelopes;
    private final Ledger ledger;
    private final KnownOrganisations register;
    private final BusinessClock clock;

    public StateFunding(
            Reading reading,
            FundingEnvelopes envelopes,
            Ledger ledger,
            KnownOrganisations register,
            BusinessClock clock) {
        this.reading = reading;
        this.envelopes = envelopes;
        this.ledger = ledger;
        this.register = register;
        this.clock = clock;
    }

    private record Found(List<Standing> envelopes, Map<String, Integer> beneficiaries) {}

    /** The statement of this funder; refused as unknown when the caller sees none of its envelopes. */
    public Uni<FundingStatement> of(Caller caller, UUID funder) {
        Instant now = clock.now();
        return reading.inTransaction(
                        caller,
                        connection -> envelopes
                                .ofFunder(connection, funder)
                                .compose(found -> ledger.beneficiaries(
                                                connection,
                                                found.stream()
                                                        .map(standing -> standing.envelope()
                                                                .id())
                                                        .toList())
                                        .map(counts -> new Found(found, counts))))
                .chain(found -> {
                    if (found.envelopes().isEmpty()) {
                        throw Refusals.unknown();
                    }
                    return register.names(parties(funder, found.envelopes()))
                            .map(names -> statement(funder, now, found, names));
                });
    }

    private static Set<UUID> parties(UUID funder, List<Standing> envelopes) {
        Set<UUID> parties = new HashSet<>();
        parties.add(funder);
        envelopes.forEach(
                standing -> parties.add(standing.envelope().state().attributes().sponsor()));
        return parties;
    }

    private static FundingStatement statement(UUID funder, Instant now, Found found, Map<UUID, String> names) {
        List<StatedEnvelope> lines = found.envelopes().stream()
                .map(standing -> line(standing, names))
                .toList();
        return new FundingStatement(
                funder,
                names.get(funder),
                now,
                lines,
                lines.stream().map(StatedEnvelope::amounts).reduce(NOTHING, FundingAmounts::plus),
                BeneficiaryCounts.of(BeneficiaryCells.of(found.beneficiaries())));
    }

    private static StatedEnvelope line(Standing standing, Map<UUID, String> names) {
        FundingEnvelope envelope = standing.envelope().state();
        FundingEnvelopeAttributes attributes = envelope.attributes();
        Balance balance = standing.balance();
        return new StatedEnvelope(
                attributes.id(),
                attributes.code(),
                envelope.status(),
                attributes.sponsor(),
                names.get(attributes.sponsor()),
                attributes.purpose(),
                attributes.from(),
                attributes.until(),
                new FundingAmounts(
                        balance.ceiling(),
                        balance.due() + balance.called() + balance.settled() - balance.owed(),
                        attributes.inKind().stream()
                                .mapToLong(inKind -> Objects.requireNonNullElse(inKind.valueCents(), 0L))
                                .sum(),
                        AccountsView.of(balance)),
                attributes.inKind());
    }
}
