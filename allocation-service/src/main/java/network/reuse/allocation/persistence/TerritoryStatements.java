package network.reuse.allocation.persistence;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.domain.Area;
import network.reuse.allocation.domain.AreaKind;
import network.reuse.allocation.domain.TerritoryStatement;
import network.reuse.allocation.domain.TerritoryStatement.Fact;
import network.reuse.allocation.domain.TerritoryStatement.NeedIndicator;
import network.reuse.allocation.domain.TerritoryStatement.TerritoryLabel;
import network.reuse.allocation.domain.WantedStatements;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.commit.RetryTransaction;
import org.jspecify.annotations.Nullable;

/** What was stated of territories; rows are added alone, and read by everybody in the network. */
@ApplicationScoped
public class TerritoryStatements {
    private static final String INDICATOR = "INDICATOR";
    private static final String LABEL = "LABEL";
    private static final String UNIQUE_VIOLATION = "23505";

    private static final String ROWS =
            "select s.id, s.area_kind, s.area_code, s.name, s.value, s.unit, s.year, s.level, s.awarded_on,"
                    + " s.issuer, s.source, s.stated_by, s.env, s.stated_at, s.corrects, s.reason, c.id, s.kind"
                    + " from territory_statement s left join territory_statement c on c.corrects = s.id where ";

    private static final String PAGE = ROWS
            + "s.kind = $1 and ($2::uuid is null or s.id > $2) and ($3::text is null or s.area_kind = $3)"
            + " and ($4::text is null or s.area_code = $4) and ($5::boolean is null or $5 = (c.id is null))"
            + " order by s.id limit $6";

    private static final String ADD =
            "insert into territory_statement(id, kind, area_kind, area_code, name, value, unit, year, level,"
                    + " awarded_on, issuer, source, stated_by, env, stated_at, corrects, reason)"
                    + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    /** The indicators after this id that are wanted, in the order in which they were stated. */
    public Future<List<TerritoryStatement>> indicators(
            SqlConnection connection, @Nullable UUID after, int limit, WantedStatements wanted) {
        return page(connection, INDICATOR, after, limit, wanted);
    }

    /** The labels after this id that are wanted, in the order in which they were stated. */
    public Future<List<TerritoryStatement>> labels(
            SqlConnection connection, @Nullable UUID after, int limit, WantedStatements wanted) {
        return page(connection, LABEL, after, limit, wanted);
    }

    private static Future<List<TerritoryStatement>> page(
            SqlConnection connection, String kind, @Nullable UUID after, int limit, WantedStatements wanted) {
        AreaKind areaKind = wanted.areaKind();
        String code = wanted.areaCode();
        return connection
                .preparedQuery(PAGE)
                .execute(Tuple.of(
                        kind,
                        after,
                        areaKind == null ? null : areaKind.name(),
                        code == null ? null : Scanned.form(code),
                        wanted.standing(),
                        limit))
                .map(rows -> {
                    List<TerritoryStatement> statements = new ArrayList<>(rows.size());
                    rows.forEach(row -> statements.add(read(row)));
                    return statements;
                });
    }

    /** The statement of this id; empty when there is none. */
    public Future<Optional<TerritoryStatement>> find(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(ROWS + "s.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(read(row));
                    }
                    return Optional.empty();
                });
    }

    /** Adds it; fails with {@link RetryTransaction} when another has corrected the same meanwhile, which whoever tries again is told. */
    public Future<?> add(SqlConnection transaction, TerritoryStatement statement) {
        Tuple values = Tuple.tuple()
                .addUUID(statement.id())
                .addString(statement.fact() instanceof NeedIndicator ? INDICATOR : LABEL)
                .addString(statement.area().kind().name())
                .addString(statement.area().code());
        switch (statement.fact()) {
            case NeedIndicator indicator ->
                values.addString(indicator.name())
                        .addBigDecimal(indicator.value())
                        .addString(indicator.unit())
                        .addInteger(indicator.year())
                        .addString(null)
                        .addLocalDate(null)
                        .addString(null)
                        .addString(indicator.source());
            case TerritoryLabel label ->
                values.addString(label.name())
                        .addBigDecimal(null)
                        .addString(null)
                        .addInteger(null)
                        .addString(label.level())
                        .addLocalDate(label.awardedOn())
                        .addString(label.issuer())
                        .addString(label.source());
        }
        values.addUUID(statement.statedBy())
                .addString(statement.env().name())
                .addOffsetDateTime(statement.statedAt().atOffset(ZoneOffset.UTC))
                .addUUID(statement.corrects())
                .addString(statement.reason());
        return transaction
                .preparedQuery(ADD)
                .execute(values)
                .recover(failure -> Future.failedFuture(
                        failure instanceof PgException database && UNIQUE_VIOLATION.equals(database.getSqlState())
                                ? new RetryTransaction()
                                : failure));
    }

    private static TerritoryStatement read(Row row) {
        String name = row.getString(3);
        Fact fact = row.getString(17).equals(INDICATOR)
                ? new NeedIndicator(
                        name,
                        Objects.requireNonNull(row.getBigDecimal(4)),
                        row.getString(5),
                        row.getInteger(6),
                        row.getString(10))
                : new TerritoryLabel(name, row.getString(7), row.getLocalDate(8), row.getString(9), row.getString(10));
        return new TerritoryStatement(
                row.getUUID(0),
                new Area(AreaKind.valueOf(row.getString(1)), row.getString(2)),
                fact,
                row.getUUID(11),
                Environment.valueOf(row.getString(12)),
                row.getOffsetDateTime(13).toInstant(),
                row.getUUID(14),
                row.getString(15),
                row.getUUID(16));
    }
}
