package network.reuse.refurb.domain;

import static network.reuse.refurb.domain.Devices.AT;
import static network.reuse.refurb.domain.Devices.BYTES;
import static network.reuse.refurb.domain.Devices.DISK;
import static network.reuse.refurb.domain.Devices.aborted;
import static network.reuse.refurb.domain.Devices.disk;
import static network.reuse.refurb.domain.Devices.overwritten;
import static network.reuse.refurb.domain.Devices.received;
import static network.reuse.refurb.domain.Devices.secondDisk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import network.reuse.contracts.Grade;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.domain.BenchStep.Grading;
import network.reuse.refurb.domain.BenchStep.MediumDestruction;
import network.reuse.refurb.domain.BenchStep.MediumErasure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A medium has a life of its own, whatever becomes of its device meanwhile. */
class MediaOfTheirOwnTest {
    private static final Instant RECEIVED = AT;
    private static final Instant GRADED = AT.plus(Duration.ofDays(20));
    private static final Instant NOW = AT.plus(Duration.ofDays(30));

    /** A run of one medium that a log tells of, at its own time. */
    record Run(String medium, Erasure run, Instant at) {}

    @Test
    void aRunThatEndedBeforeTheDeviceWasGradedCountsAtItsOwnTime() {
        Change<Device, RefurbEvent> change =
                step(graded(), RECEIVED, new MediumErasure(DISK, overwritten()), AT.plusSeconds(60));

        assertThat(change.occurredAt()).isEqualTo(AT.plusSeconds(60));
        assertThat(change.next(NOW).occurredAt()).isEqualTo(GRADED);
        assertThat(levels(change.next(NOW))).containsEntry(DISK, SanitisationLevel.CLEAR);
    }

    @Test
    void nothingHappensToAMediumBeforeItsDeviceWasReceivedOrBeforeWhatHappenedToItLast() {
        assertRefused(graded(), RECEIVED, new MediumErasure(DISK, overwritten()), RECEIVED.minusSeconds(1));
        Stored<Device> erased = step(graded(), RECEIVED, new MediumErasure(DISK, aborted()), AT.plusSeconds(60))
                .next(NOW);
        assertRefused(erased, RECEIVED, new MediumErasure(DISK, overwritten()), AT.plusSeconds(59));
        assertRefused(erased, RECEIVED, new MediumDestruction(DISK, null), AT.plusSeconds(59));
        assertThat(levels(step(erased, RECEIVED, new MediumDestruction(DISK, null), AT.plusSeconds(61))
                        .next(NOW)))
                .containsEntry(DISK, SanitisationLevel.DESTROY);
    }

    @Test
    void whereNobodyKnowsWhenItWasReceivedItsTriageIsTheBeginning() {
        Instant triaged = AT.plus(Duration.ofDays(1));
        assertRefused(graded(), null, new MediumErasure(DISK, overwritten()), triaged.minusSeconds(1));
        assertThat(step(graded(), null, new MediumErasure(DISK, overwritten()), triaged)
                        .occurredAt())
                .isEqualTo(triaged);
    }

    @Test
    void whatIsDoneToTheDeviceItselfStillFollowsItsLastStep() {
        assertRefused(graded(), RECEIVED, new Grading(Grade.C), GRADED.minusSeconds(1));
    }

    @Property(tries = 500)
    void logsThatArriveInAnyOrderLeaveEachMediumAtOneLevel(@ForAll("runs") List<Run> runs, @ForAll Random random) {
        List<Run> shuffled = new ArrayList<>(runs);
        Collections.shuffle(shuffled, random);

        Map<String, SanitisationLevel> reached = levels(after(shuffled));

        List<Run> byTime = runs.stream().sorted(Comparator.comparing(Run::at)).toList();
        assertThat(reached).isEqualTo(levels(after(byTime)));
        Map<String, SanitisationLevel> last =
                new TreeMap<>(Map.of(DISK, SanitisationLevel.NONE, "WD-2", SanitisationLevel.NONE));
        byTime.forEach(run -> last.put(run.medium(), ErasurePolicy.level(disk().kind(), BYTES, run.run())));
        assertThat(reached).isEqualTo(last);
    }

    @Provide
    static Arbitrary<List<Run>> runs() {
        return Combinators.combine(
                        Arbitraries.of(DISK, "WD-2"),
                        Arbitraries.of(overwritten(), aborted()),
                        Arbitraries.integers().between(1, 10_000))
                .as((medium, run, minutes) -> new Run(medium, run, AT.plus(Duration.ofMinutes(minutes))))
                .list()
                .uniqueElements(Run::at)
                .ofMaxSize(12);
    }

    private static Stored<Device> after(List<Run> runs) {
        Stored<Device> device = graded();
        for (Run run : runs) {
            try {
                device = step(device, RECEIVED, new MediumErasure(run.medium(), run.run()), run.at())
                        .next(NOW);
            } catch (Refusal older) {
                assertThat(older.faults()).extracting(Refusal.Fault::code).containsExactly("before_last_step");
            }
        }
        return device;
    }

    private static Map<String, SanitisationLevel> levels(Stored<Device> stored) {
        Map<String, SanitisationLevel> levels = new TreeMap<>();
        if (stored.state() instanceof Device.OnBench onBench) {
            onBench.bench().media().forEach(medium -> levels.put(medium.serialNumber(), medium.level()));
        }
        return levels;
    }

    /** Received, triaged a day later with two disks, and graded long after. */
    private static Stored<Device> graded() {
        Device.OnBench triaged =
                Devices.bench(received().triage(List.of(disk(), secondDisk()), false, AT.plus(Duration.ofDays(1))));
        return new Stored<>(
                triaged.attributes().id(),
                4,
                4,
                triaged.grade(Grade.B, GRADED).next(),
                GRADED,
                AT.minus(Duration.ofDays(1)),
                GRADED);
    }

    private static Change<Device, RefurbEvent> step(
            Stored<Device> from, @Nullable Instant receivedAt, BenchStep step, Instant at) {
        Device device = from.state();
        return Change.recordedSince(
                from,
                step.earliest(device, receivedAt, from.occurredAt()),
                when -> step.on(device, when, StepRules.of(ErasurePolicy.REQUIRED)),
                RecordedTime.of(at, NOW));
    }

    private static void assertRefused(Stored<Device> from, @Nullable Instant receivedAt, BenchStep step, Instant at) {
        assertThatThrownBy(() -> step(from, receivedAt, step, at))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        why -> assertThat(why.faults())
                                .extracting(Refusal.Fault::code)
                                .containsExactly("before_last_step"));
    }
}
