package network.reuse.refurb.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Grade;
import network.reuse.contracts.LockKind;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceDispatched;
import network.reuse.contracts.RefurbEvent.DeviceLost;
import network.reuse.contracts.RefurbEvent.DevicePalletised;
import network.reuse.contracts.RefurbEvent.DeviceReady;
import network.reuse.contracts.RefurbEvent.DeviceScrapped;
import network.reuse.contracts.RefurbEvent.LossCorrected;
import network.reuse.contracts.RefurbEvent.PalletisationCorrected;
import network.reuse.contracts.RefurbEvent.ScrapCorrected;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.testing.LegalMoves;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Expected;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.Move;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Palletised;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Released;
import network.reuse.refurb.domain.Device.Scrapped;
import network.reuse.refurb.domain.Device.Treated;
import network.reuse.refurb.domain.Device.WithEcoOrganism;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is tried on a device and its media, in whatever order: what holds of every device's life. At each of its points every move is
 * tried; each that a state says is legal is made, and every other one refused, or the test fails.
 */
class DeviceLifeTest {
    private static final Set<String> STEPS = LegalMoves.stepsOfTheDatabase(Device.class, "device");

    /** What was seen in all histories, each as {@code STATUS MOVE}. */
    private static final Set<String> OFFERED = new ConcurrentSkipListSet<>();

    private static final Set<String> MADE = new ConcurrentSkipListSet<>();
    private static final Set<String> NOT_OFFERED = new ConcurrentSkipListSet<>();
    private static final Set<String> REFUSED = new ConcurrentSkipListSet<>();
    private static final Set<String> FOLLOWED = new ConcurrentSkipListSet<>();
    private static final Set<String> REACHED = new ConcurrentSkipListSet<>();

    /** How the next command is chosen. */
    enum Choice {
        /** What brings the device nearer to leaving. */
        NEARER,
        /** Any move that is legal. */
        LEGAL,
        /** Any move. */
        ANY,
        /** What follows from what happened elsewhere. */
        CONSEQUENCE
    }

    /** What reaches a device from other services. */
    enum Consequence {
        SIGNED_FOR,
        COMES_BACK,
        DOES_NOT_COME_BACK,
        REGISTERED_OTHERWISE,
        PALLET_ARRIVED,
        PALLET_TREATED
    }

    /** A command, with everything that any move may need. */
    record Attempt(
            Choice choice,
            int which,
            Erasure run,
            Grade grade,
            boolean passed,
            List<RefurbEvent.Medium> media,
            @Nullable Checklist checklist) {

        Move move(Device device, SanitisationLevel required) {
            List<Move> legal = device.legal();
            return switch (choice) {
                case NEARER -> nearer(device, required, which);
                case LEGAL -> legal.isEmpty() ? any() : legal.get(which % legal.size());
                case ANY, CONSEQUENCE -> any();
            };
        }

        private Move any() {
            return List.of(Move.values()).get(which % Move.values().length);
        }

        private static Move nearer(Device device, SanitisationLevel required, int pick) {
            return switch (device) {
                case Expected _ -> Move.RECEPTION;
                case Received _ -> Move.TRIAGE;
                case OnBench(DeviceAttributes _, Bench bench) -> {
                    Medium lacking = shortfall(bench, required);
                    if (lacking != null) {
                        yield required == SanitisationLevel.DESTROY || lacking.kind() == MediumKind.EMMC
                                ? Move.DESTRUCTION
                                : Move.ERASURE;
                    }
                    if (bench.lock() != null) {
                        yield Move.UNLOCKING;
                    }
                    yield bench.grade() == null ? Move.GRADE : Move.QUALITY_CHECK;
                }
                case Ready _ -> Move.DISPATCH;
                case Dispatched _ -> Move.DISPATCH_CORRECTION;
                case Released _, WithEcoOrganism _, Treated _ -> Move.RECEPTION;
                case Scrapped _ -> pick % 2 == 0 ? Move.LOADING : Move.SCRAPPING_CORRECTION;
                case Palletised _ -> Move.UNLOADING;
                case Lost _ -> Move.LOSS_CORRECTION;
            };
        }

        /** What the domain makes of it; refused where the state does not offer the move. */
        Decision<Device, RefurbEvent> make(Move move, Device device, SanitisationLevel required, Instant at) {
            return switch (move) {
                case RECEPTION -> {
                    if (device instanceof Expected expected) {
                        yield expected.receive();
                    }
                    throw device.illegal();
                }
                case TRIAGE -> new BenchStep.Triage(media, media.isEmpty()).on(device, at, StepRules.of(required));
                case MEDIUM -> {
                    RefurbEvent.Medium late = new RefurbEvent.Medium("m" + (which % 9 + 10), MediumKind.SSD, 1_000);
                    yield switch (device) {
                        case OnBench bench -> bench.add(late, "oublié");
                        case Ready ready -> ready.add(late, "oublié");
                        default -> throw device.illegal();
                    };
                }
                case MEDIUM_CORRECTION ->
                    switch (device) {
                        case OnBench bench -> bench.correct(first(bench.bench()), other(bench.bench()), "mal lu");
                        case Ready ready ->
                            ready.correct(first(ready.bench()), other(ready.bench()), "mal lu", required);
                        default -> throw device.illegal();
                    };
                case FITTING -> {
                    if (device instanceof OnBench bench) {
                        yield bench.fit(Devices.erasedElsewhere("m" + (which % 9 + 30)));
                    }
                    throw device.illegal();
                }
                case INVENTORY -> {
                    Inventory inventory = Devices.inventory("m" + (which % 9 + 20));
                    yield switch (device) {
                        case OnBench bench -> bench.inventory(inventory);
                        case Ready ready -> ready.inventory(inventory);
                        default -> throw device.illegal();
                    };
                }
                case ERASURE ->
                    new BenchStep.MediumErasure(left(device, required), run(device, required))
                            .on(device, at, StepRules.of(required));
                case DESTRUCTION ->
                    new BenchStep.MediumDestruction(left(device, required), null)
                            .on(device, at, StepRules.of(required));
                case REPAIR ->
                    new BenchStep.Mending(new Repair("batterie", List.of())).on(device, at, StepRules.of(required));
                case GRADE -> new BenchStep.Grading(grade).on(device, at, StepRules.of(required));
                case GRADE_CORRECTION ->
                    switch (device) {
                        case OnBench bench ->
                            bench.correctGrade(another(bench.bench().grade()), "erreur");
                        case Ready ready ->
                            ready.correctGrade(another(ready.bench().grade()), "erreur");
                        default -> throw device.illegal();
                    };
                case INSTALLATION ->
                    new BenchStep.Installing(
                                    new TemplateReference(Devices.installation().templateId(), 1),
                                    Devices.installation())
                            .on(device, at, StepRules.of(required));
                case QUALITY_CHECK ->
                    new BenchStep.QualityCheck(
                                    passed || choice == Choice.NEARER,
                                    passed || choice == Choice.NEARER ? List.of() : List.of("clavier"),
                                    checklist,
                                    null)
                            .on(device, at, StepRules.of(required));
                case LOCK ->
                    switch (device) {
                        case OnBench bench -> bench.lock(LockKind.ACCOUNT_LOCK, null, at);
                        case Ready ready -> ready.lock(LockKind.ACCOUNT_LOCK, null, at);
                        default -> throw device.illegal();
                    };
                case LOCK_RELEASE -> {
                    if (device instanceof OnBench bench) {
                        yield bench.answerLock(passed, passed ? null : "introuvable", at);
                    }
                    throw device.illegal();
                }
                case UNLOCKING -> {
                    if (device instanceof OnBench bench) {
                        yield bench.unlock();
                    }
                    throw device.illegal();
                }
                case LOCK_CORRECTION -> {
                    if (device instanceof OnBench bench) {
                        yield bench.correctLock("clavier défectueux");
                    }
                    throw device.illegal();
                }
                case SCRAPPING ->
                    switch (device) {
                        case OnBench bench -> bench.scrap("trop vieux", required);
                        case Ready ready -> ready.scrap("trop vieux", required);
                        default -> throw device.illegal();
                    };
                case SCRAPPING_CORRECTION -> {
                    if (device instanceof Scrapped scrapped) {
                        yield scrapped.correctScrap("encore bon");
                    }
                    throw device.illegal();
                }
                case LOADING -> {
                    if (device instanceof Scrapped scrapped) {
                        yield scrapped.load(Pallets.open().reference());
                    }
                    throw device.illegal();
                }
                case UNLOADING -> {
                    if (device instanceof Palletised palletised) {
                        yield palletised.unload("mauvaise palette");
                    }
                    throw device.illegal();
                }
                case DISPATCH -> {
                    if (device instanceof Ready ready) {
                        yield ready.dispatch(Devices.RECIPIENT, null);
                    }
                    throw device.illegal();
                }
                case DISPATCH_CORRECTION -> {
                    if (device instanceof Dispatched dispatched) {
                        yield dispatched.correctDispatch("resté à quai");
                    }
                    throw device.illegal();
                }
                case LOSS ->
                    switch (device) {
                        case Received received -> received.lose("perdu");
                        case OnBench bench -> bench.lose("perdu");
                        case Ready ready -> ready.lose("perdu");
                        case Dispatched dispatched -> dispatched.lose("perdu");
                        case Palletised palletised -> palletised.lose("perdu");
                        default -> throw device.illegal();
                    };
                case LOSS_CORRECTION -> {
                    if (device instanceof Lost lost) {
                        yield lost.correctLoss("retrouvé");
                    }
                    throw device.illegal();
                }
            };
        }

        /** What becomes of a device that other services speak of; null where it means nothing to it. */
        @Nullable Device follow(Consequence consequence, Device device) {
            return switch (consequence) {
                case SIGNED_FOR ->
                    switch (device) {
                        case Dispatched dispatched -> dispatched.release();
                        case Ready ready -> ready.release();
                        case OnBench bench -> bench.release();
                        case Scrapped scrapped -> scrapped.release();
                        case Palletised palletised -> palletised.release();
                        case Lost lost -> lost.release();
                        case Expected _, Received _, Released _, WithEcoOrganism _, Treated _ -> null;
                    };
                case COMES_BACK ->
                    device instanceof Released released
                            ? released.comeBack(which % 2 == 0 ? Devices.WORKSHOP : ELSEWHERE, device.epoch() + 1)
                            : null;
                case DOES_NOT_COME_BACK -> device instanceof Expected expected ? expected.correctReturn() : null;
                case PALLET_ARRIVED ->
                    device instanceof Palletised palletised
                            ? palletised.receiveByEcoOrganism().next()
                            : null;
                case PALLET_TREATED ->
                    device instanceof WithEcoOrganism there ? there.treat().next() : null;
                case REGISTERED_OTHERWISE ->
                    device.registeredAs(device.attributes()
                            .corrected(
                                    device.attributes().category(),
                                    "Lenovo",
                                    "L" + which,
                                    device.attributes().serialNumber(),
                                    null));
            };
        }

        private static final UUID ELSEWHERE = UUID.fromString("01900000-0000-7000-8000-000000000007");

        private static @Nullable Medium shortfall(Bench bench, SanitisationLevel required) {
            return bench.media().stream()
                    .filter(medium -> !medium.level().atLeast(required))
                    .findFirst()
                    .orElse(null);
        }

        /** The run that is tried; one that is good enough where the device is to come nearer to leaving. */
        private Erasure run(Device device, SanitisationLevel required) {
            Medium medium = device instanceof OnBench onBench ? shortfall(onBench.bench(), required) : null;
            if (choice != Choice.NEARER || medium == null) {
                return run;
            }
            ErasureMethod method = medium.kind() == MediumKind.HDD
                    ? ErasureMethod.SANITIZE_OVERWRITE
                    : ErasureMethod.SANITIZE_BLOCK_ERASE;
            return Devices.run(method, medium.bytes(), 0, true, false, Erasure.Outcome.ERASED);
        }

        /** One of the media that are left, if any is; one that is below what is required where the device is to come nearer to leaving. */
        private String left(Device device, SanitisationLevel required) {
            if (!(device instanceof OnBench onBench)) {
                return "m1";
            }
            Medium medium = shortfall(onBench.bench(), required);
            if (choice == Choice.NEARER && medium != null) {
                return medium.serialNumber();
            }
            List<String> left = onBench.bench().media().stream()
                    .filter(one -> one.status() != Medium.Status.DESTROYED)
                    .map(Medium::serialNumber)
                    .toList();
            return left.isEmpty() ? "m1" : left.get(which % left.size());
        }

        private static String first(Bench bench) {
            return bench.media().isEmpty() ? "m1" : bench.media().getFirst().serialNumber();
        }

        /** The first medium, of another size. */
        private static RefurbEvent.Medium other(Bench bench) {
            long bytes = bench.media().isEmpty()
                    ? 1_000
                    : 3_000 - bench.media().getFirst().bytes();
            return new RefurbEvent.Medium(first(bench), MediumKind.SSD, bytes);
        }

        private Grade another(@Nullable Grade before) {
            if (grade != before) {
                return grade;
            }
            return before == Grade.A ? Grade.B : Grade.A;
        }
    }

    @Property(tries = 1_000)
    void everyLifeKeepsTheRules(
            @ForAll("attempts") List<Attempt> attempts, @ForAll("minimums") SanitisationLevel minimum) {
        SanitisationLevel required = ErasurePolicy.required(minimum);
        Instant at = Devices.AT;
        Stored<Device> stored =
                new Stored<>(Devices.expected().attributes().id(), 1, 0, Devices.expected(), at, at, at);
        int toldIn = 0;
        for (Attempt attempt : attempts) {
            Device device = stored.state();
            at = at.plus(Duration.ofMinutes(1));
            everyMoveIsMadeOrRefusedAsTheStateSays(attempt, device, required, at);
            Decision<Device, RefurbEvent> decision = attempt.choice() == Choice.CONSEQUENCE
                    ? followed(attempt, device)
                    : made(attempt, attempt.move(device, required), device, required, at);
            if (decision == null) {
                continue;
            }
            Stored<Device> next = new Change<>(stored, decision, at).next(at);
            assertThat(STEPS).contains(device.status() + ">" + next.state().status());
            assertThat(next.version()).isEqualTo(stored.version() + 1);
            assertThat(next.sequence())
                    .isEqualTo(stored.sequence() + decision.events().size());
            assertThat(next.occurredAt()).isAfterOrEqualTo(Objects.requireNonNull(stored.occurredAt()));
            assertThat(next.state().attributes().parties())
                    .containsAll(device.attributes().parties());
            if (!decision.events().isEmpty()) {
                // Whoever does not hold a device says nothing of it: its epoch counts when something is told.
                assertThat(next.state().epoch()).isGreaterThanOrEqualTo(toldIn);
                toldIn = next.state().epoch();
                theEventSaysWhatTheStateIs(next.state(), decision.events().getLast());
            }
            whatLeavesIsErased(next.state(), required);
            whatIsReadyHasAllThatWasStated(next.state());
            whatIsHandedOnIsOpen(next.state());
            noLevelIsBetterThanThePolicys(next.state());
            stored = next;
        }
        Statistics.collect(stored.state().status());
    }

    private static void everyMoveIsMadeOrRefusedAsTheStateSays(
            Attempt attempt, Device device, SanitisationLevel required, Instant at) {
        REACHED.add(device.status().name());
        for (Move move : Move.values()) {
            (device.legal().contains(move) ? OFFERED : NOT_OFFERED).add(device.status() + " " + move);
            var _ = made(attempt, move, device, required, at);
        }
    }

    /** What a move leads to; null when it is refused. */
    private static @Nullable Decision<Device, RefurbEvent> made(
            Attempt attempt, Move move, Device device, SanitisationLevel required, Instant at) {
        boolean legal = device.legal().contains(move);
        String pair = device.status() + " " + move;
        Decision<Device, RefurbEvent> decision;
        try {
            decision = attempt.make(move, device, required, at);
        } catch (Refusal refusal) {
            assertThat(legal ? isGate(move, refusal) : isIllegal(move, refusal))
                    .as("%s refused on %s: %s", move, device, refusal.code())
                    .isTrue();
            if (!legal) {
                REFUSED.add(pair);
            }
            return null;
        }
        assertThat(legal).as("%s on %s", move, device).isTrue();
        MADE.add(pair);
        boolean two = (device instanceof Lost && decision.next() instanceof Dispatched)
                || (device instanceof Ready && decision.next() instanceof OnBench);
        int told = decision.events().size();
        assertThat(told).isEqualTo(move == Move.INVENTORY ? Math.max(1, told) : two ? 2 : 1);
        assertThat(decision.next().epoch()).isGreaterThanOrEqualTo(device.epoch());
        return decision;
    }

    private static @Nullable Decision<Device, RefurbEvent> followed(Attempt attempt, Device device) {
        Consequence any = List.of(Consequence.values()).get(attempt.which() % Consequence.values().length);
        Consequence consequence = switch (device) {
            case Palletised _ -> attempt.passed() ? Consequence.PALLET_ARRIVED : any;
            case WithEcoOrganism _ -> Consequence.PALLET_TREATED;
            default -> any;
        };
        Device next = attempt.follow(consequence, device);
        if (next == null || next.equals(device)) {
            return null;
        }
        FOLLOWED.add(consequence.name());
        return Decision.of(next);
    }

    /** A new state, a new move, or one that no history makes any more, fails here. */
    @AfterContainer
    static void everyLegalMoveWasMadeAndEveryOtherOneWasTried() {
        Set<String> statuses = StateCodec.of(Device.class).records().keySet();
        assertThat(REACHED).as("states that were reached").isEqualTo(new TreeSet<>(statuses));
        assertThat(MADE).as("legal moves that were made").isEqualTo(OFFERED);
        assertThat(REFUSED).as("other moves that were tried").isEqualTo(NOT_OFFERED);
        Set<String> pairs = new TreeSet<>();
        for (String status : statuses) {
            for (Move move : Move.values()) {
                pairs.add(status + " " + move);
            }
        }
        Set<String> seen = new TreeSet<>(MADE);
        seen.addAll(REFUSED);
        assertThat(seen).as("all states and moves").isEqualTo(pairs);
        assertThat(FOLLOWED).hasSize(Consequence.values().length);
    }

    /** The only refusals that a legal move with fitting values may meet. */
    private static boolean isGate(Move move, Refusal refusal) {
        return switch (refusal.code()) {
            case "erasure_level_insufficient" -> move == Move.QUALITY_CHECK || move == Move.SCRAPPING;
            case "grade_missing", "device_locked" -> move == Move.QUALITY_CHECK;
            case "medium_destroyed" -> move == Move.INVENTORY;
            case "invalid" ->
                switch (refusal.faults().getFirst().code()) {
                    case "medium_twice" -> move == Move.MEDIUM || move == Move.FITTING;
                    case "check_item_missing", "storage_not_listed" -> move == Move.QUALITY_CHECK;
                    default -> false;
                };
            default -> false;
        };
    }

    /** How a move is refused that is not legal: by the state, or by what the bench lacks for it. */
    private static boolean isIllegal(Move move, Refusal refusal) {
        return switch (refusal.code()) {
            case "illegal_now" -> true;
            case "grade_missing" -> move == Move.GRADE_CORRECTION;
            case "medium_destroyed" -> move == Move.ERASURE || move == Move.DESTRUCTION;
            case "invalid" ->
                Set.of(Move.ERASURE, Move.DESTRUCTION, Move.MEDIUM_CORRECTION).contains(move)
                        && refusal.faults().getFirst().code().equals("unknown_medium");
            default -> false;
        };
    }

    /** A checklist that is kept names all that the category needs, a disk among the media included. */
    private static void whatIsReadyHasAllThatWasStated(Device device) {
        if (device instanceof Ready(DeviceAttributes attributes, Bench bench) && bench.checklist() != null) {
            assertThat(bench.faults()).isEmpty();
            assertThat(bench.checklist().items())
                    .isEqualTo(QualityCriteria.ALL.getLast().of(attributes.category()));
            assertThat(bench.hasMedium()).isTrue();
        }
    }

    /** Whoever gets it can set it up, and its donor has no say in it any more. */
    private static void whatIsHandedOnIsOpen(Device device) {
        Bench bench = switch (device) {
            case Ready ready -> ready.bench();
            case Dispatched dispatched -> dispatched.bench();
            default -> null;
        };
        if (bench != null) {
            assertThat(bench.lock()).isNull();
        }
        boolean isAsked = device instanceof OnBench onBench && onBench.bench().lock() != null;
        assertThat(device.owners().contains(device.attributes().donor())).isEqualTo(isAsked);
        assertThat(device.isWorkedOnBy(device.attributes().donor())).isFalse();
    }

    private static void whatLeavesIsErased(Device device, SanitisationLevel required) {
        Bench bench = switch (device) {
            case Ready ready -> ready.bench();
            case Dispatched dispatched -> dispatched.bench();
            case Scrapped scrapped -> scrapped.bench();
            case Palletised palletised -> palletised.bench();
            case WithEcoOrganism with -> with.bench();
            case Treated treated -> treated.bench();
            case Expected _, Received _, OnBench _, Released _, Lost _ -> null;
        };
        if (bench != null) {
            assertThat(bench.media())
                    .allSatisfy(medium -> assertThat(medium.level()).isGreaterThanOrEqualTo(required));
        }
    }

    /** The level is what the policy makes of the last run; less where the medium was in other hands since. */
    private static void noLevelIsBetterThanThePolicys(Device device) {
        for (Medium medium : media(device)) {
            if (medium.level() != SanitisationLevel.DESTROY) {
                Erasure last = medium.lastErasure();
                assertThat(medium.level())
                        .isLessThanOrEqualTo(
                                last == null
                                        ? SanitisationLevel.NONE
                                        : ErasurePolicy.level(medium.kind(), medium.bytes(), last));
            } else {
                assertThat(medium.destroyedBy()).isNotNull();
            }
        }
    }

    private static List<Medium> media(Device device) {
        List<Bench> benches = new ArrayList<>();
        switch (device) {
            case Expected expected -> add(benches, expected.earlier());
            case Received received -> add(benches, received.earlier());
            case OnBench onBench -> benches.add(onBench.bench());
            case Ready ready -> benches.add(ready.bench());
            case Dispatched dispatched -> benches.add(dispatched.bench());
            case Released released -> add(benches, released.bench());
            case Scrapped scrapped -> benches.add(scrapped.bench());
            case Palletised palletised -> benches.add(palletised.bench());
            case WithEcoOrganism with -> benches.add(with.bench());
            case Treated treated -> benches.add(treated.bench());
            case Lost lost -> add(benches, lost.bench());
        }
        return benches.stream().flatMap(bench -> bench.media().stream()).toList();
    }

    private static void add(List<Bench> benches, @Nullable Bench bench) {
        if (bench != null) {
            benches.add(bench);
        }
    }

    private static void theEventSaysWhatTheStateIs(Device next, RefurbEvent event) {
        switch (next) {
            case Ready _ -> assertThat(event).isNotInstanceOfAny(DeviceScrapped.class, DeviceLost.class);
            case Scrapped _ ->
                assertThat(event)
                        .isInstanceOfAny(DeviceScrapped.class, PalletisationCorrected.class, LossCorrected.class);
            case Palletised _ -> assertThat(event).isInstanceOf(DevicePalletised.class);
            case Lost _ -> assertThat(event).isInstanceOf(DeviceLost.class);
            case Dispatched _ -> assertThat(event).isInstanceOf(DeviceDispatched.class);
            case Expected _, Received _, OnBench _, Released _, WithEcoOrganism _, Treated _ ->
                assertThat(event).isNotInstanceOfAny(DeviceReady.class, DeviceScrapped.class, DeviceLost.class);
        }
        if (event instanceof LossCorrected || event instanceof ScrapCorrected) {
            assertThat(next).isInstanceOfAny(Received.class, OnBench.class, Ready.class, Scrapped.class);
        }
    }

    @Provide
    Arbitrary<SanitisationLevel> minimums() {
        return Arbitraries.of(SanitisationLevel.class);
    }

    /** None, a complete one, or one that lacks something. */
    private static Arbitrary<Checklist> checklists() {
        Arbitrary<Checklist> any = Arbitraries.maps(Arbitraries.of(CheckItem.class), Arbitraries.of(true, true, false))
                .map(Checklist::new);
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(Devices.complete())), Tuple.of(1, any.injectNull(0.5)));
    }

    @Provide
    Arbitrary<List<Attempt>> attempts() {
        Arbitrary<Choice> choices = Arbitraries.of(
                Choice.NEARER,
                Choice.NEARER,
                Choice.NEARER,
                Choice.LEGAL,
                Choice.LEGAL,
                Choice.ANY,
                Choice.CONSEQUENCE);
        Arbitrary<Erasure> runs = Combinators.combine(
                        Arbitraries.of(ErasureMethod.class),
                        Arbitraries.of(500L, 1_000L, 1_000L, 2_000L),
                        Arbitraries.of(0L, 0L, 0L, 1L),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.of(false, false, false, true),
                        Arbitraries.of(
                                Erasure.Outcome.ERASED,
                                Erasure.Outcome.ERASED,
                                Erasure.Outcome.ERASED,
                                Erasure.Outcome.FAILED,
                                Erasure.Outcome.ABORTED))
                .as((method, bytes, errors, verified, hidden, outcome) ->
                        Devices.run(method, bytes, errors, verified, hidden, outcome));
        Arbitrary<List<RefurbEvent.Medium>> media = Combinators.combine(
                        Arbitraries.of("m1", "m2", "m3"), Arbitraries.of(MediumKind.class))
                .as((serial, kind) -> new RefurbEvent.Medium(serial, kind, 1_000))
                .list()
                .ofMaxSize(2)
                .uniqueElements(RefurbEvent.Medium::serialNumber);
        return Combinators.combine(
                        choices,
                        Arbitraries.integers().between(0, 719),
                        runs,
                        Arbitraries.of(Grade.class),
                        Arbitraries.of(true, true, true, false),
                        media,
                        checklists())
                .as(Attempt::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(100)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
