package network.reuse.collection.persistence;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import network.reuse.collection.domain.ColumnMapping;
import network.reuse.collection.domain.DeviceColumn;
import network.reuse.contracts.DeviceCategory;

/** The one column mapping of each organisation, kept apart for the sandbox. */
@ApplicationScoped
public class ColumnMappings {

    /** The mapping of whoever the transaction belongs to. */
    public Future<ColumnMapping> find(SqlConnection transaction) {
        return transaction
                .query("select columns, categories from column_mapping")
                .execute()
                .map(rows -> {
                    for (Row row : rows) {
                        return read(row.getJsonArray(0), row.getJsonArray(1));
                    }
                    return ColumnMapping.NONE;
                });
    }

    /** Takes the place of the mapping of whoever the transaction belongs to. */
    public Future<Void> keep(SqlConnection transaction, ColumnMapping mapping, Instant now) {
        JsonArray columns = new JsonArray();
        mapping.columns()
                .forEach(column -> columns.add(JsonObject.of(
                        "heading", column.heading(), "column", column.column().name())));
        JsonArray categories = new JsonArray();
        mapping.categories()
                .forEach(category -> categories.add(JsonObject.of(
                        "value",
                        category.value(),
                        "category",
                        category.category().name())));
        return transaction
                .preparedQuery("insert into column_mapping (organisation, env, columns, categories, changed_at)"
                        + " values (caller_organisation(), caller_env(), $1, $2, $3)"
                        + " on conflict (organisation, env) do update set columns = excluded.columns,"
                        + " categories = excluded.categories, changed_at = excluded.changed_at")
                .execute(Tuple.of(columns, categories, now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    private static ColumnMapping read(JsonArray columns, JsonArray categories) {
        List<ColumnMapping.Column> headings = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            JsonObject one = columns.getJsonObject(i);
            headings.add(
                    new ColumnMapping.Column(one.getString("heading"), DeviceColumn.valueOf(one.getString("column"))));
        }
        List<ColumnMapping.Category> values = new ArrayList<>();
        for (int i = 0; i < categories.size(); i++) {
            JsonObject one = categories.getJsonObject(i);
            values.add(new ColumnMapping.Category(
                    one.getString("value"), DeviceCategory.valueOf(one.getString("category"))));
        }
        return new ColumnMapping(headings, values);
    }
}
