package network.reuse.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/**
 * Reads the feed for an organisation: each event that it may see, once, in the order in which the gateway kept them. Numbers are given
 * in the order of commits, so that nothing ever appears below a position that somebody has read to.
 */
@ApplicationScoped
public class Feed {
    private static final Logger LOG = Logger.getLogger(Feed.class);

    /** What stands for the end of the feed instead of a position. */
    public static final String LATEST = "latest";

    private static final int LOOK = 10_000;
    private static final int STREAM_PAGE = 200;

    /** What stands between here and the reader passes each line on at once, and keeps none. */
    private static final Map<String, List<String>> STREAM_HEADERS =
            Map.of("X-Accel-Buffering", List.of("no"), "Cache-Control", List.of("private, no-store"));

    private final Reading reading;
    private final FeedSignal signal;
    private final FeedTable table;
    private final ObjectMapper json;
    private final Duration heartbeat;
    private final int mostOfOne;
    private final Map<UUID, Integer> seats = new ConcurrentHashMap<>();

    public Feed(
            Reading reading,
            FeedSignal signal,
            FeedTable table,
            ObjectMapper json,
            @ConfigProperty(name = "reuse.feed.stream.heartbeat") Duration heartbeat,
            @ConfigProperty(name = "reuse.feed.max-waiting-of-one-organisation") int mostOfOne) {
        this.reading = reading;
        this.signal = signal;
        this.table = table;
        this.json = json;
        this.heartbeat = heartbeat;
        this.mostOfOne = mostOfOne;
    }

    /**
     * Some of the feed.
     *
     * @param next where to read on
     * @param more whether there may be more already
     */
    record Page(List<FeedEvent> events, FeedPosition next, boolean more) {}

    /**
     * What is wanted behind a position, at most so many events; waits so long for the first of them when there is none.
     *
     * @param after a position, {@link #LATEST}, or null for the oldest event that is kept
     */
    Uni<Page> page(Caller caller, @Nullable String after, WantedEvents wanted, int limit, Duration wait) {
        Uni<Page> first = begin(caller, after, wanted, limit);
        if (wait.isZero()) {
            return first;
        }
        long ends = System.nanoTime() + wait.toNanos();
        return first.chain(page -> page.events().isEmpty()
                ? seated(
                        caller,
                        () -> pages(caller, wanted, page, limit, new Patience(wait, ends, true))
                                .collect()
                                .last())
                : Uni.createFrom().item(page));
    }

    private Uni<Page> begin(Caller caller, @Nullable String after, WantedEvents wanted, int limit) {
        if (LATEST.equals(after)) {
            // The highest number there is; nothing stands behind it.
            return read(caller, Long.MAX_VALUE, wanted, limit)
                    .map(found -> new Page(List.of(), FeedPosition.at(found.last()), false));
        }
        if (after == null) {
            return read(caller, 0, wanted, limit).map(Feed::page);
        }
        FeedPosition position = FeedPosition.parse(after);
        return read(caller, position.seq(), wanted, limit).map(found -> {
            if (!position.isOfThisIncarnation() || position.seq() > found.last() || position.seq() < found.removed()) {
                throw notKept(found.removed());
            }
            return page(found);
        });
    }

    /**
     * The refusal of a position behind which not everything is kept.
     *
     * @param removed the number up to which no event is kept
     */
    public static Refusal notKept(long removed) {
        return Refusal.of(
                        Refusal.Kind.GONE,
                        "feed_resync",
                        "Le fil n'a plus tout ce qui suit cette position. Relisez vos objets par leurs listes, puis reprenez le fil après « oldest ».",
                        "The feed does not have all that follows this position any more. Read your objects again by their lists, then read the feed on after \"oldest\".")
                .with(Map.of("oldest", FeedPosition.at(removed).toString()));
    }

    private Uni<FeedTable.Found> read(Caller caller, long after, WantedEvents wanted, int limit) {
        return reading.inTransaction(
                caller,
                connection -> table.find(connection, caller, after, wanted, wanted.isAll() ? limit : LOOK, limit));
    }

    private static Page page(FeedTable.Found found) {
        return new Page(found.events(), FeedPosition.at(found.reached()), found.more());
    }

    private <T> Uni<T> seated(Caller caller, Supplier<Uni<T>> work) {
        UUID organisation = caller.organisation();
        takeSeat(organisation);
        return work.get().onTermination().invoke(() -> giveSeatBack(organisation));
    }

    private void takeSeat(UUID organisation) {
        if (seats.merge(organisation, 1, Integer::sum) > mostOfOne) {
            giveSeatBack(organisation);
            throw new ClientErrorException(
                    Response.status(429).header("Retry-After", "5").build());
        }
    }

    private void giveSeatBack(UUID organisation) {
        seats.computeIfPresent(organisation, (_, taken) -> taken == 1 ? null : taken - 1);
    }

    /**
     * The same for a time, a line an event; an empty line says that the connection lives. Ends up to a fifth sooner, so that those who
     * came together do not come back together, and before this process does: whoever reads it comes back with the last position.
     */
    Multi<byte[]> stream(Caller caller, @Nullable String after, WantedEvents wanted, Duration time) {
        long most = time.toNanos();
        return RestMulti.fromUniResponse(
                begin(caller, after, wanted, STREAM_PAGE).invoke(() -> takeSeat(caller.organisation())),
                first -> pages(
                                caller,
                                wanted,
                                first,
                                STREAM_PAGE,
                                new Patience(
                                        heartbeat,
                                        System.nanoTime()
                                                + most
                                                - ThreadLocalRandom.current().nextLong(most / 5 + 1),
                                        false))
                        .onFailure()
                        .invoke(failure -> LOG.warnf("a stream of the feed ends: %s", failure.toString()))
                        .onItem()
                        .transformToIterable(this::lines)
                        .onTermination()
                        .invoke(() -> giveSeatBack(caller.organisation())),
                _ -> STREAM_HEADERS);
    }

    /**
     * How long somebody reads on.
     *
     * @param once how long a page is waited for at most
     * @param ends when no further page is read, in the process's nanoseconds
     * @param untilFound whether the first page with events is the last
     */
    private record Patience(Duration once, long ends, boolean untilFound) {
        Duration next() {
            Duration left = Duration.ofNanos(ends - System.nanoTime());
            return left.compareTo(once) < 0 ? left : once;
        }

        boolean goesOn(Page read) {
            return System.nanoTime() - ends < 0
                    && !(untilFound && !read.events().isEmpty());
        }
    }

    /** This page and those behind it, each read when there may be more or when one has waited for long enough. */
    private Multi<Page> pages(Caller caller, WantedEvents wanted, Page first, int limit, Patience patience) {
        Multi<Page> others = Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<>(first),
                        read -> ready(caller, read.get(), patience.next())
                                .chain(() -> read(caller, read.get().next().seq(), wanted, limit))
                                .map(Feed::page)
                                .invoke(read::set))
                .whilst(page -> patience.goesOn(page) && !signal.isClosing());
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(first), others);
    }

    /** Done when there may be more behind what was read, or so much time is over. */
    private Uni<Void> ready(Caller caller, Page read, Duration patience) {
        return read.more()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .completionStage(() -> signal.beyond(
                                        caller.organisation(), read.next().seq(), patience)
                                .toCompletionStage());
    }

    /** As bytes, which are written as they are. */
    private Iterable<byte[]> lines(Page page) {
        return page.events().isEmpty()
                ? List.of(new byte[0])
                : page.events().stream().map(this::line).toList();
    }

    private byte[] line(FeedEvent event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event is not JSON", impossible);
        }
    }
}
