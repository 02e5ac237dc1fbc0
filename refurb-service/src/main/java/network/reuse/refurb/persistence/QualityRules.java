package network.reuse.refurb.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.database.AdvisoryLock;
import network.reuse.refurb.domain.QualityRule;

/** What workshops hold their quality checks to; row-level security leaves each workshop its own. */
@ApplicationScoped
public class QualityRules {
    /**
     * What a workshop decided.
     *
     * @param version counted from 1
     */
    public record Decided(int version, QualityRule rule, Instant validFrom, Instant recordedAt) {}

    /** What the caller's organisation has decided, the latest first; nobody else decides for it meanwhile. */
    public Future<List<Decided>> lock(SqlConnection transaction, UUID organisation) {
        return AdvisoryLock.take(transaction, "quality_rule " + organisation).compose(_ -> all(transaction));
    }

    /** What the caller's organisation has decided, the latest first. */
    public Future<List<Decided>> all(SqlConnection connection) {
        return connection
                .query(
                        "select version, checklist_required, second_technician, warranty_months, valid_from, recorded_at from quality_rule"
                                + " order by version desc")
                .execute()
                .map(rows -> {
                    List<Decided> all = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        all.add(new Decided(
                                row.getInteger(0),
                                new QualityRule(row.getBoolean(1), row.getBoolean(2), row.getInteger(3)),
                                row.getOffsetDateTime(4).toInstant(),
                                row.getOffsetDateTime(5).toInstant()));
                    }
                    return all;
                });
    }

    /** Adds a decision of the caller's organisation. */
    public Future<?> add(SqlConnection transaction, Decided decided) {
        return transaction
                .preparedQuery(
                        "insert into quality_rule(organisation, env, version, checklist_required, second_technician,"
                                + " warranty_months, valid_from, recorded_at)"
                                + " values (caller_organisation(), caller_env(), $1, $2, $3, $4, $5, $6)")
                .execute(Tuple.of(
                        decided.version(),
                        decided.rule().checklistRequired(),
                        decided.rule().secondTechnician(),
                        decided.rule().warrantyMonths(),
                        decided.validFrom().atOffset(ZoneOffset.UTC),
                        decided.recordedAt().atOffset(ZoneOffset.UTC)));
    }
}
