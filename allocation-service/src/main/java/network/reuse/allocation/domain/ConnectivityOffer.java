package network.reuse.allocation.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.ConnectivityOfferAmended;
import network.reuse.contracts.AllocationEvent.ConnectivityOfferClosed;
import network.reuse.contracts.AllocationEvent.ConnectivityOfferOpened;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;
import org.jspecify.annotations.Nullable;

/** So many lines by which people get on the Internet, that an operator or a landlord offers on the same terms. */
public sealed interface ConnectivityOffer extends State {
    /** The most lines of an offer. */
    int MOST = 1_000_000;

    ConnectivityOfferAttributes attributes();

    /** How many lines there are, those that are taken among them. */
    int lines();

    /** The organisations whose move it is. */
    Set<UUID> owners();

    @Override
    List<Move> legal();

    @Override
    default ConnectivityOfferStatus status() {
        return switch (this) {
            case Open _ -> ConnectivityOfferStatus.OPEN;
            case Closed _ -> ConnectivityOfferStatus.CLOSED;
        };
    }

    /** What can be done to an offer; in paths each is spelled as its resource. */
    enum Move {
        AMENDMENT,
        CLOSURE
    }

    /** A provider offers so many lines. */
    static Decision<ConnectivityOffer, AllocationEvent> open(ConnectivityOfferAttributes attributes, int lines) {
        if (attributes.until().isBefore(attributes.from())) {
            throw Refusal.invalid(
                    "/until",
                    "before_from",
                    "« until » est au plus tôt le jour de « from ».",
                    "\"until\" is not before \"from\".");
        }
        return Decision.of(
                new Open(attributes, lines),
                new ConnectivityOfferOpened(
                        attributes.id(),
                        attributes.code(),
                        attributes.provider(),
                        attributes.title(),
                        attributes.kind(),
                        attributes.dataMegabytes(),
                        attributes.months(),
                        attributes.monthlyPriceCents(),
                        lines,
                        attributes.from().toString(),
                        attributes.until().toString()));
    }

    /** Lines are asked for as long as there are some. */
    record Open(ConnectivityOfferAttributes attributes, int lines) implements ConnectivityOffer {
        /**
         * It has another number of lines, never fewer than are taken.
         *
         * @param taken how many are
         */
        public Decision<ConnectivityOffer, AllocationEvent> amend(int now, int taken, String reason) {
            if (now == lines) {
                throw Refusal.invalid(
                        "/lines",
                        "nothing_changed",
                        "L'offre a déjà " + now + " lignes.",
                        "The offer has " + now + " lines already.");
            }
            if (now < taken) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "lines_below_taken",
                                taken + " lignes sont prises ; leur nombre ne descend pas en dessous.",
                                taken + " lines are taken; their number does not go below that.")
                        .with(Map.of("taken", taken));
            }
            return Decision.of(
                    new Open(attributes, now), new ConnectivityOfferAmended(attributes.id(), lines, now, reason));
        }

        /** No further line is asked for. */
        public Decision<ConnectivityOffer, AllocationEvent> close(String reason) {
            return Decision.of(
                    new Closed(attributes, lines, reason), new ConnectivityOfferClosed(attributes.id(), reason));
        }

        /**
         * Refuses a line for whoever this request is for where the offer is not for them, or none is left.
         *
         * @param taken how many lines are
         * @param asked when it is asked for, as it is recorded
         */
        public void requireLineFor(Request request, int taken, Instant asked, Instant now) {
            if (!request.mayHaveLine()) {
                throw request.illegal();
            }
            requireDay(HandOverPlaces.day(asked));
            requireDepartment(request.attributes().place().department());
            requireCriteria(request.attributes().eligibility(), now);
            new ConnectivityStock(lines, taken).requireLeft();
        }

        private void requireDay(LocalDate day) {
            if (day.isBefore(attributes.from()) || day.isAfter(attributes.until())) {
                throw Refusal.invalid(
                        "/offer",
                        "outside_offer",
                        "Les lignes de cette offre se demandent du " + attributes.from() + " au " + attributes.until()
                                + ".",
                        "Lines of this offer are asked for from " + attributes.from() + " to " + attributes.until()
                                + ".");
            }
        }

        private void requireDepartment(String department) {
            if (!attributes.departments().isEmpty() && !attributes.departments().contains(department)) {
                String offered = String.join(
                        ", ", attributes.departments().stream().sorted().toList());
                throw Refusal.invalid(
                        "/offer",
                        "not_offered_there",
                        "Cette offre vaut dans ces départements : " + offered + ".",
                        "This offer holds in these departments: " + offered + ".");
            }
        }

        private void requireCriteria(@Nullable Eligibility eligibility, Instant now) {
            List<Map<String, Object>> missing = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (CriterionKind criterion : attributes.criteria()) {
                Verdict verdict = eligibility == null ? Verdict.UNKNOWN : eligibility.of(criterion, now);
                if (verdict != Verdict.PASS) {
                    names.add(criterion.name());
                    missing.add(Map.of(
                            "criterion",
                            criterion.name(),
                            "verdict",
                            verdict.name(),
                            "french",
                            criterion.french(),
                            "english",
                            criterion.english()));
                }
            }
            if (!missing.isEmpty()) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "line_criteria_missing",
                                "L'offre demande des critères que cette demande n'a pas remplis : "
                                        + String.join(", ", names) + ".",
                                "The offer asks for criteria that this request has not passed: "
                                        + String.join(", ", names) + ".")
                        .with(Map.of("missing", missing));
            }
        }

        @Override
        public Set<UUID> owners() {
            return Set.of(attributes.provider());
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.AMENDMENT, Move.CLOSURE);
        }
    }

    /** No line is asked for any more; those that were asked for go on. */
    record Closed(ConnectivityOfferAttributes attributes, int lines, String reason) implements ConnectivityOffer {
        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
