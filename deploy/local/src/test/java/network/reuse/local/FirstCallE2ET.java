package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.servers.Home;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(2)
class FirstCallE2ET {
    private static final Pattern SNIPPET = Pattern.compile("<!-- first-call -->\\R```sh\\R(.*?)```", Pattern.DOTALL);

    @Test
    void theFirstCallOfTheReadmeDoesWhatItSays() throws IOException, InterruptedException {
        LocalNetwork network = RunningNetwork.get();
        String readme = Files.readString(Home.find().root().resolve("README.md"));
        List<String> snippets = new ArrayList<>();
        Matcher snippet = SNIPPET.matcher(readme);
        while (snippet.find()) {
            snippets.add(snippet.group(1)
                    .replace("http://localhost:8080", network.gatewayUri().toString())
                    .replace("$(./reuse token region-grand-est)", network.token("region-grand-est")));
        }
        assertThat(snippets).as("marked snippets in the README").hasSize(4);
        assertThat(run(snippets.getFirst())).contains("\"status\":\"OFFERED\"").contains("ACCEPTANCE");
        assertThat(run(snippets.getFirst()))
                .as("the same call again gives the same lot")
                .isEqualTo(run(snippets.getFirst()));
        assertThat(run(snippets.get(1))).contains("\"region\":\"44\"").contains("\"goal\":20000");
        assertThat(run(snippets.get(2))).contains("\"specversion\":\"1.0\"").contains("collection.LotOffered.v1");
        assertThat(run(snippets.getLast()))
                .contains("\"clientId\":")
                .contains("\"clientSecret\":")
                .contains("\"expiresAt\":")
                .isEqualTo(run(snippets.getLast()));
    }

    private static String run(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-ec", script)
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
        return output;
    }
}
