package network.reuse.allocation.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Person;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.jspecify.annotations.Nullable;

/** What hangs on a person's reference, and which requests are alike. */
@ApplicationScoped
public class Beneficiaries {
    /** Those who are forgotten; their stream is named after the person, not after this table. */
    public static final AggregateTable<Person, AllocationEvent> FORGOTTEN = new AggregateTable<>(
            "forgotten_person",
            "person",
            Publisher.ALLOCATION,
            StateCodec.of(Person.class),
            person -> new Visibility(person.parties(), Set.of(), person.territory(), person.env()),
            List.of(new AggregateTable.Column<>(
                    "sponsor", "uuid", person -> person.sponsor().toString())));

    /** The requests that were made for a person, locked in the order of their ids. */
    public Future<List<Stored<Request>>> lockRequestsOf(SqlConnection transaction, UUID personRef) {
        return Requests.TABLE.lockWhere(transaction, "person_ref = $1", Tuple.of(personRef));
    }

    /** The requests that were made for a person, as far as the caller may see them. */
    public Future<List<Stored<Request>>> requestsOf(SqlConnection transaction, UUID personRef) {
        return Requests.TABLE.where(transaction, "person_ref = $1", Tuple.of(personRef));
    }

    /** The packs that a person was to get or has got. */
    public Future<List<Stored<Pack>>> packsOf(SqlConnection transaction, UUID personRef) {
        return Packs.TABLE.where(
                transaction, "request_id in (select id from request where person_ref = $1)", Tuple.of(personRef));
    }

    /** Whom a pack is for; null when there is no such pack. */
    public Future<@Nullable UUID> ofPack(SqlConnection transaction, UUID packId) {
        return transaction
                .preparedQuery("select r.person_ref from pack p join request r on r.id = p.request_id where p.id = $1")
                .execute(Tuple.of(packId))
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getUUID(0);
                    }
                    return null;
                });
    }

    /** Keeps what another request of the group may have in common with this one. */
    public Future<?> keepLikeness(SqlConnection transaction, RequestAttributes request, Set<String> marks) {
        return transaction
                .preparedQuery("insert into likeness(request_id, sponsor, referrer, programme_group, mark)"
                        + " select $1, $2, $3, $4, m from unnest($5::text[]) as marks(m)")
                .execute(Tuple.of(
                        request.id(),
                        request.sponsor(),
                        request.referrer(),
                        request.group(),
                        marks.toArray(String[]::new)));
    }

    /** Forgets what requests for a person may have in common with others. */
    public Future<?> forgetLikeness(SqlConnection transaction, List<UUID> requestIds) {
        return transaction
                .preparedQuery("delete from likeness where request_id = any($1)")
                .execute(Tuple.of((Object) requestIds.toArray(UUID[]::new)));
    }

    /** The other requests of the group that have something in common with this one; its sponsor alone finds them. */
    public Future<List<Stored<Request>>> alike(SqlConnection transaction, UUID requestId) {
        return Requests.TABLE.where(
                transaction,
                "id in (select o.request_id from likeness l join likeness o on o.sponsor = l.sponsor"
                        + " and o.programme_group = l.programme_group and o.mark = l.mark"
                        + " and o.request_id <> l.request_id where l.request_id = $1)",
                Tuple.of(requestId));
    }
}
