package network.reuse.refurb.domain;

import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.RefurbEvent.Treatment;
import network.reuse.contracts.Territory;
import network.reuse.contracts.TreatmentMode;

/** Pallets for tests, each at the point in its life that its name says. */
final class Pallets {
    static final UUID ECO_ORGANISM = UUID.fromString("01900000-0000-7000-8000-000000000021");

    private Pallets() {}

    static Pallet.Open open() {
        return (Pallet.Open) Pallet.open(new PalletAttributes(
                        UUID.fromString("01985d40-11c2-7e55-8a01-5d2f77c0a901"),
                        "S-7Q4K2M",
                        Devices.WORKSHOP,
                        ECO_ORGANISM,
                        "20 01 35*",
                        new Territory("44", "67", "67482"),
                        Environment.LIVE,
                        null))
                .next();
    }

    static Pallet.Open loaded() {
        return (Pallet.Open) open().load(Devices.expected().attributes()).next();
    }

    static Pallet.Departed departed() {
        return (Pallet.Departed) loaded().depart(departure()).next();
    }

    static Pallet.Received received() {
        return (Pallet.Received)
                departed().receive(new Pallet.Arrival(184_000, List.of())).next();
    }

    static Pallet.Departure departure() {
        return new Pallet.Departure(new Pallet.Weight(209_500, 25_000), "BSD-20260910-7Q4K2M8HJ");
    }

    static List<Treatment> treatments() {
        return List.of(
                new Treatment(TreatmentMode.RECYCLING, "R 4", 150_000),
                new Treatment(TreatmentMode.ENERGY_RECOVERY, null, 34_000));
    }
}
