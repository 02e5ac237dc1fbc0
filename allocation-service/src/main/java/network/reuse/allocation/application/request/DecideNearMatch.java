package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import network.reuse.allocation.domain.ConnectivityLine;
import network.reuse.allocation.domain.NearMatchDecision;
import network.reuse.allocation.domain.NearMatchVerdict;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.ConnectivityLines;
import network.reuse.allocation.persistence.NearMatches;
import network.reuse.allocation.persistence.Requests;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.people.People;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A human at the sponsor says whether two requests that look alike are of one household. Where they are, the one that comes second is
 * declined: the later, unless that has a pack and the earlier waits. Whoever made it is told no more than for any household that is served.
 */
@ApplicationScoped
public class DecideNearMatch {
    private final Commit commit;
    private final NearMatches matches;
    private final AnswerRequest answer;
    private final BackOrders backOrders;

    private final ConnectivityLines lines;

    public DecideNearMatch(
            Commit commit, NearMatches matches, AnswerRequest answer, BackOrders backOrders, ConnectivityLines lines) {
        this.commit = commit;
        this.matches = matches;
        this.answer = answer;
        this.backOrders = backOrders;
        this.lines = lines;
    }

    /** What the sponsor says of two requests, whichever was made first. */
    public record Said(UUID one, UUID other, NearMatchVerdict verdict, String reason) {
        UUID later() {
            return Stream.of(one, other).max(DecideNearMatch::byTime).orElseThrow();
        }

        UUID earlier() {
            return Stream.of(one, other).min(DecideNearMatch::byTime).orElseThrow();
        }
    }

    /**
     * What a decision finds.
     *
     * @param lines what both asked of connectivity offers, and is not active
     * @param sealed its reason
     */
    private record Read(
            Stored<Request> later,
            Stored<Request> earlier,
            boolean areAlike,
            List<Stored<ConnectivityLine>> lines,
            Optional<Buffer> sealed) {
        /** The one that gets no pack where both are of one household. */
        Stored<Request> second() {
            return later.state().hasPack() && !earlier.state().hasPack() ? earlier : later;
        }

        List<Stored<ConnectivityLine>> linesOfSecond() {
            UUID second = second().id();
            return lines.stream()
                    .filter(line -> line.state().attributes().requestId().equals(second))
                    .toList();
        }
    }

    /** Keeps what was said; the answer shows the request that comes second. */
    public Uni<Answer> decide(Command command, Said said, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        NearMatchDecision decision = new NearMatchDecision(
                Ids.next(),
                said.later(),
                said.earlier(),
                said.verdict(),
                said.reason(),
                People.who(command.caller()),
                time.at(),
                command.now());
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (connection, _) -> read(connection, command.caller().organisation(), decision, said.reason()),
                read -> {
                    if (!read.areAlike()) {
                        throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "not_alike",
                                "Ces deux demandes n'ont rien en commun ; il n'y a rien à décider.",
                                "These two requests have nothing in common; there is nothing to decide.");
                    }
                    Plan plan = switch (said.verdict()) {
                        case SAME_HOUSEHOLD ->
                            answer.declined(read.second(), read.linesOfSecond(), Request.HOUSEHOLD_SERVED, time);
                        // Whoever was passed over in a back-order for it is served now.
                        case DIFFERENT ->
                            Plan.showing(read.second(), RequestView::of)
                                    .writing((connection, cause) -> backOrders.wake(
                                            connection,
                                            read.later().state().attributes().sponsor(),
                                            cause.now()));
                    };
                    return plan.writing((connection, _) -> matches.decide(
                            connection,
                            read.later().state().attributes().sponsor(),
                            decision,
                            read.sealed().orElse(null)));
                });
    }

    /**
     * Both are the caller's to decide about. The reason is sealed before they are locked, in the order of all, so that nobody reserves for one
     * meanwhile.
     */
    private Future<Read> read(SqlConnection connection, UUID sponsor, NearMatchDecision decision, String reason) {
        UUID later = decision.requestId();
        UUID earlier = decision.alike();
        Future<Stored<Request>> one = Requests.TABLE.require(connection, later);
        Future<Stored<Request>> other = Requests.TABLE.require(connection, earlier);
        return one.compose(its -> other.compose(of -> {
                    requireSponsor(sponsor, its);
                    requireSponsor(sponsor, of);
                    return matches.seal(decision.id(), personRef(its), personRef(of), reason);
                }))
                .compose(text -> {
                    Future<Stored<Request>> first = Requests.TABLE.lock(connection, earlier);
                    Future<Stored<Request>> last = Requests.TABLE.lock(connection, later);
                    Future<Boolean> alike = matches.areAlike(connection, later, earlier);
                    Future<List<Stored<ConnectivityLine>>> cancellable =
                            lines.lockCancellable(connection, List.of(earlier, later));
                    return first.compose(its -> last.compose(of -> alike.compose(areAlike -> cancellable.map(
                            standing -> new Read(of, its, areAlike, standing, Optional.ofNullable(text))))));
                });
    }

    private static void requireSponsor(UUID sponsor, Stored<Request> request) {
        if (!request.state().attributes().sponsor().equals(sponsor)) {
            throw Refusals.notYours();
        }
    }

    private static UUID personRef(Stored<Request> request) {
        return request.state().attributes().personRef();
    }

    /** Ids are made in the order of time; PostgreSQL compares them by their bytes, as their texts are. */
    private static int byTime(UUID one, UUID other) {
        return one.toString().compareTo(other.toString());
    }
}
