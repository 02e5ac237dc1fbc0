package network.reuse.allocation.application.connectivity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.ConnectivityLine;
import network.reuse.allocation.domain.ConnectivityLineAttributes;
import network.reuse.allocation.domain.ConnectivityOffer;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.allocation.persistence.ConnectivityLines;
import network.reuse.allocation.persistence.ConnectivityOffers;
import network.reuse.allocation.persistence.ConnectivityOffers.Standing;
import network.reuse.allocation.persistence.Requests;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import org.jspecify.annotations.Nullable;

/**
 * The referrer or the sponsor of a request asks for a line of an offer, one at a time. The line takes one of the offer's with the statement
 * that writes it, which fails when none is left; whoever comes too late is tried again and told so.
 */
@ApplicationScoped
public class AskForLine {
    private final Commit commit;
    private final CodeNumbers codes;
    private final ConnectivityOffers offers;
    private final ConnectivityLines lines;

    public AskForLine(Commit commit, CodeNumbers codes, ConnectivityOffers offers, ConnectivityLines lines) {
        this.commit = commit;
        this.codes = codes;
        this.offers = offers;
        this.lines = lines;
    }

    private record Read(Stored<Request> request, List<Stored<ConnectivityLine>> lines, Standing standing) {}

    /** Asks for a line of that offer for whoever the request is for. */
    public Uni<Answer> ask(Command command, UUID requestId, UUID offerId, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return codes.take('N', 1)
                .chain(code -> commit.write(
                        command,
                        Unversioned.CREATES,
                        (connection, _) -> read(connection, requestId, offerId),
                        read -> plan(command, read, code.getFirst(), occurred)));
    }

    private static Plan plan(Command command, Read read, String code, Instant occurred) {
        ConnectivityOffer offer = read.standing().offer().state();
        if (!(offer instanceof ConnectivityOffer.Open open)) {
            throw offer.illegal();
        }
        for (Stored<ConnectivityLine> line : read.lines()) {
            if (line.state().stands()) {
                throw alreadyAsked(line.id());
            }
        }
        open.requireLineFor(read.request().state(), read.standing().taken(), occurred, command.now());
        RequestAttributes request = read.request().state().attributes();
        ConnectivityLineAttributes attributes = new ConnectivityLineAttributes(
                Ids.next(),
                code,
                open.attributes().id(),
                open.attributes().provider(),
                request.id(),
                request.programmeId(),
                request.sponsor(),
                request.referrer(),
                request.counted(),
                request.env());
        Creation<ConnectivityLine, AllocationEvent> creation =
                new Creation<>(attributes.id(), ConnectivityLine.request(attributes), occurred);
        return Plan.create(
                ConnectivityLines.TABLE,
                creation,
                stored -> ConnectivityLineView.of(stored, command.caller().organisation()));
    }

    /** The request is held before it is read: it is neither withdrawn nor declined until the transaction ends. */
    private Future<Read> read(SqlConnection connection, UUID requestId, UUID offerId) {
        return lines.holdRequest(connection, requestId).compose(isHeld -> {
            if (!isHeld) {
                throw Refusals.unknown();
            }
            return Requests.TABLE
                    .require(connection, requestId)
                    .compose(request -> lines.ofRequest(connection, requestId)
                            .compose(before -> offers.require(connection, offerId)
                                    .recover(failure ->
                                            Future.failedFuture(failure instanceof Refusal ? unknownOffer() : failure))
                                    .map(standing -> new Read(request, before, standing))));
        });
    }

    private static Refusal unknownOffer() {
        return Refusal.invalid(
                "/offer",
                "unknown_offer",
                "Aucune offre de cet identifiant n'est visible pour vous.",
                "No offer of this id is visible to you.");
    }

    private static Refusal alreadyAsked(UUID line) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "line_already_asked",
                        "La demande a déjà une ligne ; annulez-la d'abord, ou relancez-la si elle a échoué (…/retry).",
                        "The request has a line already; cancel it first, or ask for it anew if it failed (…/retry).")
                .with(Map.of("line", line));
    }
}
