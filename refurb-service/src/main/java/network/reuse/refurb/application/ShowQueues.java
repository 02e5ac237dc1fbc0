package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Station;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/** What waits at each station of the caller's workshop. */
@ApplicationScoped
public class ShowQueues {
    private static final String WAITING =
            "workshop = $1 and env = $2" + " and status in ('EXPECTED', 'RECEIVED', 'ON_BENCH', 'READY', 'SCRAPPED')";

    private final Reading reading;

    public ShowQueues(Reading reading) {
        this.reading = reading;
    }

    /**
     * What waits at a station.
     *
     * @param waitingSince since when the device that has waited longest has, by its last step; absent when none waits
     */
    public record Queue(
            Station station, int devices, @Nullable Instant waitingSince) {}

    /** All stations in the order of the way through a workshop. */
    public Uni<List<Queue>> queues(Caller caller) {
        return reading.inTransaction(
                caller,
                connection -> Devices.TABLE
                        .where(
                                connection,
                                WAITING,
                                Tuple.of(caller.organisation(), caller.env().name()))
                        .map(ShowQueues::queues));
    }

    private static List<Queue> queues(List<Stored<Device>> waiting) {
        Map<Station, List<Instant>> since = new EnumMap<>(Station.class);
        for (Stored<Device> device : waiting) {
            Instant at = device.occurredAt() == null ? device.createdAt() : device.occurredAt();
            Station.of(device.state())
                    .ifPresent(station -> since.computeIfAbsent(station, _ -> new ArrayList<>())
                            .add(at));
        }
        List<Queue> queues = new ArrayList<>();
        for (Station station : Station.values()) {
            List<Instant> all = since.getOrDefault(station, List.of());
            queues.add(new Queue(
                    station, all.size(), all.stream().min(Instant::compareTo).orElse(null)));
        }
        return queues;
    }
}
