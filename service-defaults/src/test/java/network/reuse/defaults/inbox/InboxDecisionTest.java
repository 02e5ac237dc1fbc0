package network.reuse.defaults.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.reuse.contracts.StreamId;
import network.reuse.defaults.operator.DeskRefusal;

class InboxDecisionTest {
    private static final UUID CORRELATION = new UUID(7, 7);

    /** What the database keeps between batches. */
    private static final class Kept {
        private final Map<StreamId, Checkpoint> checkpoints = new HashMap<>();
        private final Map<Long, PendingEvent> pending = new HashMap<>();
        private long nextId = 1;

        InboxDecision open(boolean guarding) {
            return new InboxDecision(guarding, checkpoints, List.copyOf(pending.values()));
        }

        void keep(InboxDecision decision) {
            checkpoints.putAll(decision.moved());
            decision.released().forEach(pending::remove);
            decision.relabelled().forEach(one -> pending.put(one.id(), one));
            for (PendingEvent one : decision.newlyPending()) {
                long id = nextId++;
                pending.put(id, new PendingEvent(id, one.event(), one.reason(), one.detail(), one.awaited()));
            }
        }

        PendingEvent pending(UUID event) {
            return pending.values().stream()
                    .filter(one -> one.event().eventId().equals(event))
                    .findFirst()
                    .orElseThrow();
        }

        void decided(PendingEvent one, PendingEvent.Reason decision) {
            pending.put(one.id(), one.because(decision, one.detail(), null));
        }

        List<Arrived> takes(Arrived... events) {
            InboxDecision decision = open(true);
            for (Arrived event : events) {
                decision.offer(event);
                decision.drain(event.stream());
            }
            keep(decision);
            return decision.accepted();
        }
    }

    @Property(tries = 500)
    void whateverArrivesTwiceOrEarlyEachEventIsAcceptedOnceAndInOrder(
            @ForAll @IntRange(min = 1, max = 4) int streams,
            @ForAll @IntRange(min = 1, max = 8) int events,
            @ForAll @IntRange(min = 1, max = 5) int batch,
            @ForAll Random random) {
        List<Arrived> arriving = new ArrayList<>();
        for (int s = 0; s < streams; s++) {
            for (int n = 1; n <= events; n++) {
                arriving.add(event(s, n));
                if (random.nextInt(3) == 0) {
                    arriving.add(event(s, n));
                }
            }
        }
        java.util.Collections.shuffle(arriving, random);
        Kept kept = new Kept();
        Map<StreamId, List<Long>> accepted = new HashMap<>();
        for (int from = 0; from < arriving.size(); from += batch) {
            InboxDecision decision = kept.open(true);
            arriving.subList(from, Math.min(arriving.size(), from + batch)).forEach(event -> {
                decision.offer(event);
                decision.drain(event.stream());
            });
            decision.accepted()
                    .forEach(event -> accepted.computeIfAbsent(event.stream(), _ -> new ArrayList<>())
                            .add(event.sequence()));
            kept.keep(decision);
        }
        List<Long> inOrder = LongStream.rangeClosed(1, events).boxed().toList();
        assertThat(accepted).hasSize(streams);
        assertThat(accepted.values()).allSatisfy(order -> assertThat(order).isEqualTo(inOrder));
        assertThat(kept.pending).isEmpty();
    }

    @Example
    void withoutTheGuardADuplicateTakesEffectTwice() {
        InboxDecision decision = new Kept().open(false);
        decision.offer(event(0, 1));
        decision.offer(event(0, 1));
        assertThat(decision.accepted()).hasSize(2);
    }

    @Example
    void anEventWhoseNumberIsTakenByAnotherIsAForkAndStopsItsStreamAlone() {
        Kept kept = new Kept();
        InboxDecision first = kept.open(true);
        first.offer(event(0, 1));
        kept.keep(first);
        InboxDecision second = kept.open(true);
        second.offer(new Arrived(stream(0), 1, 1, new UUID(99, 99), "t", CORRELATION, null, "{}"));
        second.offer(event(0, 2));
        second.offer(event(1, 1));
        assertThat(second.accepted()).extracting(Arrived::stream).containsExactly(stream(1));
        assertThat(second.newlyPending())
                .extracting(PendingEvent::reason)
                .containsExactly(PendingEvent.Reason.FORK, PendingEvent.Reason.BEHIND);
    }

    @Example
    void whatStoodBehindAFaultFollowsOnceItIsReplayedOrRejected() {
        for (boolean retry : new boolean[] {true, false}) {
            Kept kept = new Kept();
            InboxDecision faulty = kept.open(true);
            faulty.block(event(0, 1), PendingEvent.Reason.FAULT, "broken", null);
            faulty.offer(event(0, 2));
            kept.keep(faulty);
            assertThat(faulty.accepted()).isEmpty();
            PendingEvent fault = kept.pending.values().stream()
                    .filter(pending -> pending.reason() == PendingEvent.Reason.FAULT)
                    .findFirst()
                    .orElseThrow();
            InboxDecision mended = kept.open(true);
            if (retry) {
                mended.replay(fault);
            } else {
                mended.reject(fault);
            }
            assertThat(mended.accepted()).hasSize(retry ? 1 : 0);
            mended.drain(stream(0));
            assertThat(mended.accepted().getLast().sequence()).isEqualTo(2);
            assertThat(mended.accepted()).hasSize(retry ? 2 : 1);
        }
    }

    @Example
    void afterARestoreTheStreamGoesOnUnderItsNewIncarnation() {
        Kept kept = new Kept();
        InboxDecision before = kept.open(true);
        for (int n = 1; n <= 5; n++) {
            before.offer(event(0, n));
        }
        kept.keep(before);
        InboxDecision after = kept.open(true);
        after.offer(new Arrived(stream(0), 2, 4, new UUID(4, 4), "t", CORRELATION, null, "{}"));
        after.offer(event(0, 5));
        assertThat(after.accepted()).extracting(Arrived::incarnation).containsExactly(2);
    }

    @Example
    void anotherIncarnationOfANumberThatWaitsWaitsBesideIt() {
        Kept kept = new Kept();
        InboxDecision faulty = kept.open(true);
        faulty.block(event(0, 1), PendingEvent.Reason.FAULT, "broken", null);
        faulty.offer(event(0, 2));
        faulty.offer(restored(0, 2));
        kept.keep(faulty);
        InboxDecision mended = kept.open(true);
        mended.replay(kept.pending(event(0, 1).eventId()));
        mended.drain(stream(0));
        assertThat(mended.accepted()).containsExactly(event(0, 1), event(0, 2), restored(0, 2));
    }

    @Example
    void anotherEventWithANumberThatWaitsOrBlocksIsAFork() {
        Kept kept = new Kept();
        InboxDecision early = kept.open(true);
        early.offer(event(0, 2));
        early.offer(twin(0, 2));
        early.block(event(1, 1), PendingEvent.Reason.FAULT, "broken", null);
        early.offer(twin(1, 1));
        kept.keep(early);
        assertThat(early.newlyPending())
                .extracting(PendingEvent::reason)
                .containsExactly(
                        PendingEvent.Reason.GAP,
                        PendingEvent.Reason.FORK,
                        PendingEvent.Reason.FAULT,
                        PendingEvent.Reason.FORK);
        assertThat(kept.takes(event(0, 1))).containsExactly(event(0, 1));

        InboxDecision decided = kept.open(true);
        PendingEvent fork = kept.pending(twin(0, 2).eventId());
        decided.reject(fork);
        decided.drain(stream(0));
        assertThat(decided.accepted()).containsExactly(event(0, 2));
    }

    @Example
    void aForkIsNotReplayed() {
        Kept kept = new Kept();
        assertThat(kept.takes(event(0, 1), twin(0, 1))).hasSize(1);
        assertThatThrownBy(() -> kept.open(true).replay(kept.pending(twin(0, 1).eventId())))
                .isInstanceOf(DeskRefusal.class)
                .hasMessageContaining(
                        "its number 1 has been used (event " + event(0, 1).eventId());
    }

    @Example
    void aRejectedEventThatIsDeliveredAgainBlocksNothing() {
        Kept kept = new Kept();
        assertThat(kept.takes(event(0, 1), twin(0, 1))).hasSize(1);
        InboxDecision decided = kept.open(true);
        PendingEvent fork = kept.pending(twin(0, 1).eventId());
        decided.reject(fork);
        kept.keep(decided);
        kept.decided(fork, PendingEvent.Reason.REJECTED);

        assertThat(kept.takes(twin(0, 1), event(0, 2))).containsExactly(event(0, 2));
        assertThat(kept.pending.values())
                .extracting(PendingEvent::reason)
                .containsExactly(PendingEvent.Reason.REJECTED);
    }

    @Example
    void ofAStreamWithAGapOnlyTheLowestIsReplayed() {
        Kept kept = new Kept();
        assertThat(kept.takes(event(0, 1), event(0, 4), event(0, 3))).containsExactly(event(0, 1));
        PendingEvent third = kept.pending(event(0, 3).eventId());
        PendingEvent fourth = kept.pending(event(0, 4).eventId());
        assertThatThrownBy(() -> kept.open(true).replay(fourth))
                .isInstanceOf(DeskRefusal.class)
                .hasMessageContaining("before event " + third.id() + ", the lowest");
        assertThatThrownBy(() -> kept.open(true).reject(third)).isInstanceOf(DeskRefusal.class);

        InboxDecision replayed = kept.open(true);
        replayed.replay(third);
        replayed.drain(stream(0));
        assertThat(replayed.accepted()).containsExactly(event(0, 3), event(0, 4));
    }

    @Example
    void whatStoodBehindARejectedEventButIsEarlyWaitsForWhatIsMissing() {
        Kept kept = new Kept();
        InboxDecision faulty = kept.open(true);
        faulty.block(event(0, 1), PendingEvent.Reason.FAULT, "broken", null);
        faulty.offer(event(0, 3));
        kept.keep(faulty);
        InboxDecision decided = kept.open(true);
        PendingEvent fault = kept.pending(event(0, 1).eventId());
        decided.reject(fault);
        decided.drain(stream(0));
        kept.keep(decided);
        kept.decided(fault, PendingEvent.Reason.REJECTED);
        assertThat(kept.pending(event(0, 3).eventId()).reason()).isEqualTo(PendingEvent.Reason.GAP);
        assertThat(kept.takes(event(0, 2))).containsExactly(event(0, 2), event(0, 3));
    }

    @Example
    void whatComesBeforeAHeldFaultAfterAllTakesEffect() {
        Kept kept = new Kept();
        assertThat(kept.takes(event(0, 3))).isEmpty();
        PendingEvent early = kept.pending(event(0, 3).eventId());
        kept.pending.put(early.id(), early.because(PendingEvent.Reason.FAULT, "replayed, and broken", null));
        assertThat(kept.takes(event(0, 1), event(0, 4))).containsExactly(event(0, 1));
        assertThat(kept.takes(event(0, 2))).containsExactly(event(0, 2));
        InboxDecision mended = kept.open(true);
        mended.replay(kept.pending(event(0, 3).eventId()));
        mended.drain(stream(0));
        assertThat(mended.accepted()).containsExactly(event(0, 3), event(0, 4));
    }

    @Example
    void anEventWhoseIncarnationIsUnknownStandsUnderItsStreams() {
        Kept kept = new Kept();
        assertThat(kept.takes(event(0, 1), restored(0, 2))).hasSize(2);
        InboxDecision decision = kept.open(true);
        Arrived broken = event(0, 3).under(Arrived.UNKNOWN);
        decision.block(broken, PendingEvent.Reason.FAULT, "unreadable", null);
        assertThat(decision.newlyPending()).extracting(PendingEvent::event).containsExactly(broken.under(2));
    }

    private static Arrived twin(int stream, long sequence) {
        return new Arrived(stream(stream), 1, sequence, new UUID(99, sequence), "t", CORRELATION, null, "{}");
    }

    private static Arrived restored(int stream, long sequence) {
        return new Arrived(stream(stream), 2, sequence, new UUID(77, sequence), "t", CORRELATION, null, "{}");
    }

    private static StreamId stream(int number) {
        return new StreamId("collection", "device", new UUID(1, number));
    }

    private static Arrived event(int stream, long sequence) {
        return new Arrived(stream(stream), 1, sequence, new UUID(stream + 1, sequence), "t", CORRELATION, null, "{}");
    }
}
