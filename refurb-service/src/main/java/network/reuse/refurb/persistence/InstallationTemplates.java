package network.reuse.refurb.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.database.AdvisoryLock;
import network.reuse.refurb.domain.InstallationTemplate;

/** What workshops install on devices; row-level security leaves each workshop its own. */
@ApplicationScoped
public class InstallationTemplates {
    private static final String ALL =
            "select id, version, name, system, system_version, languages, software, recorded_at from installation_template ";

    /** The versions of the caller's template of that name, the latest first; nobody else adds one meanwhile. */
    public Future<List<InstallationTemplate>> lock(SqlConnection transaction, UUID organisation, String name) {
        return AdvisoryLock.take(transaction, "installation_template " + organisation)
                .compose(_ -> transaction
                        .preparedQuery(ALL + "where name_form = $1 order by version desc")
                        .execute(Tuple.of(Scanned.form(name))))
                .map(InstallationTemplates::read);
    }

    /** The latest version of each of the caller's templates, by name. */
    public Future<List<InstallationTemplate>> latest(SqlConnection connection) {
        return connection
                .query("select * from (" + ALL + ") t where not exists (select from installation_template l"
                        + " where l.id = t.id and l.version > t.version) order by t.name, t.id")
                .execute()
                .map(InstallationTemplates::read);
    }

    /** Every version of these of the caller's templates, the latest first. */
    public Future<List<InstallationTemplate>> of(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery(ALL + "where id = any($1) order by id, version desc")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(InstallationTemplates::read);
    }

    /** Adds a version of the caller's. */
    public Future<?> add(SqlConnection transaction, InstallationTemplate template) {
        return transaction
                .preparedQuery(
                        "insert into installation_template (id, version, organisation, env, name, name_form, system,"
                                + " system_version, languages, software, recorded_at)"
                                + " values ($1, $2, caller_organisation(), caller_env(), $3, $4, $5, $6, $7, $8, $9)")
                .execute(Tuple.from(List.of(
                        template.id(),
                        template.version(),
                        template.name(),
                        Scanned.form(template.name()),
                        template.system(),
                        template.systemVersion(),
                        template.languages().toArray(String[]::new),
                        template.software().toArray(String[]::new),
                        template.recordedAt().atOffset(ZoneOffset.UTC))));
    }

    private static List<InstallationTemplate> read(RowSet<Row> rows) {
        List<InstallationTemplate> all = new ArrayList<>();
        rows.forEach(row -> all.add(new InstallationTemplate(
                row.getUUID(0),
                row.getInteger(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                List.of(row.getArrayOfStrings(5)),
                List.of(row.getArrayOfStrings(6)),
                row.getOffsetDateTime(7).toInstant())));
        return all;
    }
}
