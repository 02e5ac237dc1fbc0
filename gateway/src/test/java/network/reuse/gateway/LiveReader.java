package network.reuse.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Reads a live stream as a dashboard would, of which each claims to call from an address of its own. */
final class LiveReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger CLAIMED = new AtomicInteger();

    /** A frame as it arrived. */
    record Frame(String event, @Nullable Long id, JsonNode data, long arrivedNanos) {
        long number() {
            return id == null ? -1 : id;
        }
    }

    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final List<Long> pauses = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private final HttpResponse<InputStream> response;

    LiveReader(URI uri, @Nullable String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "text/event-stream")
                .header("X-Forwarded-For", "198.51.100." + CLAIMED.incrementAndGet() % 250);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
        body = response.body();
        Thread _ = Thread.ofVirtual().start(this::read);
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    List<Frame> frames() {
        return frames;
    }

    List<Frame> numbered() {
        return frames.stream().filter(frame -> frame.id() != null).toList();
    }

    /** After how many milliseconds to come back, each time that it was told. */
    List<Long> pauses() {
        return pauses;
    }

    private void read() {
        String event = "";
        Long id = null;
        Scanner lines = new Scanner(body, StandardCharsets.UTF_8);
        while (lines.hasNextLine()) {
            String line = lines.nextLine();
            if (line.startsWith("event: ")) {
                event = line.substring(7);
                id = null;
            } else if (line.startsWith("id: ")) {
                id = Long.valueOf(line.substring(4));
            } else if (line.startsWith("retry: ")) {
                pauses.add(Long.valueOf(line.substring(7)));
            } else if (line.startsWith("data: ")) {
                frames.add(new Frame(event, id, parse(line.substring(6)), System.nanoTime()));
            }
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(json, broken);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
