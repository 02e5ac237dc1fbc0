package network.reuse.defaults.commit;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Scanned;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** A page of the rows that a caller may read and asks for. What is null is not asked. */
public final class ListQuery {
    private final String table;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private boolean few;

    private ListQuery(String table) {
        this.table = table;
    }

    /** All rows of an aggregate's table. */
    public static ListQuery of(String table) {
        return new ListQuery(table);
    }

    /** Those whose column has this value. */
    public ListQuery with(String column, @Nullable Object value) {
        if (value != null) {
            conditions.add(column + " = :" + column);
            values.put(column, value instanceof Enum<?> name ? name.name() : value);
        }
        return this;
    }

    /** Those whose column has this value, which are few and have an index. */
    public ListQuery withFew(String column, @Nullable Object value) {
        few |= value != null;
        return with(column, value);
    }

    /** The few whose column has the form of this text, as {@link Scanned} compares it. */
    public ListQuery withForm(String column, @Nullable String text) {
        return withFew(column, text == null ? null : Scanned.form(text));
    }

    /**
     * Those that were written then or later. A write is dated when its transaction begins, and is seen when it ends: who asks
     * again and again asks from a minute before the last answer.
     */
    public ListQuery since(@Nullable Instant changed) {
        if (changed != null) {
            conditions.add("changed_at >= :changedSince");
            values.put("changedSince", changed.atOffset(ZoneOffset.UTC));
        }
        return this;
    }

    /**
     * The rows after this id, in the order of their ids.
     *
     * @param row the entity that maps what {@link ReadersList} selects
     */
    public <R> Uni<List<R>> page(Mutiny.StatelessSession session, Class<R> row, @Nullable UUID after, int limit) {
        var query = session.createNativeQuery(
                        few ? ReadersList.pageOfFew(table, conditions) : ReadersList.page(table, conditions), row)
                .setParameter("after", after == null ? new UUID(0, 0) : after)
                .setMaxResults(limit);
        for (Map.Entry<String, Object> value : values.entrySet()) {
            query = query.setParameter(value.getKey(), value.getValue());
        }
        return query.getResultList();
    }
}
