package network.reuse.defaults.commit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import network.reuse.defaults.caller.Command;

/** The idempotency key of a command with the answer it got, as it is written beside the effect. */
record StoredKey(Command command, Answer answer) {

    private static final String INSERT = "insert into idempotency_key"
            + "(organisation, key, fingerprint, resource, version, body, created_at) values ($1, $2, $3, $4, $5, $6, $7)";

    Future<?> insert(SqlConnection connection) {
        Tuple values = Tuple.tuple();
        addTo(values);
        return connection.preparedQuery(INSERT).execute(values);
    }

    void addTo(Tuple values) {
        values.addValue(command.caller().organisation());
        values.addValue(command.key());
        values.addValue(command.fingerprint());
        values.addValue(answer.id());
        values.addValue(answer.version());
        values.addValue(answer.body());
        values.addValue(command.now().atOffset(ZoneOffset.UTC));
    }

    /** Adds the key to a statement whose part {@code made} has one row; its values are numbered from there on. */
    static void appendTo(StringBuilder sql, int from) {
        sql.append(", keyed as (insert into idempotency_key"
                        + "(organisation, key, fingerprint, resource, version, body, created_at) select $")
                .append(from)
                .append("::uuid, $")
                .append(from + 1)
                .append("::text, $")
                .append(from + 2)
                .append("::text, $")
                .append(from + 3)
                .append("::uuid, $")
                .append(from + 4)
                .append("::bigint, $")
                .append(from + 5)
                .append("::text, $")
                .append(from + 6)
                .append("::timestamptz from made)");
    }
}
