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
    private static final int KEY_COLUMNS = 7;

    static SentTransaction read(String log) {
        RecordedTransaction recorded = RecordedTransaction.last(log);
        return new SentTransaction(
                recorded.setting(),
                recorded.starting("select fingerprint"),
                recorded.starting("select id, version, sequence, status, state"),
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

    /** Puts another value in the place of one that is known, so that no value is taken for another. */
    private static void place(List<String> values, int at, String known, String other) {
        if (!values.get(at).equals("'" + known + "'")) {
            throw new IllegalStateException("value " + (at + 1) + " of the command's statement is " + values.get(at)
                    + " instead of '" + known + "': the statement has another shape than this benchmark knows");
        }
        values.set(at, other);
    }

    private static String unquoted(String literal) {
        return literal.substring(1, literal.length() - 1);
    }

    /** The pgbench script: two pipelines, as the service sends it. */
    String script(int firstDevice, int devicesOfAClient, long version, long sequence) {
        String device = "('00000000-0000-7000-8000-' || lpad((:d)::text, 12, '0'))::uuid";
        String key = "('pg' || :run || '-' || :client_id || '-' || :k)";
        List<String> find = literals(findKey);
        String sentKey = unquoted(find.set(1, key));
        String recorded = GradeCorrection.id(0);
        List<String> values = literals(write);
        int events = values.size() - KEY_COLUMNS - EVENT_COLUMNS;
        place(values, 0, recorded, device);
        place(values, 1, Long.toString(version), ":v");
        place(values, 3, Long.toString(sequence + 1), "(:s)::text");
        values.set(events, "array[gen_random_uuid()]");
        place(values, events + 1, "{" + recorded + "}", "array[" + device + "]");
        place(values, events + 2, "{" + (sequence + 1) + "}", "array[:s]");
        place(values, events + EVENT_COLUMNS + 1, sentKey, key);
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
