package network.reuse.allocation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.HandOverDayCancelled;
import network.reuse.contracts.AllocationEvent.HandOverDayPlanned;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;

/** A day on which packs of a programme are fetched at one place, in slots of so many packs. */
public sealed interface HandOverDay extends State {
    /** The longest from the first slot to the last. */
    Duration LONGEST = Duration.ofHours(16);

    /** The most packs of a day. */
    int MOST = 10_000;

    HandOverDayAttributes attributes();

    /** The organisations whose move it is. */
    Set<UUID> owners();

    @Override
    List<Move> legal();

    @Override
    default HandOverDayStatus status() {
        return switch (this) {
            case Planned _ -> HandOverDayStatus.PLANNED;
            case Cancelled _ -> HandOverDayStatus.CANCELLED;
        };
    }

    /** What can be done to a day; in paths each is spelled as its resource. */
    enum Move {
        CANCELLATION
    }

    /** A sponsor says when and where packs are fetched. */
    static Decision<HandOverDay, AllocationEvent> plan(HandOverDayAttributes attributes) {
        check(attributes);
        return Decision.of(
                new Planned(attributes),
                new HandOverDayPlanned(
                        attributes.id(),
                        attributes.code(),
                        attributes.programmeId(),
                        attributes.sponsor(),
                        attributes.place(),
                        attributes.from(),
                        attributes.until(),
                        attributes.slotMinutes(),
                        attributes.packsPerSlot()));
    }

    private static void check(HandOverDayAttributes attributes) {
        Duration length = Duration.between(attributes.from(), attributes.until());
        if (length.compareTo(Duration.ofMinutes(attributes.slotMinutes())) < 0 || length.compareTo(LONGEST) > 0) {
            throw Refusal.invalid(
                    "/until",
                    "no_day_of_slots",
                    "De « from » à « until », il y a au moins un créneau (« slotMinutes ») et au plus "
                            + LONGEST.toHours() + " heures.",
                    "From \"from\" to \"until\" there is at least one slot (\"slotMinutes\") and at most "
                            + LONGEST.toHours() + " hours.");
        }
        int packs = attributes.slots().size() * attributes.packsPerSlot();
        if (packs > MOST) {
            throw Refusal.invalid(
                    "/packsPerSlot",
                    "too_many",
                    "Une journée remet " + MOST + " packs au plus ; ses créneaux en font " + packs + ".",
                    "A day hands over " + MOST + " packs at most; its slots make " + packs + ".");
        }
    }

    /** Packs are booked into its slots. */
    record Planned(HandOverDayAttributes attributes) implements HandOverDay {
        /** It does not take place; its packs are to be booked anew. */
        public Decision<HandOverDay, AllocationEvent> cancel(String reason) {
            return Decision.of(new Cancelled(attributes, reason), new HandOverDayCancelled(attributes.id(), reason));
        }

        /** The slot that begins then; refused when there is none, or it is over. */
        public HandOverSlot requireSlot(Instant from, Instant now) {
            HandOverSlot slot = attributes.slots().stream()
                    .filter(one -> one.from().equals(from))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid(
                            "/from",
                            "unknown_slot",
                            "Aucun créneau de la journée ne commence à cet instant ; lisez-les (« slots »).",
                            "No slot of the day begins at that time; read them (\"slots\")."));
            if (!now.isBefore(slot.until())) {
                throw Refusal.invalid("/from", "slot_over", "Ce créneau est passé.", "This slot is over.");
            }
            return slot;
        }

        @Override
        public Set<UUID> owners() {
            return Set.of(attributes.sponsor());
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.CANCELLATION);
        }
    }

    /** It does not take place. */
    record Cancelled(HandOverDayAttributes attributes, String reason) implements HandOverDay {
        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** As many packs as a slot has are booked into it. */
    static Refusal slotFull(HandOverSlot slot, int packs) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "slot_full",
                        "Les " + packs + " places de ce créneau sont prises ; choisissez-en un autre.",
                        "The " + packs + " places of this slot are taken; choose another one.")
                .with(Map.of("from", slot.from().toString(), "packsPerSlot", packs));
    }
}
