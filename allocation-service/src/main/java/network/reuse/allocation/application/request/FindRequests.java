package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.allocation.application.connectivity.ConnectivityLineView;
import network.reuse.allocation.domain.ConnectivityLine;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.WantedRequests;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.ConnectivityLines;
import network.reuse.allocation.persistence.Requests;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a caller may see of requests. */
@ApplicationScoped
public class FindRequests {
    private final Reading reading;
    private final Requests requests;
    private final BackOrders backOrders;
    private final ConnectivityLines lines;
    private final KnownOrganisations register;

    public FindRequests(
            Reading reading,
            Requests requests,
            BackOrders backOrders,
            ConnectivityLines lines,
            KnownOrganisations register) {
        this.reading = reading;
        this.requests = requests;
        this.backOrders = backOrders;
        this.lines = lines;
        this.register = register;
    }

    public Uni<RequestView> request(Caller caller, UUID id) {
        return reading.as(
                        caller,
                        session -> requests.find(session, id).chain(found -> withBeside(session, List.of(found))))
                .chain(found -> shown(found, caller))
                .map(List::getFirst);
    }

    public Uni<List<RequestView>> requests(Caller caller, @Nullable UUID after, int limit, WantedRequests wanted) {
        return reading.as(
                        caller,
                        session ->
                                requests.page(session, after, limit, wanted).chain(page -> withBeside(session, page)))
                .chain(found -> shown(found, caller));
    }

    /** Requests, the ranks of the packs that some of them wait for, and the last line of those that asked for one. */
    private record Found(
            List<Stored<Request>> requests, Map<UUID, Integer> ranks, Map<UUID, Stored<ConnectivityLine>> lines) {
        @Nullable ConnectivityLineView line(UUID request, Caller reader) {
            Stored<ConnectivityLine> line = lines.get(request);
            return line == null ? null : ConnectivityLineView.of(line, reader.organisation());
        }
    }

    private Uni<Found> withBeside(Mutiny.StatelessSession session, List<Stored<Request>> found) {
        List<UUID> waiting = new ArrayList<>();
        for (Stored<Request> request : found) {
            if (request.state() instanceof Request.BackOrdered backOrdered) {
                waiting.add(backOrdered.packId());
            }
        }
        return backOrders
                .ranks(session, waiting)
                .chain(ranks -> lines.last(
                                session, found.stream().map(Stored::id).toList())
                        .map(last -> new Found(found, ranks, last)));
    }

    /** Each with what its organisations are called. */
    private Uni<List<RequestView>> shown(Found found, Caller caller) {
        Set<UUID> organisations = found.requests().stream()
                .flatMap(one -> one.state().attributes().parties().stream())
                .collect(Collectors.toSet());
        return register.names(organisations)
                .map(names -> found.requests().stream()
                        .map(one -> RequestView.of(one, names, found.ranks(), found.line(one.id(), caller)))
                        .toList());
    }
}
