package network.reuse.refurb.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.PalletCancelled;
import network.reuse.contracts.RefurbEvent.PalletDeparted;
import network.reuse.contracts.RefurbEvent.PalletDepartureCorrected;
import network.reuse.contracts.RefurbEvent.PalletOpened;
import network.reuse.contracts.RefurbEvent.PalletReceived;
import network.reuse.contracts.RefurbEvent.PalletTreated;
import network.reuse.contracts.RefurbEvent.Treatment;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;
import org.jspecify.annotations.Nullable;

/**
 * A pallet of scrapped devices on its way to an eco-organism, which treats them. What is on it is frozen when it departs; each
 * device itself says the same, so both are changed together.
 */
public sealed interface Pallet extends State {
    /** The most devices on one pallet. */
    int MOST_DEVICES = 500;

    /** The most that a pallet weighs, in grams. */
    long MOST_GRAMS = 2_000_000;

    PalletAttributes attributes();

    /** What is on it. */
    List<Item> items();

    @Override
    List<Move> legal();

    @Override
    default PalletStatus status() {
        return switch (this) {
            case Open _ -> PalletStatus.OPEN;
            case Cancelled _ -> PalletStatus.CANCELLED;
            case Departed _ -> PalletStatus.DEPARTED;
            case Received _ -> PalletStatus.RECEIVED;
            case Treated _ -> PalletStatus.TREATED;
        };
    }

    /** The organisations whose move it is. */
    default Set<UUID> owners() {
        return switch (this) {
            case Open _ -> Set.of(attributes().workshop());
            case Left _ -> attributes().parties();
            case Cancelled _ -> Set.of();
        };
    }

    /** What can be done to a pallet; in paths each is spelled as its resource. */
    enum Move {
        LOADING,
        UNLOADING,
        DEPARTURE,
        DEPARTURE_CORRECTION,
        CANCELLATION,
        RECEPTION,
        TREATMENT,
        SLIP
    }

    /** A device on the pallet, as it was registered. */
    record Item(
            UUID deviceId,
            String code,
            DeviceCategory category,
            String manufacturer,
            String model,
            String serialNumber) {
        static Item of(DeviceAttributes device) {
            return new Item(
                    device.id(),
                    device.code(),
                    device.category(),
                    device.manufacturer(),
                    device.model(),
                    device.serialNumber());
        }
    }

    /**
     * What the pallet weighs, in grams.
     *
     * @param tare of the pallet itself, with its frame and wrapping
     */
    record Weight(long gross, long tare) {
        /** Refuses what leaves nothing. */
        public Weight {
            if (tare >= gross) {
                throw Refusal.invalid(
                        "/tareGrams",
                        "too_large",
                        "La tare (" + tare + " g) est inférieure au poids brut (" + gross + " g).",
                        "The tare (" + tare + " g) is less than the gross weight (" + gross + " g).");
            }
        }

        /** What the devices weigh. */
        public long net() {
            return gross - tare;
        }
    }

    /**
     * How it left.
     *
     * @param slipRef the reference of the slip that goes with it
     */
    record Departure(Weight weight, @Nullable String slipRef) {}

    /**
     * How it arrived.
     *
     * @param grams what the eco-organism weighed, without the pallet itself
     * @param missing those of the manifest that were not on it
     */
    record Arrival(long grams, List<UUID> missing) {
        public Arrival {
            missing = List.copyOf(missing);
        }
    }

    /** A workshop opens a pallet. */
    static Decision<Pallet, RefurbEvent> open(PalletAttributes attributes) {
        return Decision.of(
                new Open(attributes, List.of()),
                new PalletOpened(
                        attributes.id(),
                        attributes.code(),
                        attributes.workshop(),
                        attributes.ecoOrganism(),
                        attributes.wasteCode()));
    }

    /** It is being loaded. */
    record Open(PalletAttributes attributes, List<Item> items) implements Pallet {
        public Open {
            items = List.copyOf(items);
        }

        /** How devices refer to it. */
        public Device.PalletReference reference() {
            return new Device.PalletReference(attributes.id(), attributes.code(), attributes.ecoOrganism());
        }

        /** One device more is put on it. */
        public Decision<Pallet, RefurbEvent> load(DeviceAttributes device) {
            if (items.size() == MOST_DEVICES) {
                throw Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "pallet_full",
                        "Une palette porte " + MOST_DEVICES + " appareils au plus.",
                        "A pallet takes " + MOST_DEVICES + " devices at most.");
            }
            List<Item> all = new ArrayList<>(items);
            all.add(Item.of(device));
            return Decision.of(new Open(attributes, all));
        }

        /** One device is taken off it. */
        public Decision<Pallet, RefurbEvent> unload(UUID device) {
            List<Item> left = items.stream()
                    .filter(item -> !item.deviceId().equals(device))
                    .toList();
            if (left.size() == items.size()) {
                throw Refusal.invalid(
                        "/",
                        "not_on_pallet",
                        "L'appareil n'est pas sur la palette.",
                        "The device is not on the pallet.");
            }
            return Decision.of(new Open(attributes, left));
        }

        /** It leaves the workshop: what is on it is final. */
        public Decision<Pallet, RefurbEvent> depart(Departure departure) {
            if (items.isEmpty()) {
                throw Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "pallet_empty",
                        "La palette est vide ; chargez-la d'abord (…/loading).",
                        "The pallet is empty; load it first (…/loading).");
            }
            return Decision.of(
                    new Departed(attributes, items, departure),
                    new PalletDeparted(
                            attributes.id(),
                            attributes.ecoOrganism(),
                            attributes.wasteCode(),
                            items.stream().map(Item::deviceId).toList(),
                            departure.weight().net(),
                            departure.slipRef()));
        }

        /** It is not used. */
        public Decision<Pallet, RefurbEvent> cancel(String reason) {
            if (!items.isEmpty()) {
                throw Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "pallet_not_empty",
                        "Il reste " + items.size() + " appareils sur la palette ; déchargez-les d'abord (…/unloading).",
                        items.size() + " devices are still on the pallet; unload them first (…/unloading).");
            }
            return Decision.of(new Cancelled(attributes, items, reason), new PalletCancelled(attributes.id(), reason));
        }

        @Override
        public List<Move> legal() {
            if (items.isEmpty()) {
                return List.of(Move.LOADING, Move.CANCELLATION);
            }
            return items.size() == MOST_DEVICES
                    ? List.of(Move.UNLOADING, Move.DEPARTURE)
                    : List.of(Move.LOADING, Move.UNLOADING, Move.DEPARTURE);
        }
    }

    /** It is not used. */
    record Cancelled(PalletAttributes attributes, List<Item> items, String reason) implements Pallet {
        public Cancelled {
            items = List.copyOf(items);
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** A pallet that has left its workshop. */
    sealed interface Left extends Pallet permits Departed, Received, Treated {
        /** Its slip came as a document. */
        default Decision<Pallet, RefurbEvent> addSlip(PalletSlip slip) {
            return Decision.of(this, slip.of(attributes()));
        }
    }

    /** It is on its way; the eco-organism has not received it. */
    record Departed(PalletAttributes attributes, List<Item> items, Departure departure) implements Left {
        public Departed {
            items = List.copyOf(items);
        }

        /** It did not leave after all. */
        public Decision<Pallet, RefurbEvent> correctDeparture(String reason) {
            return Decision.of(new Open(attributes, items), new PalletDepartureCorrected(attributes.id(), reason));
        }

        /** The eco-organism received it. */
        public Decision<Pallet, RefurbEvent> receive(Arrival arrival) {
            requireOnManifest(arrival.missing());
            return Decision.of(
                    new Received(attributes, items, departure, arrival),
                    new PalletReceived(attributes.id(), attributes.ecoOrganism(), arrival.grams(), arrival.missing()));
        }

        private void requireOnManifest(List<UUID> missing) {
            List<Refusal.Fault> faults = new ArrayList<>();
            Set<UUID> seen = new HashSet<>();
            for (int i = 0; i < missing.size(); i++) {
                UUID device = missing.get(i);
                if (items.stream().noneMatch(item -> item.deviceId().equals(device))) {
                    faults.add(new Refusal.Fault(
                            "/missing/" + i,
                            "not_on_pallet",
                            "L'appareil " + device + " n'est pas au manifeste de la palette.",
                            "The device " + device + " is not on the pallet's manifest."));
                } else if (!seen.add(device)) {
                    faults.add(new Refusal.Fault(
                            "/missing/" + i, "repeated", "Cet appareil figure déjà.", "This device is named already."));
                }
            }
            if (!faults.isEmpty()) {
                throw Refusal.invalid(faults);
            }
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.DEPARTURE_CORRECTION, Move.RECEPTION, Move.SLIP);
        }
    }

    /** The eco-organism has it. */
    record Received(PalletAttributes attributes, List<Item> items, Departure departure, Arrival arrival)
            implements Left {
        public Received {
            items = List.copyOf(items);
        }

        /** The eco-organism treated what was on it; no more than arrived. */
        public Decision<Pallet, RefurbEvent> treat(List<Treatment> treatments) {
            long treated = treatments.stream().mapToLong(Treatment::grams).sum();
            if (treated > arrival.grams()) {
                throw Refusal.invalid(
                        "/treatments",
                        "too_large",
                        "La masse traitée (" + treated + " g) ne dépasse pas la masse reçue (" + arrival.grams()
                                + " g).",
                        "What is treated (" + treated + " g) is no more than what was received (" + arrival.grams()
                                + " g).");
            }
            return Decision.of(
                    new Treated(attributes, items, departure, arrival, treatments),
                    new PalletTreated(attributes.id(), treatments));
        }

        /** Whether the device was on it when it arrived. */
        public boolean brought(UUID device) {
            return !arrival.missing().contains(device);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.TREATMENT, Move.SLIP);
        }
    }

    /** What was on it is treated. */
    record Treated(
            PalletAttributes attributes,
            List<Item> items,
            Departure departure,
            Arrival arrival,
            List<Treatment> treatments)
            implements Left {
        public Treated {
            items = List.copyOf(items);
            treatments = List.copyOf(treatments);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.SLIP);
        }
    }
}
