package network.reuse.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import network.reuse.bench.RecordedTransaction.Sent;

/**
 * A command's transaction as the service sent it, read off PostgreSQL's log: the statements to the letter, their values
 * as they were, but for those that must differ from call to call.
 */
record SentTransaction(String setting, Sent findKey, Sent load, Sent write) {
    /** What pgbench would take for one of its variables; the colons of a time are none. */
    private static final Pattern VARIABLE = Pattern.compile(":[A-Za-z_]");

    private static final int EVENT_COLUMNS = 9;
    private static final int KEY_COLUMNS = 8;
    private static final int FIXED_COLUMNS = 8;

    static SentTransaction read(String log) {
        RecordedTransaction recorded = RecordedTransaction.last(log);
        return new SentTransaction(
                recorded.setting(),
                recorded.starting("select fingerprint"),
                recorded.starting("select id, version, sequence, status, state, occurred_at from device"),
                recorded.starting("with made as (update device"));
    }

    /** The statement with these values in place. */
    private static String filled(Sent sent, List<String> values) {
        String text = sent.sql();
        for (int i = values.size(); i >= 1; i--) {
            text = text.replace("$" + i, values.get(i - 1));
        }
        return text;
    }

    private static List<String> literals(Sent sent) {
        return sent.values().stream()
                .map(literal -> VARIABLE.matcher(literal).find() ? text(literal) : literal)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** pgbench would take {@code :name} in a text for a variable. */
    private static String text(String literal) {
        return "(replace(" + literal.replace(":", "~") + ", '~', chr(58)))";
    }

    /** The pgbench script: two pipelines, as the service sends it. */
    String script(int firstDevice, int devicesOfAClient, long version, long sequence) {
        String device = "('00000000-0000-7000-8000-' || lpad((:d)::text, 12, '0'))::uuid";
        String key = "('pg' || :run || '-' || :client_id || '-' || :k)";
        List<String> find = literals(findKey);
        find.set(1, key);
        List<String> values = literals(write);
        int events = values.size() - KEY_COLUMNS - EVENT_COLUMNS;
        if (events < FIXED_COLUMNS) {
            throw new IllegalStateException("the command's statement has another shape than this benchmark knows");
        }
        values.set(0, device);
        values.set(1, ":v");
        values.set(2, ":s");
        values.set(events, "array[gen_random_uuid()]");
        values.set(events + 1, "array[" + device + "]");
        values.set(events + 2, "array[:s]");
        values.set(events + EVENT_COLUMNS + 1, key);
        return "\\set k :k + 1\n"
                + "\\set d " + firstDevice + " + :client_id * " + devicesOfAClient + " + :k % " + devicesOfAClient
                + "\n"
                + "\\set v " + version + " + :k / " + devicesOfAClient + "\n"
                + "\\set s " + (sequence + 1) + " + :k / " + devicesOfAClient + "\n"
                + "\\startpipeline\nbegin;\n" + setting + ";\n"
                + filled(findKey, find) + ";\n"
                + filled(load, List.of(device)) + ";\n\\endpipeline\n"
                + "\\startpipeline\n" + filled(write, values) + ";\ncommit;\n\\endpipeline\n";
    }
}
