package network.reuse.allocation.application.funding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.allocation.domain.FundingAgreement;
import network.reuse.allocation.domain.WantedFundingAgreements;
import network.reuse.allocation.persistence.FundingAgreements;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** What a sponsor and its funders see of funding agreements. */
@ApplicationScoped
public class FindAgreements {
    private final Reading reading;
    private final FundingAgreements agreements;
    private final KnownOrganisations register;

    public FindAgreements(Reading reading, FundingAgreements agreements, KnownOrganisations register) {
        this.reading = reading;
        this.agreements = agreements;
        this.register = register;
    }

    public Uni<FundingAgreementView> agreement(Caller caller, UUID id) {
        return reading.as(caller, session -> agreements.find(session, id))
                .chain(found -> register.names(sponsors(List.of(found)))
                        .map(names -> FundingAgreementView.of(found, names, caller)));
    }

    public Uni<List<FundingAgreementView>> agreements(
            Caller caller, @Nullable UUID after, int limit, WantedFundingAgreements wanted) {
        return reading.as(caller, session -> agreements.page(session, after, limit, wanted))
                .chain(page -> register.names(sponsors(page))
                        .map(names -> page.stream()
                                .map(agreement -> FundingAgreementView.of(agreement, names, caller))
                                .toList()));
    }

    private static Set<UUID> sponsors(List<Stored<FundingAgreement>> agreements) {
        return agreements.stream()
                .map(agreement -> agreement.state().attributes().sponsor())
                .collect(Collectors.toSet());
    }
}
