package network.reuse.allocation.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.HandOverPlaces;
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
import network.reuse.defaults.people.Household;
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

    /**
     * Keeps what other requests of the group may have in common with these, in one statement.
     *
     * @param request one of them: sponsor, referrer and group are those of all
     * @param households whom each of them is for, by its id
     */
    public Future<?> keepLikeness(
            SqlConnection transaction, RequestAttributes request, Map<UUID, Household> households) {
        List<UUID> ids = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        households.forEach((id, household) -> household.near().forEach((mark, of) -> {
            ids.add(id);
            marks.add(mark);
            fields.add(of);
        }));
        return transaction
                .preparedQuery("insert into likeness(request_id, sponsor, referrer, programme_group, mark, fields)"
                        + " select l.id, $1, $2, $3, l.mark, l.fields from unnest($4::uuid[], $5::text[], $6::text[])"
                        + " as l(id, mark, fields)")
                .execute(Tuple.tuple()
                        .addUUID(request.sponsor())
                        .addUUID(request.referrer())
                        .addString(request.group())
                        .addArrayOfUUID(ids.toArray(UUID[]::new))
                        .addArrayOfString(marks.toArray(String[]::new))
                        .addArrayOfString(fields.toArray(String[]::new)));
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

    /**
     * The people of one programme, counted.
     *
     * @param due how many of those who are kept are to be forgotten by a day that was asked
     * @param oldest the last contact that is longest ago; null when nobody is kept
     */
    public record Kept(
            UUID programmeId,
            String code,
            UUID sponsor,
            int kept,
            int due,
            int forgotten,
            @Nullable Instant oldest) {}

    /**
     * How many people are kept, by programme: of the caller's own, or of every sponsor.
     *
     * @param soon whoever's last contact is before is due
     */
    public Future<List<Kept>> kept(SqlConnection connection, boolean everybody, Instant soon) {
        return connection
                .preparedQuery(
                        "select programme_id, code, sponsor, kept, due, forgotten, oldest from people_kept($1, $2)")
                .execute(Tuple.of(everybody, soon.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    List<Kept> kept = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        OffsetDateTime oldest = row.getOffsetDateTime(6);
                        kept.add(new Kept(
                                row.getUUID(0),
                                row.getString(1),
                                row.getUUID(2),
                                row.getInteger(3),
                                row.getInteger(4),
                                row.getInteger(5),
                                oldest == null ? null : oldest.toInstant()));
                    }
                    return kept;
                });
    }

    /** Sets a timer for everybody whose last contact was before then, and who does not wait in a programme that is running. */
    public Future<?> setTimers(SqlConnection transaction, String command, Instant now, Instant since) {
        return transaction
                .preparedQuery("insert into timer(due_at, command, key) select $1, $2, ref::text from last_contact"
                        + " where forgotten_at is null and kept_at < $3 and last_at < $3"
                        + " and (waits_until is null or waits_until < $4) on conflict do nothing")
                .execute(Tuple.of(
                        now.atOffset(ZoneOffset.UTC),
                        command,
                        since.atOffset(ZoneOffset.UTC),
                        HandOverPlaces.day(now)));
    }

    /** Whether somebody's last contact was before then who is not forgotten and does not wait in a programme that is running. */
    public Future<Boolean> isOutOfContact(SqlConnection transaction, UUID personRef, Instant now, Instant since) {
        return transaction
                .preparedQuery("select from last_contact where ref = $1 and forgotten_at is null and last_at < $2"
                        + " and (waits_until is null or waits_until < $3)")
                .execute(Tuple.of(personRef, since.atOffset(ZoneOffset.UTC), HandOverPlaces.day(now)))
                .map(rows -> rows.size() > 0);
    }
}
