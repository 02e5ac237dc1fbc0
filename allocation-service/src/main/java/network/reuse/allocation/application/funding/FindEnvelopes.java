package network.reuse.allocation.application.funding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.allocation.domain.FundingEnvelope;
import network.reuse.allocation.domain.WantedEnvelopes;
import network.reuse.allocation.persistence.FundingEnvelopes;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** What a sponsor and a funder see of envelopes. */
@ApplicationScoped
public class FindEnvelopes {
    private final Reading reading;
    private final FundingEnvelopes envelopes;
    private final KnownOrganisations register;

    public FindEnvelopes(Reading reading, FundingEnvelopes envelopes, KnownOrganisations register) {
        this.reading = reading;
        this.envelopes = envelopes;
        this.register = register;
    }

    public Uni<EnvelopeView> envelope(Caller caller, UUID id) {
        return reading.inTransaction(caller, connection -> envelopes.standings(connection, List.of(id)))
                .chain(found -> {
                    if (found.isEmpty()) {
                        throw Refusals.unknown();
                    }
                    FundingEnvelopes.Standing standing = found.getFirst();
                    return register.names(parties(List.of(standing.envelope())))
                            .map(names -> EnvelopeView.of(standing.envelope(), standing.balance(), names));
                });
    }

    public Uni<List<EnvelopeView>> envelopes(Caller caller, @Nullable UUID after, int limit, WantedEnvelopes wanted) {
        return reading.as(caller, session -> envelopes.page(session, after, limit, wanted))
                .chain(page -> register.names(parties(page))
                        .map(names -> page.stream()
                                .map(envelope -> EnvelopeView.of(envelope, null, names))
                                .toList()));
    }

    private static Set<UUID> parties(List<Stored<FundingEnvelope>> envelopes) {
        return envelopes.stream()
                .flatMap(envelope -> Stream.of(
                        envelope.state().attributes().sponsor(),
                        envelope.state().attributes().funder()))
                .collect(Collectors.toSet());
    }
}
