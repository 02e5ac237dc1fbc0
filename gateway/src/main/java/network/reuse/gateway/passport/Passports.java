package network.reuse.gateway.passport;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.gateway.targets.Target;
import network.reuse.gateway.targets.Targets;
import org.jspecify.annotations.Nullable;

/** Finds devices' passports, for organisations that are among their parties. */
@ApplicationScoped
public class Passports {
    /** What happened to its lot comes first, then each epoch of its own. */
    private static final String STEPS = "select s.event_id, s.device_id, s.epoch, s.sequence, s.source, s.type,"
            + " s.occurred_at, s.recorded_at, s.department, s.detail from (select e.event_id, e.lot_id as device_id,"
            + " -1 as part, 0 as epoch, e.sequence, e.source, e.type, e.occurred_at, e.recorded_at, e.department, e.detail"
            + " from lot_event e where e.lot_id = :lot union all select e.event_id, e.device_id, 0, e.epoch, e.sequence,"
            + " e.source, e.type, e.occurred_at, e.recorded_at, e.department, e.detail from device_event e"
            + " where e.device_id = :id) s order by s.part, s.epoch, s.sequence";

    private final Reading reading;
    private final Targets targets;
    private final BusinessClock clock;
    private final StepEvents events;

    public Passports(Reading reading, Targets targets, BusinessClock clock) {
        this.reading = reading;
        this.targets = targets;
        this.clock = clock;
        this.events = new StepEvents();
    }

    private record Read(DeviceRow device, List<StepRow> steps) {}

    Uni<Passport> of(Caller caller, UUID id) {
        return reading.as(
                        caller,
                        session -> session.createQuery("from DeviceRow d where d.id = :id", DeviceRow.class)
                                .setParameter("id", id)
                                .getSingleResultOrNull()
                                .onItem()
                                .ifNull()
                                .failWith(Passports::unknown)
                                .chain(device -> session.createNativeQuery(STEPS, StepRow.class)
                                        .setParameter("id", id)
                                        .setParameter("lot", device.lot == null ? id : device.lot)
                                        .getResultList()
                                        .map(steps -> new Read(device, steps))))
                .chain(found -> countingOf(found.device()).map(counting -> passport(found, counting)));
    }

    /** Where it was handed over decides, else where it stands; where it came from explains what is out of territory. */
    private Uni<Passport.Counting> countingOf(DeviceRow device) {
        Instant now = clock.shown();
        String here = device.handedAs != null && device.handedUntil == null ? device.handedRegion : device.region;
        return targetOf(here, now)
                .chain(rule -> rule.isPresent()
                        ? Uni.createFrom().item(Counting.of(device, rule.get(), now))
                        : targetOf(device.origin, now).map(home -> Counting.elsewhere(device, here, home)));
    }

    private Uni<Optional<Target>> targetOf(@Nullable String region, Instant now) {
        return region == null
                ? Uni.createFrom().item(Optional.empty())
                : Uni.createFrom().completionStage(() -> targets.of(region, now).toCompletionStage());
    }

    private Passport passport(Read found, Passport.Counting counting) {
        DeviceRow device = found.device();
        List<Passport.Step> steps = new ArrayList<>();
        List<Passport.Custody> custody = new ArrayList<>();
        Map<String, Passport.Medium> media = new LinkedHashMap<>();
        Map<String, Passport.Medium> beforeReturn = new LinkedHashMap<>();
        for (StepRow step : found.steps()) {
            Sentence what = switch (events.of(step)) {
                case CollectionEvent event -> Story.of(event);
                case RefurbEvent event -> {
                    follow(media, event);
                    yield Story.of(event);
                }
                case AllocationEvent event -> {
                    if (event instanceof AllocationEvent.DeviceReturned) {
                        beforeReturn.clear();
                        beforeReturn.putAll(media);
                        media.replaceAll((_, medium) -> asNeverErased(medium));
                    } else if (event instanceof AllocationEvent.ReturnCorrected) {
                        media.putAll(beforeReturn);
                    }
                    yield Story.of(event);
                }
                case null, default -> Story.named(step.type);
            };
            steps.add(new Passport.Step(
                    step.occurredAt,
                    step.recordedAt,
                    step.epoch,
                    step.sequence,
                    step.source,
                    step.type,
                    step.department,
                    what));
            boolean ofDevice = step.deviceId.equals(device.id);
            if (ofDevice && (custody.isEmpty() || custody.getLast().epoch() != step.epoch)) {
                custody.add(new Passport.Custody(step.epoch, step.source, step.occurredAt));
            }
        }
        return new Passport(
                device.id,
                device.code,
                device.category,
                device.donorKind,
                device.stage,
                device.region,
                device.department,
                device.epoch,
                custody,
                steps,
                List.copyOf(media.values()),
                counting);
    }

    /** A medium's level is what its last erasure reached; what is destroyed stays so. */
    private static void follow(Map<String, Passport.Medium> media, RefurbEvent event) {
        switch (event) {
            case RefurbEvent.DeviceTriaged e ->
                e.media()
                        .forEach(medium -> reach(
                                media, medium.serialNumber(), medium.kind().name(), SanitisationLevel.NONE));
            case RefurbEvent.MediumErased e -> reach(media, e.serialNumber(), null, e.level());
            case RefurbEvent.MediumDestroyed e -> reach(media, e.serialNumber(), null, SanitisationLevel.DESTROY);
            case RefurbEvent.MediumAdded e ->
                reach(media, e.medium().serialNumber(), e.medium().kind().name(), SanitisationLevel.NONE);
            case RefurbEvent.MediumCorrected e -> {
                media.remove(e.before().serialNumber());
                media.put(
                        e.now().serialNumber(),
                        new Passport.Medium(
                                e.now().serialNumber(), e.now().kind().name(), e.level()));
            }
            case RefurbEvent.DeviceReceived _,
                    RefurbEvent.DeviceRepaired _,
                    RefurbEvent.DeviceGraded _,
                    RefurbEvent.GradeCorrected _,
                    RefurbEvent.QualityCheckFailed _,
                    RefurbEvent.DeviceReady _,
                    RefurbEvent.ReadinessCorrected _,
                    RefurbEvent.DeviceScrapped _,
                    RefurbEvent.DeviceLost _,
                    RefurbEvent.LossCorrected _,
                    RefurbEvent.ScrapCorrected _,
                    RefurbEvent.DeviceDispatched _,
                    RefurbEvent.DispatchCorrected _ -> {}
        }
    }

    /** Nobody knows what somebody kept on it since it was erased. */
    private static Passport.Medium asNeverErased(Passport.Medium medium) {
        return medium.level() == SanitisationLevel.DESTROY
                ? medium
                : new Passport.Medium(medium.serialNumber(), medium.kind(), SanitisationLevel.NONE);
    }

    private static void reach(
            Map<String, Passport.Medium> media, String serial, @Nullable String kind, SanitisationLevel level) {
        Passport.Medium known = media.get(serial);
        if (known == null) {
            media.put(serial, new Passport.Medium(serial, kind, level));
        } else {
            media.put(
                    serial,
                    new Passport.Medium(
                            serial,
                            known.kind() == null ? kind : known.kind(),
                            known.level() == SanitisationLevel.DESTROY ? known.level() : level));
        }
    }

    private static Refusal unknown() {
        return Refusal.of(
                Refusal.Kind.UNKNOWN,
                "unknown",
                "Aucun appareil de ce nom n'est visible pour votre organisation.",
                "No device by this name is visible to your organisation.");
    }
}
