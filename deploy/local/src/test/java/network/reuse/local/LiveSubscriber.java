package network.reuse.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A dashboard that follows a region live and keeps every state it was shown. */
final class LiveSubscriber implements AutoCloseable {
    private final String region;
    private final List<Frame> frames = new ArrayList<>();
    private final TreeMap<String, String> state = new TreeMap<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CompletableFuture<Void> reading;
    private final List<Long> pauses = new CopyOnWriteArrayList<>();
    private long last = -1;
    private volatile long endedNanos;

    /** What the dashboard showed after a frame: its number, and each cell as {@code department/stage -> now/ever}. */
    record Frame(String event, long id, Map<String, String> state) {}

    LiveSubscriber(URI gateway, String region, @Nullable Long since) {
        this.region = region;
        this.reading = follow(gateway, since);
    }

    private LiveSubscriber(LiveSubscriber former, URI gateway) {
        this.region = former.region;
        this.frames.addAll(former.frames());
        if (!frames.isEmpty()) {
            Frame shown = frames.getLast();
            this.state.putAll(shown.state());
            this.last = shown.id();
        }
        this.reading = follow(gateway, last < 0 ? null : last);
    }

    /** The same dashboard, come back: it goes on from the last frame that it was shown. */
    LiveSubscriber back(URI gateway) {
        close();
        return new LiveSubscriber(this, gateway);
    }

    private CompletableFuture<Void> follow(URI gateway, @Nullable Long since) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve("/v1/progress/stream?region=" + region))
                .GET();
        if (since != null) {
            request.header("Last-Event-ID", since.toString());
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                .thenAcceptAsync(answer -> read(answer.body()))
                .whenComplete((_, _) -> endedNanos = System.nanoTime());
    }

    private void read(Stream<String> lines) {
        String event = "";
        long id = -1;
        for (String line : (Iterable<String>) lines::iterator) {
            if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("id: ")) {
                id = Long.parseLong(line.substring(4));
            } else if (line.startsWith("retry: ")) {
                pauses.add(Long.parseLong(line.substring(7)));
            } else if (line.startsWith("data: ") && (event.equals("snapshot") || event.equals("change"))) {
                take(event, id, line.substring(6));
            }
        }
    }

    private synchronized void take(String event, long id, String data) {
        try {
            JsonNode node = Partner.JSON.readTree(data);
            if (event.equals("snapshot")) {
                state.clear();
            }
            for (JsonNode cell : node.path("cells")) {
                String key = cell.path("department").asText() + "/"
                        + cell.path("stage").asText();
                String value =
                        cell.path("now").asLong() + "/" + cell.path("ever").asLong();
                if (value.equals("0/0")) {
                    state.remove(key);
                } else {
                    state.put(key, value);
                }
            }
            frames.add(new Frame(event, id, Map.copyOf(state)));
            last = id;
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    synchronized long last() {
        return last;
    }

    /** After how many milliseconds to come back, each time that it was told. */
    List<Long> pauses() {
        return pauses;
    }

    /** When the stream ended, in {@code System.nanoTime()}; 0 while it has not. */
    long endedNanos() {
        return endedNanos;
    }

    @Override
    public void close() {
        reading.cancel(true);
        client.shutdownNow();
    }
}
