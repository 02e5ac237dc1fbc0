package network.reuse.collection.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;
import org.jspecify.annotations.Nullable;

/**
 * A carrier's way with one vehicle from donor to donor, in order. From the first visit to the last, vehicle and crew are on no
 * other run. What it means for a lot, the lot itself says.
 */
public sealed interface Run extends State {
    /** The most lots that one run fetches. */
    int MOST_VISITS = 50;

    /** How long a run may take. */
    Duration LONGEST = Duration.ofDays(3);

    RunAttributes attributes();

    Transport transport();

    List<Visit> visits();

    @Override
    List<Move> legal();

    @Override
    default RunStatus status() {
        return switch (this) {
            case Planned _ -> RunStatus.PLANNED;
            case Cancelled _ -> RunStatus.CANCELLED;
        };
    }

    /** When its first visit begins. */
    default Instant from() {
        return visits().getFirst().from();
    }

    /** When its last visit ends. */
    default Instant until() {
        return visits().getLast().until();
    }

    /** What can be done to a run. */
    enum Move {
        MOVE,
        CANCELLATION
    }

    /**
     * What goes on a run, by the carrier's own references.
     *
     * @param crew whoever drives, never by name
     */
    record Transport(String vehicle, @Nullable String crew) {
        /** With others, where any are named. */
        public Transport or(@Nullable String otherVehicle, @Nullable String otherCrew) {
            return new Transport(otherVehicle == null ? vehicle : otherVehicle, otherCrew == null ? crew : otherCrew);
        }
    }

    /** A carrier plans a run. */
    static Run plan(RunAttributes attributes, Transport transport, List<Visit> visits) {
        requireOrder(visits, visits::lastIndexOf);
        return new Planned(attributes, transport, visits);
    }

    /** It will take place. */
    record Planned(RunAttributes attributes, Transport transport, List<Visit> visits) implements Run {
        public Planned {
            visits = List.copyOf(visits);
        }

        /**
         * It goes otherwise: to other lots, at other times, or with another vehicle or crew. What is done on it stays, whether
         * it is said again or not.
         *
         * @param done the lots that were fetched on it
         */
        public Decision<Run, CollectionEvent> move(Transport other, List<Visit> otherVisits, Set<UUID> done) {
            List<Visit> kept =
                    visits.stream().filter(visit -> done.contains(visit.lot())).toList();
            requireDone(otherVisits, done, kept);
            List<Visit> next = new ArrayList<>(kept);
            next.addAll(otherVisits.stream()
                    .filter(visit -> !done.contains(visit.lot()))
                    .toList());
            requireOrder(next, otherVisits::lastIndexOf);
            Planned moved = new Planned(attributes, other, next);
            if (moved.equals(this)) {
                throw Refusal.invalid(
                        "/stops", "nothing_changed", "La tournée est déjà ainsi.", "The run is like this already.");
            }
            return Decision.of(moved);
        }

        private static void requireDone(List<Visit> asked, Set<UUID> done, List<Visit> kept) {
            List<Refusal.Fault> faults = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                if (done.contains(asked.get(i).lot()) && !kept.contains(asked.get(i))) {
                    faults.add(new Refusal.Fault(
                            "/stops/" + i,
                            "stop_done",
                            "Cet arrêt est fait ; laissez-le tel quel ou ne le nommez pas.",
                            "This stop is done; leave it as it is, or out."));
                }
            }
            if (!faults.isEmpty()) {
                throw Refusal.invalid(faults);
            }
        }

        /** What is still to be fetched on it is not; what is done stays. */
        public Decision<Run, CollectionEvent> cancel(String reason) {
            return Decision.of(new Cancelled(attributes, transport, visits, reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.MOVE, Move.CANCELLATION);
        }
    }

    /** It does not take place, or not any further. */
    record Cancelled(RunAttributes attributes, Transport transport, List<Visit> visits, String reason) implements Run {
        public Cancelled {
            visits = List.copyOf(visits);
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    private static void requireOrder(List<Visit> visits, ToIntFunction<Visit> index) {
        if (visits.isEmpty()) {
            throw Refusal.invalid("/stops", "required", "Au moins un arrêt.", "At least one stop.");
        }
        List<Refusal.Fault> faults = new ArrayList<>();
        Set<UUID> lots = new HashSet<>();
        for (int i = 0; i < visits.size(); i++) {
            Visit visit = visits.get(i);
            String stop = "/stops/" + index.applyAsInt(visit);
            if (!visit.from().isBefore(visit.until())) {
                faults.add(new Refusal.Fault(
                        stop + "/until",
                        "not_after_from",
                        "« until » vient après « from ».",
                        "\"until\" comes after \"from\"."));
            }
            if (i > 0 && visit.from().isBefore(visits.get(i - 1).until())) {
                faults.add(new Refusal.Fault(
                        stop + "/from",
                        "before_stop_ahead",
                        "Cet arrêt commence avant la fin du précédent.",
                        "This stop begins before the one ahead of it ends."));
            }
            if (!lots.add(visit.lot())) {
                faults.add(new Refusal.Fault(
                        stop + "/lot",
                        "repeated",
                        "Ce lot figure deux fois dans la tournée.",
                        "This lot is on the run twice."));
            }
        }
        if (faults.isEmpty() && visits.size() > MOST_VISITS) {
            faults.add(new Refusal.Fault(
                    "/stops",
                    "too_many",
                    "Une tournée a " + MOST_VISITS + " arrêts au plus, ceux qui sont faits compris.",
                    "A run has " + MOST_VISITS + " stops at most, those that are done among them."));
        }
        if (faults.isEmpty()
                && visits.getLast().until().isAfter(visits.getFirst().from().plus(LONGEST))) {
            faults.add(new Refusal.Fault(
                    "/stops",
                    "too_long",
                    "Une tournée dure " + LONGEST.toDays() + " jours au plus.",
                    "A run takes " + LONGEST.toDays() + " days at most."));
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
    }
}
