package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.WantedRequests;
import network.reuse.allocation.persistence.Requests;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import org.jspecify.annotations.Nullable;

/** What a caller may see of requests. */
@ApplicationScoped
public class FindRequests {
    private final Reading reading;
    private final Requests requests;

    public FindRequests(Reading reading, Requests requests) {
        this.reading = reading;
        this.requests = requests;
    }

    public Uni<RequestView> request(Caller caller, UUID id) {
        return reading.as(caller, session -> requests.find(session, id)).map(RequestView::of);
    }

    public Uni<List<RequestView>> requests(Caller caller, @Nullable UUID after, int limit, WantedRequests wanted) {
        return reading.as(caller, session -> requests.page(session, after, limit, wanted))
                .map(page -> page.stream().map(RequestView::of).toList());
    }
}
