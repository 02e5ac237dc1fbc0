package network.reuse.defaults.commit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of each row of a bulk call, in the order of the rows: how many had each outcome, and the rows. */
public final class BulkReport {

    /** What became of one row. */
    public interface Row {
        Enum<?> outcome();
    }

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

    /** Evaluates each row on its own: one that is refused is told as rejected and does not spoil its neighbours. */
    public static <A, O extends Enum<O>> BulkReport evaluateEach(
            Class<O> outcomes,
            Collection<A> items,
            Function<A, ? extends Row> evaluate,
            BiFunction<A, Refusal, ? extends Row> rejected) {
        List<Row> rows = new ArrayList<>(items.size());
        for (A one : items) {
            try {
                rows.add(evaluate.apply(one));
            } catch (Refusal refusal) {
                rows.add(rejected.apply(one, refusal));
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

    /** What is wrong with a row that is refused, at this JSON pointer unless the refusal names others. */
    public static List<Refusal.Fault> errors(Refusal refusal, String pointer) {
        return refusal.faults().isEmpty()
                ? List.of(new Refusal.Fault(pointer, refusal.code(), refusal.french(), refusal.english()))
                : refusal.faults();
    }

    /** The same for a row that lies there in the request: what the refusal points at lies in the row. */
    public static List<Refusal.Fault> errorsWithin(Refusal refusal, String row) {
        return errors(refusal, "").stream()
                .map(fault -> new Refusal.Fault(row + fault.pointer(), fault.code(), fault.french(), fault.english()))
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
