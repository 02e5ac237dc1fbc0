package network.reuse.gateway.passport;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Refusal;
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
        MediaSoFar media = new MediaSoFar();
        Readiness readiness = new Readiness();
        for (StepRow step : found.steps()) {
            Object happened = events.of(step);
            media.after(happened);
            readiness.after(happened);
            Sentence what = switch (happened) {
                case CollectionEvent event -> Story.of(event);
                case RefurbEvent event -> Story.of(event, step.epoch);
                case AllocationEvent event -> Story.of(event);
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
                media.all(),
                readiness.checklist(),
                readiness.installed(),
                readiness.warrantyMonths(),
                counting);
    }

    private static Refusal unknown() {
        return Refusal.of(
                Refusal.Kind.UNKNOWN,
                "unknown",
                "Aucun appareil de ce nom n'est visible pour votre organisation.",
                "No device by this name is visible to your organisation.");
    }
}
