package network.reuse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import network.reuse.servers.Home;
import network.reuse.servers.Wait;

/** Sets the targets of {@code deploy/local/targets.json} at the gateway's operator desk; those that are in force stay as they are. */
final class RegionTargets {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final OperatorDesk desk;
    private final Path file;

    RegionTargets(OperatorDesk desk, Home home) {
        this.desk = desk;
        this.file = home.root().resolve("deploy/local/targets.json");
    }

    /** Returns once every target is in force. */
    void set() {
        try {
            for (JsonNode target : JSON.readTree(file.toFile())) {
                var _ = Wait.until("the gateway to take the target " + target, PATIENCE, () -> set(target));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private boolean set(JsonNode target) {
        HttpResponse<String> answer = desk.decide("/targets", "local", target.toString());
        if (answer.statusCode() != 200 && answer.statusCode() != 503) {
            throw new IllegalStateException("the gateway refuses the target " + target + ": " + answer.body());
        }
        return answer.statusCode() == 200;
    }
}
