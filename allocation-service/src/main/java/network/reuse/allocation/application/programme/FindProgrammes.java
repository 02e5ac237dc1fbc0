package network.reuse.allocation.application.programme;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.WaitingPack;
import network.reuse.allocation.domain.WantedProgrammes;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a caller may see of programmes. */
@ApplicationScoped
public class FindProgrammes {
    private final Reading reading;
    private final Programmes programmes;
    private final BackOrders backOrders;
    private final KnownOrganisations register;

    public FindProgrammes(Reading reading, Programmes programmes, BackOrders backOrders, KnownOrganisations register) {
        this.reading = reading;
        this.programmes = programmes;
        this.backOrders = backOrders;
        this.register = register;
    }

    /** A programme, and how much of it is taken; null when the caller is not its sponsor. */
    private record Found(
            Stored<Programme> programme,
            @Nullable Integer taken,
            Map<String, Integer> ofShares,
            Map<String, Integer> askedOfShares) {}

    private static Set<UUID> sponsors(List<Stored<Programme>> programmes) {
        return programmes.stream()
                .map(programme -> programme.state().attributes().sponsor())
                .collect(Collectors.toSet());
    }

    public Uni<ProgrammeView> programme(Caller caller, UUID id) {
        return reading.as(
                        caller,
                        session -> programmes
                                .find(session, id)
                                .chain(stored -> programmes
                                        .taken(session, id)
                                        .chain(taken -> ofShares(session, stored)
                                                .chain(shares -> asked(session, stored)
                                                        .map(asked -> new Found(
                                                                stored, taken.orElse(null), shares, asked))))))
                .chain(found -> register.names(sponsors(List.of(found.programme())))
                        .map(names -> ProgrammeView.of(
                                found.programme(), found.taken(), found.ofShares(), found.askedOfShares(), names)));
    }

    private Uni<Map<String, Integer>> ofShares(Mutiny.StatelessSession session, Stored<Programme> programme) {
        return programme.state().attributes().parts().isEmpty()
                ? Uni.createFrom().item(Map.of())
                : programmes.takenOfShares(session, programme.id());
    }

    private Uni<Map<String, Integer>> asked(Mutiny.StatelessSession session, Stored<Programme> programme) {
        return programme.state().attributes().waves().isEmpty()
                ? Uni.createFrom().item(Map.of())
                : programmes.askedOfShares(session, programme.id());
    }

    /** Who waits for devices in a programme behind this rank: all of them to its sponsor, its own to a referrer. */
    public Uni<List<WaitingPack>> backOrder(Caller caller, UUID id, int behind, int limit) {
        return reading.as(
                caller,
                session -> programmes.find(session, id).chain(_ -> backOrders.page(session, id, behind, limit)));
    }

    public Uni<List<ProgrammeView>> programmes(
            Caller caller, @Nullable UUID after, int limit, WantedProgrammes wanted) {
        return reading.as(caller, session -> programmes.page(session, after, limit, wanted))
                .chain(page -> register.names(sponsors(page))
                        .map(names -> page.stream()
                                .map(programme -> ProgrammeView.of(programme, null, Map.of(), Map.of(), names))
                                .toList()));
    }
}
