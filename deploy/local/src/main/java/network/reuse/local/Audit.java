package network.reuse.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import network.reuse.local.audit.Auditor;
import network.reuse.local.audit.Report;
import network.reuse.local.audit.Sources;

/** {@code ./reuse audit}: do the books close. Exits 1 on a finding, 2 when it could not look. */
public final class Audit {
    private static final class Running implements Sources, AutoCloseable {
        private final LocalNetwork network;
        private final Map<String, Connection> connections = new HashMap<>();

        Running(LocalNetwork network) {
            this.network = network;
        }

        @Override
        public Connection connection(String database) throws SQLException {
            Connection open = connections.get(database);
            if (open == null || open.isClosed()) {
                open = network.audit(database);
                connections.put(database, open);
            }
            return open;
        }

        @Override
        public Map<String, Path> files() {
            return network.files();
        }

        @Override
        public Map<String, Object> kafka() {
            return network.kafkaClient("audit");
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : connections.values()) {
                connection.close();
            }
        }
    }

    private Audit() {}

    public static void main(String[] arguments) {
        int code;
        try (LocalNetwork network = LocalNetwork.attach()) {
            Report report = of(network);
            report.counts().forEach((what, n) -> System.out.printf("%-44s %,12d%n", what, n));
            report.explained().forEach(line -> System.out.println("explained: " + line));
            report.findings().forEach(line -> System.out.println("FINDING:   " + line));
            System.out.println(
                    report.isClean() ? "The books close." : report.findings().size() + " findings nothing explains.");
            code = report.isClean() ? 0 : 1;
        } catch (IllegalStateException refused) {
            System.err.println(refused.getMessage());
            code = 2;
        }
        System.exit(code);
    }

    /** Audits a running network. */
    public static Report of(LocalNetwork network) {
        try (Running sources = new Running(network)) {
            return Auditor.audit(sources);
        } catch (SQLException | IOException broken) {
            throw new IllegalStateException("The audit could not read everything: " + broken.getMessage(), broken);
        }
    }
}
