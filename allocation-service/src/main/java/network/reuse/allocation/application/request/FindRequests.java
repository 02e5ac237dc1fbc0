package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.WantedRequests;
import network.reuse.allocation.persistence.Requests;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** What a caller may see of requests. */
@ApplicationScoped
public class FindRequests {
    private final Reading reading;
    private final Requests requests;
    private final KnownOrganisations register;

    public FindRequests(Reading reading, Requests requests, KnownOrganisations register) {
        this.reading = reading;
        this.requests = requests;
        this.register = register;
    }

    public Uni<RequestView> request(Caller caller, UUID id) {
        return reading.as(caller, session -> requests.find(session, id))
                .chain(found -> shown(List.of(found)))
                .map(List::getFirst);
    }

    public Uni<List<RequestView>> requests(Caller caller, @Nullable UUID after, int limit, WantedRequests wanted) {
        return reading.as(caller, session -> requests.page(session, after, limit, wanted))
                .chain(this::shown);
    }

    /** Each with what its organisations are called. */
    private Uni<List<RequestView>> shown(List<Stored<Request>> found) {
        Set<UUID> organisations = found.stream()
                .flatMap(one -> one.state().attributes().parties().stream())
                .collect(Collectors.toSet());
        return register.names(organisations)
                .map(names ->
                        found.stream().map(one -> RequestView.of(one, names)).toList());
    }
}
