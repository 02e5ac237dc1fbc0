package network.reuse.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import network.reuse.local.audit.Auditor;
import network.reuse.local.audit.Report;
import network.reuse.local.audit.Sources;

/** {@code ./reuse audit}: do the books close. Exits 1 on a finding, 2 when it could not look. */
public final class Audit {
    private record Running(LocalNetwork network) implements Sources {
        @Override
        public Connection database(String name) throws SQLException {
            return network.audit(name);
        }

        @Override
        public Map<String, Path> files() {
            return network.files();
        }

        @Override
        public Map<String, Object> kafka() {
            return network.kafkaClient("audit");
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
        try {
            return Auditor.audit(new Running(network));
        } catch (SQLException | IOException broken) {
            throw new IllegalStateException("The audit could not read everything: " + broken.getMessage(), broken);
        }
    }
}
