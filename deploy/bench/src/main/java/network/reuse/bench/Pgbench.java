package network.reuse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.reuse.local.LocalNetwork;

/**
 * What pgbench came to.
 *
 * @param rate transactions a second
 * @param latency milliseconds that one took on average
 */
record Pgbench(double rate, double latency) {

    /**
     * Runs a script on a service's database, as the role that serves its callers.
     *
     * @param settings of the sessions, as {@code PGOPTIONS} names them
     * @param more further arguments, such as {@code -D per=100}
     */
    static Pgbench run(
            LocalNetwork network,
            String service,
            Path script,
            int clients,
            int seconds,
            String settings,
            List<String> more)
            throws IOException, InterruptedException {
        Map<String, String> environment = network.environment(service);
        List<String> arguments = new ArrayList<>(List.of("pgbench", "-n", "-M", "prepared", "-f", script.toString()));
        arguments.addAll(List.of("-c", Integer.toString(clients), "-j", Integer.toString(Math.min(2, clients))));
        arguments.addAll(List.of("-T", Integer.toString(seconds)));
        arguments.addAll(more);
        arguments.addAll(
                List.of("-h", environment.get("REUSE_DATABASE_HOST"), "-p", environment.get("REUSE_DATABASE_PORT")));
        arguments.addAll(List.of("-U", service + "_api", service));
        ProcessBuilder pgbench = new ProcessBuilder(arguments);
        pgbench.environment().put("PGPASSWORD", environment.get("REUSE_DATABASE_API_PASSWORD"));
        pgbench.environment().put("PGOPTIONS", settings);
        pgbench.redirectErrorStream(true);
        Process process = pgbench.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !output.contains("tps = ")) {
            throw new IllegalStateException("pgbench failed: " + output);
        }
        return new Pgbench(figure(output, "tps = "), figure(output, "latency average = "));
    }

    private static double figure(String output, String name) {
        int at = output.indexOf(name) + name.length();
        return Double.parseDouble(output.substring(at).split("[ \n]", 2)[0]);
    }
}
