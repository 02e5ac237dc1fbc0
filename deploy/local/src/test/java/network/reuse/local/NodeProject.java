package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import network.reuse.servers.Home;

/** A folder with a {@code package.json}, whose scripts a test runs. */
final class NodeProject {
    private final Path folder;

    /** The folder at this path of the repository. */
    NodeProject(String path) {
        this.folder = Home.find().root().resolve(path);
    }

    /** What a command writes that ends well, with these environment variables beside those of the test. */
    String run(Map<String, String> variables, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(output).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", String.join(" ", command), output)
                .isZero();
        return output;
    }
}
