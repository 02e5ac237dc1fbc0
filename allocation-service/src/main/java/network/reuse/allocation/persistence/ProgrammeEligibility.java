package network.reuse.allocation.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.domain.Combination;
import network.reuse.allocation.domain.Criterion;
import network.reuse.allocation.domain.EligibilityRules;
import network.reuse.defaults.commit.StateCodec;

/** What programmes ask of whoever their packs are for, every version of it. */
@ApplicationScoped
public class ProgrammeEligibility {
    /** How criteria are kept. */
    static final StateCodec<Criterion> CRITERIA = StateCodec.of(Criterion.class);

    private static final String RULES = "select version, valid_from, combination, kinds, terms, checkers"
            + " from programme_eligibility where programme_id = $1";

    /** Keeps the next version. */
    public Future<?> keep(SqlConnection transaction, UUID programmeId, UUID sponsor, EligibilityRules rules) {
        return transaction
                .preparedQuery(
                        "insert into programme_eligibility(programme_id, version, sponsor, valid_from, combination,"
                                + " kinds, terms, checkers) values ($1, $2, $3, $4, $5, $6, $7, $8)")
                .execute(Tuple.of(programmeId, rules.version(), sponsor, rules.from())
                        .addString(rules.combination().name())
                        .addArrayOfString(
                                rules.criteria().stream().map(CRITERIA::status).toArray(String[]::new))
                        .addArrayOfString(
                                rules.criteria().stream().map(CRITERIA::write).toArray(String[]::new))
                        .addArrayOfUUID(rules.checkers().toArray(UUID[]::new)));
    }

    /** The last version; empty when the programme never asked anything. */
    public Future<Optional<EligibilityRules>> last(SqlConnection connection, UUID programmeId) {
        return first(connection, RULES + " order by version desc limit 1", Tuple.of(programmeId));
    }

    /** The version that requests of this day are held against; empty when none is. */
    public Future<Optional<EligibilityRules>> on(SqlConnection connection, UUID programmeId, LocalDate day) {
        return first(
                connection, RULES + " and valid_from <= $2 order by version desc limit 1", Tuple.of(programmeId, day));
    }

    /** One version. */
    public Future<Optional<EligibilityRules>> version(SqlConnection connection, UUID programmeId, int version) {
        return first(connection, RULES + " and version = $2", Tuple.of(programmeId, version));
    }

    private static Future<Optional<EligibilityRules>> first(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values).map(rows -> {
            for (Row row : rows) {
                return Optional.of(rules(row));
            }
            return Optional.empty();
        });
    }

    private static EligibilityRules rules(Row row) {
        String[] kinds = row.getArrayOfStrings(3);
        String[] terms = row.getArrayOfStrings(4);
        List<Criterion> criteria = new ArrayList<>(kinds.length);
        for (int i = 0; i < kinds.length; i++) {
            criteria.add(CRITERIA.read(kinds[i], terms[i]));
        }
        return new EligibilityRules(
                row.getInteger(0),
                row.getLocalDate(1),
                Combination.valueOf(row.getString(2)),
                criteria,
                List.of(row.getArrayOfUUIDs(5)));
    }
}
