package network.reuse.defaults.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import network.reuse.servers.Ports;
import network.reuse.servers.TestBackends;

/** The service of this module as it was packaged: a process of it, or its migration job, each with what it gets in production. */
public final class PackagedService implements AutoCloseable {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final int management;

    private PackagedService(Process process, int management) {
        this.process = process;
        this.management = management;
    }

    /** An answer of the management port. */
    public record Answer(int status, String body) {}

    /** What every process gets, without the passwords of owners. */
    public static Map<String, String> variables(TestBackends backends) {
        Map<String, String> variables = new HashMap<>(backends.environment());
        variables.keySet().removeIf(name -> name.endsWith("_OWNER_PASSWORD"));
        variables.put("REUSE_PUBLIC_URL", "https://reemploi.example");
        return variables;
    }

    /** Starts a process; properties are such as {@code -Dname=value}. */
    public static PackagedService start(Map<String, String> variables, List<String> properties) throws IOException {
        int management = Ports.free();
        Map<String, String> all = new HashMap<>(variables);
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", "0");
        all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        all.put("REUSE_OPERATOR_PORT", "0");
        return new PackagedService(run("process", all, properties), management);
    }

    /** Runs the migration job to its end; returns how it ended. */
    public static int migrate(Map<String, String> variables) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(variables);
        all.put("QUARKUS_INIT_AND_EXIT", "true");
        Process job = run("migration-job", all, List.of());
        if (!job.waitFor(2, TimeUnit.MINUTES)) {
            var _ = job.destroyForcibly();
            throw new IllegalStateException("the migration job has not ended within two minutes");
        }
        return job.exitValue();
    }

    private static Process run(String name, Map<String, String> variables, List<String> properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        command.addAll(properties);
        command.addAll(List.of("-jar", JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/" + name + ".log")));
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "MAVEN_OPTS", "JAVA_OPTS", "CLASSPATH"));
        builder.environment().putAll(variables);
        return builder.start();
    }

    /** Whether it is up. */
    public boolean isUp() {
        return process.isAlive();
    }

    /** What it answers on its management port, such as at {@code /q/health/ready}. */
    public Answer get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    /** Ends it at once. */
    @Override
    public void close() {
        var _ = process.destroyForcibly().onExit().join();
    }
}
