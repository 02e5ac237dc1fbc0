package network.reuse.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A transaction as a service sent it, read off PostgreSQL's log: the statements to the letter and in their order, and their
 * values as they were, but for those that must differ from call to call.
 *
 * @param setting whose transaction it is
 */
record RecordedTransaction(String setting, List<Sent> statements) {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = ('(?:[^']|'')*'|NULL)");
    private static final Pattern UUIDS =
            Pattern.compile("\\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
                    + "(?:,[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})*\\}?");
    /** What pgbench would take for one of its variables; the colons of a time are none. */
    private static final Pattern VARIABLE = Pattern.compile(":(?=[A-Za-z_])");

    private static final String CONTINUED = "\u0000";

    /** A prepared statement with its values, as SQL literals. */
    record Sent(String sql, List<String> values) {
        boolean isReading() {
            return sql.startsWith("select");
        }
    }

    /** The last transaction in the log. */
    static RecordedTransaction last(String log) {
        // A line that begins with a tab goes on with the text of the one before.
        String[] lines = log.replace("\n\t", CONTINUED).split("\n", -1);
        String setting = "";
        List<Sent> statements = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            int begin = lines[i].indexOf("begin; set local app.organisation");
            if (begin >= 0 && lines[i].contains("statement: ")) {
                setting = lines[i].substring(lines[i].indexOf("set local"));
                statements.clear();
            }
            int execute = lines[i].indexOf("execute ");
            if (execute >= 0 && i + 1 < lines.length && lines[i].indexOf(": ", execute) >= 0) {
                statements.add(new Sent(
                        lines[i].substring(lines[i].indexOf(": ", execute) + 2).replace(CONTINUED, "\n"),
                        values(lines[i + 1])));
            }
        }
        if (setting.isEmpty() || statements.stream().allMatch(Sent::isReading)) {
            throw new IllegalStateException("PostgreSQL's log does not show the command: is log_statement on?");
        }
        return new RecordedTransaction(setting.strip(), List.copyOf(statements));
    }

    private static List<String> values(String detail) {
        List<String> values = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(detail);
        while (parameter.find()) {
            values.add(parameter.group(2).replace(CONTINUED, "\n"));
        }
        return values;
    }

    /**
     * The pgbench script: what is read goes in one pipeline, what is written in another with the commit behind it.
     *
     * @param head what sets the variables
     * @param fresh what is in the place of a text wherever it stands in a value: an SQL expression of type text
     * @param since identifiers made from then on are made anew for each call, unless {@code fresh} says otherwise
     * @param found the start of the statement whose one row's columns are variables of the writes; empty for none.
     *     pgbench cannot look at an answer within a pipeline, so that statement goes alone
     */
    String script(String head, Map<String, String> fresh, Instant since, String found) {
        StringBuilder script = new StringBuilder(head);
        script.append("\\startpipeline\nbegin;\n").append(setting).append(";\n");
        Sent alone = null;
        for (Sent sent : statements) {
            if (sent.isReading()) {
                if (!found.isEmpty() && sent.sql().startsWith(found)) {
                    alone = sent;
                } else {
                    script.append(filled(sent, fresh, since)).append(";\n");
                }
            }
        }
        script.append("\\endpipeline\n");
        if (alone != null) {
            script.append(filled(alone, fresh, since)).append(" \\gset\n");
        }
        script.append("\\startpipeline\n");
        for (Sent sent : statements) {
            if (!sent.isReading()) {
                script.append(filled(sent, fresh, since)).append(";\n");
            }
        }
        return script.append("commit;\n\\endpipeline\n").toString();
    }

    /** The one statement that begins like this, with its values in place as in a script. */
    String alone(String start, Map<String, String> fresh, Instant since) {
        return filled(starting(start), fresh, since);
    }

    /** The idempotency key that was looked for. */
    String key() {
        String literal = starting("select fingerprint").values().get(1);
        return literal.substring(1, literal.length() - 1);
    }

    /** The one statement that begins like this. */
    Sent starting(String sql) {
        return statements.stream()
                .filter(sent -> sent.sql().startsWith(sql))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("PostgreSQL's log shows no " + sql));
    }

    /** The statement with its values in place. */
    private static String filled(Sent sent, Map<String, String> fresh, Instant since) {
        String text = sent.sql();
        for (int i = sent.values().size(); i >= 1; i--) {
            text = text.replace("$" + i, value(sent.values().get(i - 1), fresh, since));
        }
        return text;
    }

    private static String value(String literal, Map<String, String> fresh, Instant since) {
        if (literal.equals("NULL")) {
            return literal;
        }
        String inner = literal.substring(1, literal.length() - 1);
        boolean ids = UUIDS.matcher(inner).matches();
        boolean many = inner.startsWith("{");
        List<String> names = new ArrayList<>(fresh.keySet());
        StringBuilder made = new StringBuilder("'" + VARIABLE.matcher(inner).replaceAll(":'||'") + "'");
        if (ids && names.stream().noneMatch(inner::contains)) {
            made.setLength(0);
            made.append("'").append(many ? "{" : "");
            String between = "";
            for (String id : inner.replaceAll("[{}]", "").split(",", -1)) {
                made.append(between).append(madeSince(id, since) ? "'||gen_random_uuid()::text||'" : id);
                between = ",";
            }
            made.append(many ? "}" : "").append("'");
        }
        String expression = made.toString();
        for (String name : names) {
            expression = expression.replace(name, "'||" + fresh.get(name) + "||'");
        }
        if (expression.equals(literal)) {
            return literal;
        }
        // A key is a text, whatever it looks like; the network's own identifiers are of version 7.
        String type = many ? "::uuid[]" : "::uuid";
        boolean own = ids && (many || UUID.fromString(inner).version() == 7);
        return "(" + expression + ")" + (own ? type : "");
    }

    /** Whether an identifier of version 7 was made at that instant or later. */
    private static boolean madeSince(String id, Instant since) {
        UUID uuid = UUID.fromString(id);
        return uuid.version() == 7 && uuid.getMostSignificantBits() >>> 16 >= since.toEpochMilli();
    }
}
