package network.reuse.allocation.application.connectivity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.allocation.domain.ConnectivityOffer;
import network.reuse.allocation.domain.WantedConnectivityLines;
import network.reuse.allocation.domain.WantedConnectivityOffers;
import network.reuse.allocation.persistence.ConnectivityLines;
import network.reuse.allocation.persistence.ConnectivityOffers;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** What providers, sponsors and referrers see of connectivity offers and their lines. */
@ApplicationScoped
public class FindConnectivity {
    private final Reading reading;
    private final ConnectivityOffers offers;
    private final ConnectivityLines lines;
    private final KnownOrganisations register;

    public FindConnectivity(
            Reading reading, ConnectivityOffers offers, ConnectivityLines lines, KnownOrganisations register) {
        this.reading = reading;
        this.offers = offers;
        this.lines = lines;
        this.register = register;
    }

    public Uni<ConnectivityOfferView> offer(Caller caller, UUID id) {
        return reading.inTransaction(caller, connection -> offers.require(connection, id))
                .chain(found -> register.names(Set.of(provider(found.offer())))
                        .map(names -> ConnectivityOfferView.of(found.offer(), found.taken(), names, caller)));
    }

    /** Offers, and how many lines of each are taken. */
    private record Found(List<Stored<ConnectivityOffer>> offers, Map<UUID, Integer> taken) {}

    public Uni<List<ConnectivityOfferView>> offers(
            Caller caller, @Nullable UUID after, int limit, WantedConnectivityOffers wanted) {
        return reading.as(
                        caller,
                        session -> offers.page(session, after, limit, wanted)
                                .chain(page -> offers.taken(
                                                session,
                                                page.stream().map(Stored::id).toList())
                                        .map(taken -> new Found(page, taken))))
                .chain(found -> register.names(found.offers().stream()
                                .map(FindConnectivity::provider)
                                .collect(Collectors.toSet()))
                        .map(names -> found.offers().stream()
                                .map(offer -> ConnectivityOfferView.of(
                                        offer, found.taken().getOrDefault(offer.id(), 0), names, caller))
                                .toList()));
    }

    private static UUID provider(Stored<ConnectivityOffer> offer) {
        return offer.state().attributes().provider();
    }

    public Uni<ConnectivityLineView> line(Caller caller, UUID id) {
        return reading.as(caller, session -> lines.find(session, id))
                .map(line -> ConnectivityLineView.of(line, caller.organisation()));
    }

    public Uni<List<ConnectivityLineView>> lines(
            Caller caller, @Nullable UUID after, int limit, WantedConnectivityLines wanted) {
        return reading.as(caller, session -> lines.page(session, after, limit, wanted))
                .map(page -> page.stream()
                        .map(line -> ConnectivityLineView.of(line, caller.organisation()))
                        .toList());
    }
}
