package network.reuse.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command's transaction as the service sent it, read off PostgreSQL's log: the statements to the letter, their values
 * as they were, but for those that must differ from call to call.
 */
record SentTransaction(String setting, Sent findKey, Sent load, Sent write) {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = ('(?:[^']|'')*'|NULL)");
    /** What pgbench would take for one of its variables; the colons of a time are none. */
    private static final Pattern VARIABLE = Pattern.compile(":[A-Za-z_]");

    private static final int EVENT_COLUMNS = 9;
    private static final int KEY_COLUMNS = 8;
    private static final int FIXED_COLUMNS = 8;

    /** A prepared statement with its values. */
    record Sent(String sql, List<String> values) {
        /** The statement with its values in place. */
        String filled() {
            String text = sql;
            for (int i = values.size(); i >= 1; i--) {
                text = text.replace("$" + i, values.get(i - 1));
            }
            return text;
        }
    }

    static SentTransaction read(String log) {
        String[] lines = log.split("\n", -1);
        String setting = "";
        Sent findKey = null;
        Sent load = null;
        Sent write = null;
        for (int i = 0; i < lines.length; i++) {
            int statement = lines[i].indexOf("begin; set local app.organisation");
            if (statement >= 0 && lines[i].contains("statement: ")) {
                setting = lines[i].substring(lines[i].indexOf("set local"));
            }
            int execute = lines[i].indexOf("execute ");
            if (execute < 0 || i + 1 >= lines.length || !lines[i].contains(": ")) {
                continue;
            }
            String sql = lines[i].substring(lines[i].indexOf(": ", execute) + 2);
            Sent sent = new Sent(sql, values(lines[i + 1]));
            if (sql.startsWith("select fingerprint")) {
                findKey = sent;
            } else if (sql.startsWith("select id, version, sequence, status, state from device")) {
                load = sent;
            } else if (sql.startsWith("with made as (update device")) {
                write = sent;
            }
        }
        if (findKey == null || load == null || write == null || setting.isEmpty()) {
            throw new IllegalStateException(
                    "PostgreSQL's log does not show the command: is log_statement on for refurb_api?");
        }
        return new SentTransaction(setting, findKey, load, write);
    }

    private static List<String> values(String detail) {
        List<String> values = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(detail);
        while (parameter.find()) {
            String literal = parameter.group(2);
            values.add(VARIABLE.matcher(literal).find() ? text(literal) : literal);
        }
        return values;
    }

    /** pgbench would take {@code :name} in a text for a variable. */
    private static String text(String literal) {
        return "(replace(" + literal.replace(":", "~") + ", '~', chr(58)))";
    }

    /** The pgbench script: two pipelines, as the service sends it. */
    String script(int firstDevice, int devicesOfAClient, long version, long sequence) {
        String device = "('00000000-0000-7000-8000-' || lpad((:d)::text, 12, '0'))::uuid";
        String key = "('pg' || :run || '-' || :client_id || '-' || :k)";
        List<String> find = new ArrayList<>(findKey.values());
        find.set(1, key);
        List<String> values = new ArrayList<>(write.values());
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
                + "\\startpipeline\nbegin;\n" + setting.strip() + ";\n"
                + new Sent(findKey.sql(), find).filled() + ";\n"
                + new Sent(load.sql(), List.of(device)).filled() + ";\n\\endpipeline\n"
                + "\\startpipeline\n" + new Sent(write.sql(), values).filled() + ";\ncommit;\n\\endpipeline\n";
    }
}
