package network.reuse.collection.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import network.reuse.collection.domain.GoodsKind;

/** The kinds of goods that are counted; every organisation reads them. */
@ApplicationScoped
public class GoodsKinds {

    public Future<List<GoodsKind>> all(SqlConnection connection) {
        return connection
                .query("select code, french, english, medium from goods_kind order by code")
                .execute()
                .map(rows -> {
                    List<GoodsKind> kinds = new ArrayList<>();
                    for (Row row : rows) {
                        kinds.add(
                                new GoodsKind(row.getString(0), row.getString(1), row.getString(2), row.getBoolean(3)));
                    }
                    return kinds;
                });
    }

    /** Whether it was added; not when there is one with its code. */
    public Future<Boolean> add(SqlConnection transaction, GoodsKind kind) {
        return transaction
                .preparedQuery("select add_goods_kind($1, $2, $3, $4)")
                .execute(Tuple.of(kind.code(), kind.french(), kind.english(), kind.medium()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
