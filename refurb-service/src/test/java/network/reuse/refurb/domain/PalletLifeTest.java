package network.reuse.refurb.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import network.reuse.contracts.Decision;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.PalletDeparted;
import network.reuse.contracts.RefurbEvent.PalletReceived;
import network.reuse.contracts.RefurbEvent.PalletTreated;
import network.reuse.contracts.RefurbEvent.Treatment;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.TreatmentMode;
import network.reuse.defaults.testing.LegalMoves;
import network.reuse.refurb.domain.Pallet.Move;
import org.jspecify.annotations.Nullable;

/** Lives of pallets, whatever is tried on them in whatever order. */
class PalletLifeTest {
    private static final int DEVICES = 4;
    private static final Set<String> STEPS = LegalMoves.stepsOfTheDatabase(Pallet.class, "pallet");
    private static final Set<String> TAKEN = new TreeSet<>();
    private static final Set<String> OFFERED = new TreeSet<>();
    private static final Set<String> MADE = new TreeSet<>();
    private static final Set<String> REFUSED = new TreeSet<>();

    /**
     * Something that somebody asks of a pallet.
     *
     * @param any a move, legal or not
     * @param pick which of the legal moves it is instead, unless it is negative
     * @param device which device it is about
     * @param grams how many are received or treated
     */
    record Asked(Move any, int pick, int device, long grams) {
        Move move(Pallet pallet) {
            return pick < 0 || pallet.legal().isEmpty()
                    ? any
                    : pallet.legal().get(pick % pallet.legal().size());
        }

        UUID id() {
            return new UUID(7, device);
        }

        /** What the move leads to. */
        Decision<Pallet, RefurbEvent> of(Pallet pallet, Move move) {
            return switch (move) {
                case LOADING -> open(pallet).load(attributes());
                case UNLOADING -> open(pallet).unload(id());
                case DEPARTURE -> open(pallet).depart(Pallets.departure());
                case CANCELLATION -> open(pallet).cancel("doublon");
                case DEPARTURE_CORRECTION -> departed(pallet).correctDeparture("resté à quai");
                case RECEPTION ->
                    departed(pallet).receive(new Pallet.Arrival(grams, device == 0 ? List.of() : List.of(id())));
                case TREATMENT -> received(pallet).treat(List.of(new Treatment(TreatmentMode.RECYCLING, "R 4", grams)));
                case SLIP -> {
                    PalletSlip slip = new PalletSlip(id(), "ab".repeat(32), "application/pdf", grams);
                    yield switch (pallet) {
                        case Pallet.Departed departed -> departed.addSlip(slip);
                        case Pallet.Received received -> received.addSlip(slip);
                        case Pallet.Treated treated -> treated.addSlip(slip);
                        case Pallet.Open _, Pallet.Cancelled _ -> throw pallet.illegal();
                    };
                }
            };
        }

        private DeviceAttributes attributes() {
            DeviceAttributes one = Devices.expected().attributes();
            return new DeviceAttributes(
                    id(),
                    one.code(),
                    one.lotId(),
                    one.category(),
                    one.manufacturer(),
                    one.model(),
                    one.serialNumber(),
                    one.donor(),
                    one.donorKind(),
                    one.workshop(),
                    one.parties(),
                    one.territory(),
                    one.env(),
                    one.registeredEpoch(),
                    one.partnerRef());
        }

        private static Pallet.Open open(Pallet pallet) {
            if (pallet instanceof Pallet.Open open) {
                return open;
            }
            throw pallet.illegal();
        }

        private static Pallet.Departed departed(Pallet pallet) {
            if (pallet instanceof Pallet.Departed departed) {
                return departed;
            }
            throw pallet.illegal();
        }

        private static Pallet.Received received(Pallet pallet) {
            if (pallet instanceof Pallet.Received received) {
                return received;
            }
            throw pallet.illegal();
        }
    }

    @Provide
    Arbitrary<Asked> asked() {
        return Combinators.combine(
                        Arbitraries.of(Move.values()),
                        Arbitraries.integers().between(-4, 11),
                        Arbitraries.integers().between(0, DEVICES - 1),
                        Arbitraries.longs().between(1, 200_000))
                .as(Asked::new);
    }

    @Property(tries = 1_000)
    void whatIsTreatedArrivedAndWhatArrivedHadLeft(
            @ForAll @Size(min = 1, max = 100) List<@From("asked") Asked> history) {
        Pallet pallet = Pallets.open();
        Set<UUID> on = new HashSet<>();
        Set<UUID> manifest = Set.of();
        long arrived = 0;
        for (Asked asked : history) {
            Move move = asked.move(pallet);
            Decision<Pallet, RefurbEvent> decision = made(asked, pallet, move);
            if (decision == null) {
                continue;
            }
            TAKEN.add(pallet.status() + ">" + decision.next().status());
            if (move == Move.LOADING) {
                on.add(asked.id());
            } else if (move == Move.UNLOADING) {
                on.remove(asked.id());
            }
            for (RefurbEvent event : decision.events()) {
                switch (event) {
                    case PalletDeparted departed -> {
                        manifest = Set.copyOf(departed.devices());
                        assertThat(manifest).isEqualTo(on);
                    }
                    case PalletReceived received -> {
                        arrived = received.grams();
                        assertThat(manifest).containsAll(received.missing());
                    }
                    case PalletTreated treated ->
                        assertThat(treated.treatments().stream()
                                        .mapToLong(Treatment::grams)
                                        .sum())
                                .isLessThanOrEqualTo(arrived);
                    default -> {}
                }
            }
            pallet = decision.next();
            assertThat(pallet.items().stream().map(Pallet.Item::deviceId)).containsExactlyInAnyOrderElementsOf(on);
        }
    }

    /** What a move leads to; null when it is refused, as one is that the state does not offer. */
    private static @Nullable Decision<Pallet, RefurbEvent> made(Asked asked, Pallet pallet, Move move) {
        boolean isLegal = pallet.legal().contains(move);
        String pair = pallet.status() + " " + move;
        if (isLegal) {
            OFFERED.add(pair);
        }
        boolean isTwice = move == Move.LOADING
                && pallet.items().stream().anyMatch(item -> item.deviceId().equals(asked.id()));
        if (isTwice) {
            // The device itself is on the pallet then, and refuses.
            return null;
        }
        try {
            Decision<Pallet, RefurbEvent> decision = asked.of(pallet, move);
            assertThat(isLegal).as(pair).isTrue();
            MADE.add(pair);
            return decision;
        } catch (Refusal refusal) {
            if (!isLegal) {
                REFUSED.add(pair);
            } else {
                assertThat(refusal.code()).as(pair).isEqualTo("invalid");
            }
            return null;
        }
    }

    /** A new state, a new move, or one that no history makes any more, fails here. */
    @AfterContainer
    static void everyLegalMoveWasMadeAndEveryOtherOneWasTried() {
        assertThat(MADE).as("legal moves that were made").isEqualTo(OFFERED);
        Set<String> seen = new TreeSet<>(MADE);
        seen.addAll(REFUSED);
        assertThat(seen)
                .as("all states and moves")
                .isEqualTo(Stream.of(PalletStatus.values())
                        .flatMap(status -> Stream.of(Move.values()).map(move -> status + " " + move))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(TAKEN)
                .as("steps, and those of the database")
                .isEqualTo(STEPS.stream()
                        .filter(step -> !step.startsWith("NEW>"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
