package network.reuse.defaults.commit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.fault.Language;
import org.jspecify.annotations.Nullable;

/** What became of each row of a bulk call, in the order of the rows: how many had each outcome, and the rows. */
public final class BulkReport {

    /** What became of one row. */
    public interface Row {
        Enum<?> outcome();
    }

    /** The pointer of the row itself. */
    private static final String WHOLE = "";

    private final @Nullable Boolean dryRun;
    private final List<String> ignoredColumns;
    private final Map<String, Integer> counts;
    private final List<Row> rows;

    private BulkReport(
            @Nullable Boolean dryRun,
            List<String> ignoredColumns,
            Map<String, Integer> counts,
            List<? extends Row> rows) {
        this.dryRun = dryRun;
        this.ignoredColumns = ignoredColumns;
        this.counts = counts;
        this.rows = List.copyOf(rows);
    }

    /**
     * Where in the request lies what a refusal of a row points at, by JSON pointer.
     *
     * @param <A> what the request says in a row
     */
    public interface Pointers<A> {
        /**
         * The pointer into the request.
         *
         * @param pointer what the refusal points at; empty when that is the row itself
         */
        String of(A row, int index, String pointer);

        /** Of rows that are ids in this list: what is not the row itself stands beside the list. */
        static <A> Pointers<A> ofIds(String list) {
            return ofRows(list, Set.of());
        }

        /** Of rows in this list that have these fields, by JSON pointers: any other stands beside the list. */
        static <A> Pointers<A> ofRows(String list, Set<String> fields) {
            return (_, index, pointer) ->
                    pointer.isEmpty() || fields.contains(pointer) ? list + "/" + index + pointer : pointer;
        }
    }

    /** Evaluates each row on its own: one that is refused is told as rejected and does not spoil its neighbours. */
    public static <A, O extends Enum<O>> BulkReport evaluateEach(
            Class<O> outcomes,
            Language language,
            Collection<A> items,
            Pointers<A> pointers,
            Function<A, ? extends Row> evaluate,
            BiFunction<A, List<Fault>, ? extends Row> rejected) {
        List<Row> rows = new ArrayList<>(items.size());
        for (A one : items) {
            int index = rows.size();
            try {
                rows.add(evaluate.apply(one));
            } catch (Refusal refusal) {
                rows.add(rejected.apply(one, errors(refusal, pointer -> pointers.of(one, index, pointer), language)));
            }
        }
        return of(outcomes, rows);
    }

    /** The report of rows that have been evaluated. */
    public static <O extends Enum<O>> BulkReport of(Class<O> outcomes, List<? extends Row> rows) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (O outcome : outcomes.getEnumConstants()) {
            int count =
                    (int) rows.stream().filter(row -> row.outcome() == outcome).count();
            counts.put(outcome.name().toLowerCase(Locale.ROOT), count);
        }
        return new BulkReport(null, List.of(), counts, rows);
    }

    /** The same, saying whether it was a dry run, of which nothing is written. */
    public BulkReport withDryRun(boolean dry) {
        return new BulkReport(dry, ignoredColumns, counts, rows);
    }

    /** The same, naming the columns of a file that were passed over. */
    public BulkReport withIgnoredColumns(List<String> columns) {
        return new BulkReport(dryRun, List.copyOf(columns), counts, rows);
    }

    /**
     * What is wrong with a row that is refused, in the caller's language.
     *
     * @param place where in the request lies what the refusal points at; an empty pointer is the row itself
     */
    public static List<Fault> errors(Refusal refusal, UnaryOperator<String> place, Language language) {
        List<Refusal.Fault> faults = refusal.faults().isEmpty()
                ? List.of(new Refusal.Fault(WHOLE, refusal.code(), refusal.french(), refusal.english()))
                : refusal.faults();
        return faults.stream()
                .map(fault -> fault.at(place.apply(fault.pointer().equals("/") ? WHOLE : fault.pointer()))
                        .with(refusal.extensions()))
                .map(fault -> Fault.of(fault, language))
                .toList();
    }

    @JsonValue
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (dryRun != null) {
            json.put("dryRun", dryRun);
        }
        json.putAll(counts);
        if (!ignoredColumns.isEmpty()) {
            json.put("ignoredColumns", ignoredColumns);
        }
        json.put("rows", rows);
        return json;
    }
}
