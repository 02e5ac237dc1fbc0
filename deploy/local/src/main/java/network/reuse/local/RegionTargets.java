package network.reuse.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import network.reuse.servers.Home;
import network.reuse.servers.Wait;

/** Sets the first target of each region of {@code deploy/local/targets.json} at the gateway's operator desk. */
final class RegionTargets {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final OperatorDesk desk;
    private final Path file;

    RegionTargets(OperatorDesk desk, Home home) {
        this.desk = desk;
        this.file = home.root().resolve("deploy/local/targets.json");
    }

    /** Returns once every region has a target; one that has a target already keeps it. */
    void set() {
        try {
            for (JsonNode target : JSON.readTree(file.toFile())) {
                var _ = Wait.until("the gateway to take the target " + target, PATIENCE, () -> isSet(target));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private boolean isSet(JsonNode target) {
        HttpResponse<String> known = desk.read("/targets");
        return known.statusCode() == 200 && (hasOne(known.body(), target.path("region")) || isTaken(target));
    }

    private static boolean hasOne(String targets, JsonNode region) {
        try {
            return JSON.readTree(targets).findValues("region").contains(region);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("the gateway lists its targets as " + targets, unreadable);
        }
    }

    private boolean isTaken(JsonNode target) {
        HttpResponse<String> answer = desk.decide("/targets", "local", target.toString());
        if (answer.statusCode() != 200 && answer.statusCode() != 503) {
            throw new IllegalStateException("the gateway refuses the target " + target + ": " + answer.body());
        }
        return answer.statusCode() == 200;
    }
}
