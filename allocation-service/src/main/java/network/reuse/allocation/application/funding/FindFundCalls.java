package network.reuse.allocation.application.funding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.allocation.domain.FundCall;
import network.reuse.allocation.domain.WantedFundCalls;
import network.reuse.allocation.persistence.FundCalls;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** What a sponsor and a funder see of calls for funds. */
@ApplicationScoped
public class FindFundCalls {
    private final Reading reading;
    private final FundCalls calls;
    private final KnownOrganisations register;

    public FindFundCalls(Reading reading, FundCalls calls, KnownOrganisations register) {
        this.reading = reading;
        this.calls = calls;
        this.register = register;
    }

    public Uni<FundCallView> call(Caller caller, UUID id) {
        return reading.as(caller, session -> calls.find(session, id))
                .chain(found ->
                        register.names(parties(List.of(found))).map(names -> FundCallView.of(found, names, caller)));
    }

    public Uni<List<FundCallView>> calls(Caller caller, @Nullable UUID after, int limit, WantedFundCalls wanted) {
        return reading.as(caller, session -> calls.page(session, after, limit, wanted))
                .chain(page -> register.names(parties(page))
                        .map(names -> page.stream()
                                .map(call -> FundCallView.of(call, names, caller))
                                .toList()));
    }

    /** What a call names, item by item; refused as unknown when the caller does not see the call. */
    public Uni<List<FundCallEntry>> entries(Caller caller, UUID id) {
        return reading.inTransaction(
                        caller,
                        connection ->
                                FundCalls.TABLE.require(connection, id).compose(_ -> calls.entries(connection, id)))
                .map(entries -> entries.stream()
                        .map(entry -> new FundCallEntry(entry.itemId(), entry.envelopeId(), entry.cents()))
                        .toList());
    }

    private static Set<UUID> parties(List<Stored<FundCall>> calls) {
        return calls.stream()
                .flatMap(call -> Stream.of(
                        call.state().attributes().sponsor(),
                        call.state().attributes().funder()))
                .collect(Collectors.toSet());
    }
}
