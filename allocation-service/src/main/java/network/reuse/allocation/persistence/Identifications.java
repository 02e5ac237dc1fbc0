package network.reuse.allocation.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.defaults.people.Identification;
import network.reuse.defaults.people.IdentifyingField;

/** By which fields the sponsors' groups of programmes tell households apart; one that has declared none does as ever. */
@ApplicationScoped
public class Identifications {
    private static final String COLUMNS = "programme_group, household, near, near_matches_wait";

    /**
     * What holds for a group.
     *
     * @param nearMatchesWait whether a request that looks like one that comes before it waits for a human before it is reserved for
     * @param isDeclared whether the sponsor said so, or it is as ever
     */
    public record Declared(Identification identification, boolean nearMatchesWait, boolean isDeclared) {
        /** What holds where the sponsor has said nothing. */
        public static final Declared NOTHING = new Declared(Identification.USUAL, false, false);
    }

    /** What was declared in the groups of a programme's sponsor, by group; nothing when the caller does not see the programme. */
    public Future<Map<String, Declared>> ofSponsorOf(SqlConnection transaction, UUID programmeId) {
        return transaction
                .preparedQuery("select " + COLUMNS + " from household_identification"
                        + " where sponsor = (select sponsor from programme where id = $1)")
                .execute(Tuple.of(programmeId))
                .map(rows -> {
                    Map<String, Declared> declared = new HashMap<>();
                    for (Row row : rows) {
                        declared.put(row.getString(0), declared(row));
                    }
                    return declared;
                });
    }

    /** What holds for a group of a sponsor's. */
    public Future<Declared> of(SqlConnection transaction, UUID sponsor, String group) {
        return transaction
                .preparedQuery("select " + COLUMNS + " from household_identification"
                        + " where sponsor = $1 and programme_group = $2")
                .execute(Tuple.of(sponsor, group))
                .map(rows -> {
                    for (Row row : rows) {
                        return declared(row);
                    }
                    return Declared.NOTHING;
                });
    }

    /** Holds for the caller's group from now on. */
    public Future<?> declare(SqlConnection transaction, UUID sponsor, String group, Declared declared) {
        return transaction
                .preparedQuery("insert into household_identification(sponsor, programme_group, household, near,"
                        + " near_matches_wait) values ($1, $2, $3, $4, $5) on conflict (sponsor, env, programme_group)"
                        + " do update set household = excluded.household, near = excluded.near,"
                        + " near_matches_wait = excluded.near_matches_wait")
                .execute(Tuple.of(
                        sponsor,
                        group,
                        names(declared.identification().household()),
                        names(declared.identification().near()),
                        declared.nearMatchesWait()));
    }

    /**
     * Fails, and the transaction with it, when the group's households are told apart otherwise by now. Right behind a request that is
     * written, which waits for whoever declares something in the group.
     */
    public Future<?> requireUnchanged(
            SqlConnection transaction, UUID sponsor, String group, Identification identification) {
        return transaction
                .preparedQuery("select 1 / (coalesce((select household = $3 and near = $4 from household_identification"
                        + " where sponsor = $1 and programme_group = $2), $5))::int")
                .execute(Tuple.of(
                        sponsor,
                        group,
                        names(identification.household()),
                        names(identification.near()),
                        identification.equals(Identification.USUAL)));
    }

    /** The code of a programme of the caller's group in which somebody has asked, if there is one. */
    public Future<Optional<String>> askedIn(SqlConnection transaction, UUID sponsor, String group) {
        return transaction
                .preparedQuery("select p.code from request r join programme p on p.id = r.programme_id"
                        + " where r.sponsor = $1 and r.programme_group = $2 limit 1")
                .execute(Tuple.of(sponsor, group))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(row.getString(0));
                    }
                    return Optional.empty();
                });
    }

    private static Declared declared(Row row) {
        return new Declared(
                new Identification(sets(row.getArrayOfStrings("household")), sets(row.getArrayOfStrings("near"))),
                row.getBoolean("near_matches_wait"),
                true);
    }

    private static List<Set<IdentifyingField>> sets(String[] names) {
        return Stream.of(names).map(Identification::fields).collect(Collectors.toList());
    }

    private static String[] names(Collection<Set<IdentifyingField>> sets) {
        return sets.stream().map(Identification::named).toArray(String[]::new);
    }
}
