package network.reuse.refurb.application.certificate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.contracts.Published;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceReceived;
import network.reuse.contracts.RefurbEvent.DeviceTriaged;
import network.reuse.contracts.RefurbEvent.MediumAdded;
import network.reuse.contracts.RefurbEvent.MediumCorrected;
import network.reuse.contracts.RefurbEvent.MediumDestroyed;
import network.reuse.contracts.RefurbEvent.MediumErased;
import network.reuse.contracts.RefurbEvent.MediumFitted;
import network.reuse.contracts.RefurbEvent.MediumRemoved;
import network.reuse.contracts.StreamId;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.Age;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.refurb.application.certificate.PublishedKeys.Signing;
import network.reuse.refurb.domain.CertificateEntry;
import network.reuse.refurb.domain.CertificateEntry.Certificate;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.DeviceAttributes;
import network.reuse.refurb.domain.DeviceCertificates;
import network.reuse.refurb.domain.DeviceCertificates.Standing;
import network.reuse.refurb.persistence.Certificates;
import network.reuse.refurb.persistence.Certificates.Chain;
import network.reuse.refurb.persistence.Certificates.Entry;
import network.reuse.refurb.persistence.Certificates.Head;
import network.reuse.refurb.persistence.Certificates.Horizon;
import network.reuse.refurb.persistence.Certificates.Journalled;
import network.reuse.refurb.persistence.Devices;
import org.jspecify.annotations.Nullable;

/**
 * Issues certificates behind the commands, from the journal of events: a command waits for none. Whoever locks the checkpoint issues,
 * a batch in a transaction that also moves the checkpoint, so that each event leads to its entries once, and a chain has neither a gap
 * nor a number twice, however many processes there are and whenever one ends.
 *
 * <p>The journal's numbers are given before its transactions commit. An event counts as the journal's next only when every transaction
 * has ended that may hold a lower number: those that were writing when it was seen first.
 */
@ApplicationScoped
public class IssueCertificates {
    private static final int BATCH = 200;
    private static final int BATCHES_A_RUN = 50;

    /** The events that tell of media, and of who has them. */
    public static final Set<String> TYPES = Publisher.REFURB.codec().types().entrySet().stream()
            .filter(type -> Set.of(
                            DeviceReceived.class,
                            DeviceTriaged.class,
                            MediumAdded.class,
                            MediumErased.class,
                            MediumFitted.class,
                            MediumRemoved.class,
                            MediumDestroyed.class,
                            MediumCorrected.class)
                    .contains(type.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());

    private final Certificates certificates;
    private final PublishedKeys keys;
    private final Pool pool;
    private final Vertx vertx;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final Age failing = new Age();

    // Touched by the run alone, of which there is one at a time.
    private @Nullable Horizon awaited;
    private long settled;
    private long issued;

    public IssueCertificates(
            Certificates certificates,
            PublishedKeys keys,
            @ReactiveDataSource("worker") Pool pool,
            Vertx vertx,
            PeriodicJobs jobs,
            BusinessClock clock) {
        this.certificates = certificates;
        this.keys = keys;
        this.pool = pool;
        this.vertx = vertx;
        this.jobs = jobs;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started, MeterRegistry metrics) {
        metrics.gauge("reuse.certificates.failing.seconds", failing, Age::seconds);
        jobs.every(Duration.ofSeconds(1), "issuing certificates", this::issue);
    }

    /** Issues what follows from events that nothing can come before any more. */
    public Future<?> issue() {
        if (!clock.isTrusted()) {
            return Future.succeededFuture();
        }
        return keys.publish()
                .compose(_ -> certificates.horizon(pool, settled))
                .compose(seen -> {
                    settle(seen);
                    // A look at the checkpoint locks it, which is a write: there is none while nothing is new.
                    return issued < settled ? batches(BATCHES_A_RUN) : Future.succeededFuture();
                })
                .onComplete(run -> {
                    if (run.succeeded()) {
                        failing.none();
                    } else if (failing.seconds() == 0) {
                        failing.seen(0);
                    }
                });
    }

    private void settle(Horizon seen) {
        Horizon before = awaited;
        if (before != null && before.fence() != null && seen.oldestRunning() > before.fence()) {
            settled = before.last();
            before = null;
        }
        if (before == null && seen.fence() != null && seen.last() > settled) {
            before = seen;
        }
        awaited = before;
    }

    private Future<?> batches(int most) {
        return pool.withTransaction(this::batch)
                .compose(full -> full && most > 1 ? batches(most - 1) : Future.succeededFuture());
    }

    /** Whether there may be more. */
    private Future<Boolean> batch(SqlConnection transaction) {
        return certificates.lockCheckpoint(transaction).compose(checkpoint -> {
            if (checkpoint == null) {
                return Future.succeededFuture(false);
            }
            if (checkpoint >= settled) {
                issued = checkpoint;
                return Future.succeededFuture(false);
            }
            return certificates
                    .next(transaction, checkpoint, settled, TYPES, BATCH)
                    .compose(events -> {
                        boolean full = events.size() == BATCH;
                        long upTo = full ? events.getLast().id() : settled;
                        return (events.isEmpty()
                                        ? Future.succeededFuture()
                                        : issue(transaction, events, checkpoint, upTo))
                                .compose(_ -> certificates.moveCheckpoint(transaction, upTo))
                                .map(_ -> full);
                    });
        });
    }

    private Future<?> issue(SqlConnection transaction, List<Journalled> events, long after, long upTo) {
        Set<UUID> ids = events.stream().map(Journalled::deviceId).collect(Collectors.toSet());
        Future<List<Journalled>> lives = certificates.of(transaction, ids, upTo, TYPES);
        Future<Map<UUID, Stored<Device>>> devices = Devices.TABLE.loadAll(transaction, ids);
        Future<List<Entry>> standing = certificates.standing(transaction, ids);
        return Future.all(lives, devices, standing).compose(_ -> {
            List<Following> following = follow(lives.result(), devices.result(), standing.result(), after);
            if (following.isEmpty()) {
                return Future.succeededFuture();
            }
            Set<UUID> workshops = new HashSet<>();
            Set<UUID> named = new HashSet<>();
            for (Following one : following) {
                workshops.add(one.entry().workshop());
                named.add(one.device().donor());
                UUID destroyedBy = one.entry() instanceof Certificate certificate
                        ? certificate.sanitisation().destroyedBy()
                        : null;
                if (destroyedBy != null) {
                    named.add(destroyedBy);
                }
            }
            named.addAll(workshops);
            Future<Map<UUID, String>> names = KnownOrganisations.names(transaction, named);
            Future<Map<Chain, Head>> heads = certificates.heads(transaction, workshops);
            Future<Signing> signing = keys.signing(transaction);
            return Future.all(names, heads, signing)
                    .compose(_ -> vertx.executeBlocking(
                            () -> sign(signing.result(), following, names.result(), heads.result()), false))
                    .compose(signed -> certificates.add(transaction, signed.written(), signed.heads()));
        });
    }

    private static SignEntries sign(
            Signing signing, List<Following> following, Map<UUID, String> names, Map<Chain, Head> heads) {
        SignEntries signed = new SignEntries(signing.key(), names, heads, signing.at());
        following.forEach(one -> signed.add(one.entry(), one.device(), one.journalId()));
        return signed;
    }

    /** An entry that follows from an event. */
    private record Following(long journalId, CertificateEntry entry, DeviceAttributes device) {}

    /** What follows from the events behind one, in the order of the journal. */
    private static List<Following> follow(
            List<Journalled> lives, Map<UUID, Stored<Device>> devices, List<Entry> standing, long after) {
        Map<UUID, Map<String, Standing>> certified = new HashMap<>();
        for (Entry entry : standing) {
            certified
                    .computeIfAbsent(entry.deviceId(), _ -> new HashMap<>())
                    .put(
                            entry.mediumForm(),
                            new Standing(
                                    entry.id(),
                                    entry.workshop(),
                                    Objects.requireNonNull(entry.level(), "a certificate has a level"),
                                    medium(entry)));
        }
        Map<UUID, DeviceCertificates> reading = new HashMap<>();
        List<Following> following = new ArrayList<>();
        for (Journalled event : lives) {
            UUID id = event.deviceId();
            DeviceAttributes device = Objects.requireNonNull(devices.get(id), "what has events has a row")
                    .state()
                    .attributes();
            DeviceCertificates chains = reading.computeIfAbsent(
                    id, _ -> new DeviceCertificates(device.workshop(), certified.getOrDefault(id, Map.of())));
            Published<RefurbEvent> read = read(event);
            if (event.id() <= after) {
                chains.learn(read);
            } else {
                chains.follow(read, Ids::next)
                        .forEach(entry -> following.add(new Following(event.id(), entry, device)));
            }
        }
        following.sort(Comparator.comparingLong(Following::journalId));
        return following;
    }

    private static RefurbEvent.Medium medium(Entry entry) {
        try {
            return Jws.JSON.readValue(entry.medium(), RefurbEvent.Medium.class);
        } catch (JsonProcessingException altered) {
            throw new IllegalStateException("certificate " + entry.id() + " does not say its medium any more", altered);
        }
    }

    private static Published<RefurbEvent> read(Journalled event) {
        try {
            return Publisher.REFURB
                    .codec()
                    .decode(
                            event.eventId(),
                            event.type(),
                            new StreamId(Publisher.REFURB.source(), "device", event.deviceId()),
                            event.sequence(),
                            event.correlation(),
                            event.value().getBytes(StandardCharsets.UTF_8))
                    .orElseThrow();
        } catch (IOException altered) {
            throw new UncheckedIOException("event " + event.eventId() + " of the journal cannot be read", altered);
        }
    }
}
