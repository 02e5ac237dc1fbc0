package network.reuse.servers;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The main class of the broker's own JVM: formats the storage if it is new, then runs the broker as released. */
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        var settings = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            settings.load(in);
        }
        Path storage = Path.of(settings.getProperty("log.dirs"));
        if (!Files.exists(storage.resolve("meta.properties"))) {
            int code = kafka.tools.StorageTool.execute(
                    new String[] {
                        "format",
                        "--standalone",
                        "--config=" + file,
                        "--cluster-id=" + settings.getProperty("reuse.cluster.id"),
                        "--add-scram=SCRAM-SHA-512=[name=admin,password=" + settings.getProperty("reuse.admin.password")
                                + "]"
                    },
                    System.out);
            if (code != 0) {
                System.exit(code);
            }
        }
        kafka.Kafka.main(new String[] {file.toString()});
    }
}
