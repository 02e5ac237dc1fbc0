package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.allocation.domain.NearMatchDecision;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.NearMatches;
import network.reuse.allocation.persistence.NearMatches.Pair;
import network.reuse.allocation.persistence.Requests;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** What a sponsor sees of requests that look alike, and of what was decided about them. */
@ApplicationScoped
public class FindNearMatches {
    private final Reading reading;
    private final NearMatches matches;
    private final KnownOrganisations register;

    public FindNearMatches(Reading reading, NearMatches matches, KnownOrganisations register) {
        this.reading = reading;
        this.matches = matches;
        this.register = register;
    }

    /** Requests after this id that look like ones that come before them in the caller's groups, undecided, oldest first. */
    public Uni<List<NearMatchView>> undecided(
            Caller caller, @Nullable UUID after, @Nullable UUID programmeId, int limit) {
        return reading.inTransaction(
                        caller,
                        connection -> matches.page(connection, caller.organisation(), after, programmeId, limit)
                                .compose(ids -> found(connection, ids)))
                .chain(found -> register.names(found.organisations()).map(found::shown));
    }

    /** What was decided after that decision, oldest first; of one request when that is named. */
    public Uni<List<NearMatchDecision>> decisions(
            Caller caller, @Nullable UUID after, @Nullable UUID requestId, int limit) {
        return reading.inTransaction(
                caller, connection -> matches.decisions(connection, caller.organisation(), after, requestId, limit));
    }

    /** Requests in their order, what they look like, and all of these by id. */
    private record Found(List<UUID> ids, List<Pair> pairs, Map<UUID, Stored<Request>> requests) {
        Set<UUID> organisations() {
            return requests.values().stream()
                    .flatMap(one -> one.state().attributes().parties().stream())
                    .collect(Collectors.toSet());
        }

        List<NearMatchView> shown(Map<UUID, String> names) {
            List<NearMatchView> shown = new ArrayList<>();
            for (UUID id : ids) {
                Stored<Request> request = requests.get(id);
                if (request != null) {
                    shown.add(new NearMatchView(RequestView.of(request, names), alike(id, names)));
                }
            }
            return shown;
        }

        private List<NearMatchView.AlikeRequest> alike(UUID id, Map<UUID, String> names) {
            List<NearMatchView.AlikeRequest> alike = new ArrayList<>();
            for (Pair pair : pairs) {
                Stored<Request> first = requests.get(pair.alike());
                if (pair.request().equals(id) && first != null) {
                    alike.add(new NearMatchView.AlikeRequest(RequestView.of(first, names), pair.agreeing()));
                }
            }
            return alike;
        }
    }

    private Future<Found> found(SqlConnection connection, List<UUID> ids) {
        return matches.undecided(connection, ids).compose(pairs -> {
            Set<UUID> all = new HashSet<>(ids);
            pairs.forEach(pair -> all.add(pair.alike()));
            return Requests.TABLE.loadAll(connection, all).map(requests -> new Found(ids, pairs, requests));
        });
    }
}
