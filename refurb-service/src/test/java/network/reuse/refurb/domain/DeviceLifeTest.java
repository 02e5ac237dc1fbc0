package network.reuse.refurb.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Grade;
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

/** Whatever is tried, in whatever order: what holds of every device's life. */
class DeviceLifeTest {
    private static final Set<String> MOVES = movesOfTheDatabase();

    /** Something that is tried on a device, with everything that any move may need. */
    record Attempt(Move move, int pick, Erasure run, Grade grade, boolean passed, List<RefurbEvent.Medium> media) {

        /** What the domain makes of it; null when the device's state does not offer the move. */
        @Nullable Decision<Device, RefurbEvent> on(Device device) {
            return switch (device) {
                case Expected expected -> move == Move.RECEPTION ? expected.receive() : null;
                case Received received ->
                    switch (move) {
                        case TRIAGE -> received.triage(media, media.isEmpty(), Devices.AT);
                        case LOSS -> received.lose("perdu");
                        default -> null;
                    };
                case OnBench bench ->
                    switch (move) {
                        case MEDIUM ->
                            bench.add(new RefurbEvent.Medium("m" + (pick + 10), MediumKind.SSD, 1_000), "oublié");
                        case MEDIUM_CORRECTION -> {
                            Medium one = bench.bench().media().isEmpty()
                                    ? null
                                    : bench.bench().media().getFirst();
                            String serial = one == null ? "m1" : one.serialNumber();
                            long bytes = one == null ? 1_000 : 3_000 - one.bytes();
                            yield bench.correct(
                                    serial, new RefurbEvent.Medium(serial, MediumKind.SSD, bytes), "mal lu");
                        }
                        case ERASURE -> bench.erase(serial(bench.bench()), run, Devices.AT);
                        case DESTRUCTION -> bench.destroy(serial(bench.bench()), Devices.WORKSHOP, Devices.AT);
                        case REPAIR -> bench.repair(new Repair("batterie", List.of()), Devices.AT);
                        case GRADE -> bench.grade(grade, Devices.AT);
                        case GRADE_CORRECTION ->
                            bench.correctGrade(another(bench.bench().grade()), "erreur");
                        case QUALITY_CHECK ->
                            passed ? bench.passQuality(Devices.AT) : bench.failQuality(List.of("clavier"), Devices.AT);
                        case SCRAPPING -> bench.scrap("trop vieux");
                        case LOSS -> bench.lose("perdu");
                        default -> null;
                    };
                case Ready ready ->
                    switch (move) {
                        case GRADE_CORRECTION ->
                            ready.correctGrade(another(ready.bench().grade()), "erreur");
                        case SCRAPPING -> ready.scrap("trop vieux");
                        case MEDIUM ->
                            ready.add(new RefurbEvent.Medium("m" + (pick + 10), MediumKind.SSD, 1_000), "oublié");
                        case MEDIUM_CORRECTION -> {
                            Medium one = ready.bench().media().isEmpty()
                                    ? null
                                    : ready.bench().media().getFirst();
                            String serial = one == null ? "m1" : one.serialNumber();
                            long bytes = one == null ? 1_000 : 3_000 - one.bytes();
                            yield ready.correct(
                                    serial, new RefurbEvent.Medium(serial, MediumKind.SSD, bytes), "mal lu");
                        }
                        case DISPATCH -> ready.dispatch(Devices.RECIPIENT, null);
                        case LOSS -> ready.lose("perdu");
                        default -> null;
                    };
                case Dispatched dispatched ->
                    switch (move) {
                        case DISPATCH_CORRECTION -> dispatched.correctDispatch("resté à quai");
                        case LOSS -> dispatched.lose("perdu");
                        default -> null;
                    };
                case Released _ -> null;
                case Scrapped scrapped ->
                    switch (move) {
                        case SCRAPPING_CORRECTION -> scrapped.correctScrap("encore bon");
                        case LOADING -> scrapped.load(Pallets.open().reference());
                        default -> null;
                    };
                case Palletised palletised ->
                    switch (move) {
                        case UNLOADING -> palletised.unload("mauvaise palette");
                        case LOSS -> palletised.lose("perdu");
                        default -> null;
                    };
                case WithEcoOrganism _, Treated _ -> null;
                case Lost lost -> move == Move.LOSS_CORRECTION ? lost.correctLoss("retrouvé") : null;
            };
        }

        /** One of the media that are left, if any is. */
        private String serial(Bench bench) {
            List<String> left = bench.media().stream()
                    .filter(medium -> medium.status() != Medium.Status.DESTROYED)
                    .map(Medium::serialNumber)
                    .toList();
            return left.isEmpty() ? "m1" : left.get(pick % left.size());
        }

        private Grade another(@Nullable Grade before) {
            if (grade != before) {
                return grade;
            }
            return before == Grade.A ? Grade.B : Grade.A;
        }
    }

    @Property(tries = 3_000)
    void everyLifeKeepsTheRules(@ForAll("attempts") List<Attempt> attempts) {
        Device device = Devices.expected();
        for (Attempt attempt : attempts) {
            boolean legal = device.legal().contains(attempt.move());
            Decision<Device, RefurbEvent> decision;
            try {
                decision = attempt.on(device);
            } catch (Refusal refusal) {
                assertThat(!legal || isGate(attempt.move(), refusal))
                        .as("%s refused on %s: %s", attempt, device, refusal.code())
                        .isTrue();
                continue;
            }
            assertThat(decision != null).as("%s on %s", attempt.move(), device).isEqualTo(legal);
            if (decision == null) {
                continue;
            }
            Device next = decision.next();
            assertThat(MOVES).contains(device.status() + ">" + next.status());
            assertThat(next.epoch()).isGreaterThanOrEqualTo(device.epoch());
            assertThat(next.attributes().parties())
                    .containsAll(device.attributes().parties());
            boolean two = (device instanceof Lost && next instanceof Dispatched)
                    || (device instanceof Ready && next instanceof OnBench);
            assertThat(decision.events()).hasSize(two ? 2 : 1);
            theEventSaysWhatTheStateIs(next, decision.events().getLast());
            whatLeavesIsErased(next);
            device = next;
        }
        Statistics.collect(device.status());
    }

    /** The only refusals that a legal move with fitting values may meet. */
    private static boolean isGate(Move move, Refusal refusal) {
        return switch (refusal.code()) {
            case "erasure_level_insufficient" -> move == Move.QUALITY_CHECK || move == Move.SCRAPPING;
            case "grade_missing" -> move == Move.QUALITY_CHECK;
            case "invalid" ->
                move == Move.MEDIUM && refusal.faults().getFirst().code().equals("medium_twice");
            default -> false;
        };
    }

    private static void whatLeavesIsErased(Device device) {
        Bench bench = switch (device) {
            case Ready ready -> ready.bench();
            case Dispatched dispatched -> dispatched.bench();
            case Scrapped scrapped -> scrapped.bench();
            case Palletised palletised -> palletised.bench();
            default -> null;
        };
        if (bench != null) {
            assertThat(bench.media())
                    .allSatisfy(medium -> assertThat(medium.level()).isGreaterThanOrEqualTo(SanitisationLevel.CLEAR));
        }
    }

    private static void theEventSaysWhatTheStateIs(Device next, RefurbEvent event) {
        switch (next) {
            case Ready _ -> assertThat(event).isNotInstanceOfAny(DeviceScrapped.class, DeviceLost.class);
            case Scrapped _ ->
                assertThat(event)
                        .isInstanceOfAny(DeviceScrapped.class, PalletisationCorrected.class, LossCorrected.class);
            case Palletised _ -> assertThat(event).isInstanceOf(DevicePalletised.class);
            case WithEcoOrganism _, Treated _ -> throw new AssertionError("no command of the workshop's leads there");
            case Lost _ -> assertThat(event).isInstanceOf(DeviceLost.class);
            case Dispatched _ -> assertThat(event).isInstanceOf(DeviceDispatched.class);
            case Expected _, Received _, OnBench _, Released _ ->
                assertThat(event).isNotInstanceOfAny(DeviceReady.class, DeviceScrapped.class, DeviceLost.class);
        }
        if (event instanceof LossCorrected || event instanceof ScrapCorrected) {
            assertThat(next).isInstanceOfAny(Received.class, OnBench.class, Ready.class, Scrapped.class);
        }
    }

    @Provide
    Arbitrary<List<Attempt>> attempts() {
        Arbitrary<Move> moves = Arbitraries.of(Move.class);
        Arbitrary<String> serials = Arbitraries.of("m1", "m2", "m3");
        Arbitrary<Erasure> runs = Combinators.combine(
                        Arbitraries.of(ErasureMethod.class),
                        Arbitraries.of(500L, 1_000L, 1_000L, 1_000L),
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
        Arbitrary<List<RefurbEvent.Medium>> media = Combinators.combine(serials, Arbitraries.of(MediumKind.class))
                .as((serial, kind) -> new RefurbEvent.Medium(serial, kind, 1_000))
                .list()
                .ofMaxSize(2)
                .uniqueElements(RefurbEvent.Medium::serialNumber);
        return Combinators.combine(
                        moves,
                        Arbitraries.integers().between(0, 5),
                        runs,
                        Arbitraries.of(Grade.class),
                        Arbitraries.of(true, true, true, false),
                        media)
                .as(Attempt::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }

    private static Set<String> movesOfTheDatabase() {
        return Stream.of("V1__devices", "V2__dispatch", "V5__lookups_and_corrections", "V12__pallets")
                .flatMap(migration -> movesOf("/db/migration/" + migration + ".sql"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> movesOf(String migration) {
        try (InputStream sql = Objects.requireNonNull(DeviceLifeTest.class.getResourceAsStream(migration))) {
            return Pattern.compile("'([A-Z_]+>[A-Z_]+)'")
                    .matcher(new String(sql.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(move -> move.group(1));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
