package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.allocation.domain.KeptReservation;
import network.reuse.allocation.domain.MissingDevices;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.WantedPacks;
import network.reuse.allocation.persistence.Appointments;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Stock;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a caller may see of packs. */
@ApplicationScoped
public class FindPacks {
    private final Reading reading;
    private final Packs packs;
    private final BackOrders backOrders;
    private final Appointments appointments;
    private final Stock stock;
    private final KnownOrganisations register;

    public FindPacks(
            Reading reading,
            Packs packs,
            BackOrders backOrders,
            Appointments appointments,
            Stock stock,
            KnownOrganisations register) {
        this.reading = reading;
        this.packs = packs;
        this.backOrders = backOrders;
        this.appointments = appointments;
        this.stock = stock;
        this.register = register;
    }

    public Uni<PackView> pack(Caller caller, UUID id) {
        return reading.as(
                        caller,
                        session -> packs.find(session, id)
                                .chain(found -> ranked(session, List.of(found))
                                        .chain(ranked -> lacking(session, found).map(ranked::with))))
                .chain(this::shown)
                .map(List::getFirst);
    }

    /** What lacks of a pack that waits for devices; nothing where the caller does not see the stock. */
    private Uni<Optional<List<MissingDevices>>> lacking(Mutiny.StatelessSession session, Stored<Pack> pack) {
        return pack.state() instanceof Pack.BackOrdered waiting
                ? stock.missing(
                                session,
                                waiting.attributes().programmeId(),
                                waiting.attributes().env())
                        .map(missing -> missing.isEmpty() ? Optional.empty() : Optional.of(missing))
                : Uni.createFrom().item(Optional.empty());
    }

    public Uni<List<PackView>> packs(Caller caller, @Nullable UUID after, int limit, WantedPacks wanted) {
        return reading.as(
                        caller,
                        session -> packs.page(session, after, limit, wanted).chain(page -> ranked(session, page)))
                .chain(this::shown);
    }

    /** Packs, the ranks of those that wait for devices, and what keeps those reserved that wait to be fetched. */
    private record Found(
            List<Stored<Pack>> packs,
            Map<UUID, Integer> ranks,
            Map<UUID, KeptReservation> kept,
            Optional<List<MissingDevices>> missing) {
        Found with(Optional<List<MissingDevices>> lacking) {
            return new Found(packs, ranks, kept, lacking);
        }
    }

    private Uni<Found> ranked(Mutiny.StatelessSession session, List<Stored<Pack>> found) {
        List<UUID> waiting = found.stream()
                .filter(pack -> pack.state() instanceof Pack.BackOrdered)
                .map(Stored::id)
                .toList();
        List<UUID> reserved = found.stream()
                .filter(pack -> pack.state() instanceof Pack.Reserved)
                .map(Stored::id)
                .toList();
        return backOrders
                .ranks(session, waiting)
                .chain(ranks -> appointments
                        .keeping(session, reserved)
                        .map(kept -> new Found(found, ranks, kept, Optional.empty())));
    }

    /** Each with what its organisations are called. */
    private Uni<List<PackView>> shown(Found found) {
        Set<UUID> organisations = found.packs().stream()
                .flatMap(one -> Stream.of(one.state().attributes().sponsor()))
                .collect(Collectors.toSet());
        return register.names(organisations)
                .map(names -> found.packs().stream()
                        .map(one -> PackView.of(
                                one,
                                names,
                                found.ranks().get(one.id()),
                                found.missing().orElse(null),
                                found.kept().get(one.id())))
                        .toList());
    }
}
