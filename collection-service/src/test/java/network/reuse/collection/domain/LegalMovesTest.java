package network.reuse.collection.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.collection.domain.Lot.Offered;
import network.reuse.collection.domain.Run.Transport;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.SupplyCondition;
import network.reuse.contracts.Territory;
import network.reuse.defaults.testing.LegalMoves;
import org.junit.jupiter.api.Test;

class LegalMovesTest {
    private static final UUID DONOR = new UUID(1, 1);
    private static final UUID WORKSHOP = new UUID(1, 2);
    private static final Territory STRASBOURG = new Territory("44", "67", "67482");
    private static final List<Quantity> LAPTOPS = List.of(new Quantity(DeviceCategory.LAPTOP, 3));
    private static final List<Quantity> FEWER = List.of(new Quantity(DeviceCategory.LAPTOP, 2));

    @Test
    void aLotMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LotAttributes attributes = new LotAttributes(
                new UUID(2, 1), "L-1", DONOR, DonorKind.COMPANY, WORKSHOP, STRASBOURG, Environment.LIVE, null, null);
        Purchase purchase =
                new Purchase(SupplyCondition.NEW, null, null, "FA-2026-1187", LocalDate.parse("2026-09-01"));
        LegalMoves.of(Lot.class)
                .from(
                        new Offered(attributes, LAPTOPS),
                        Lot.supply(attributes, LAPTOPS, WORKSHOP, purchase).next())
                .move(Lot.Move.ACCEPTANCE, "accept")
                .move(Lot.Move.ASSIGNMENT, "assign")
                .move(Lot.Move.DECLINATION, "decline")
                .move(Lot.Move.WITHDRAWAL, "withdraw")
                .move(Lot.Move.PICKUP, "schedule")
                .move(Lot.Move.PICKUP_MOVE, "move")
                .move(Lot.Move.PICKUP_CANCELLATION, "cancel")
                .consequences("plan", "unplan")
                .move(Lot.Move.LOADING, "load")
                .move(Lot.Move.COLLECTION, "confirm")
                .move(Lot.Move.HANDOVER, "handOver")
                .move(Lot.Move.TAKEOVER, "takeOver")
                .move(Lot.Move.DELIVERY, "deliver")
                .move(Lot.Move.RECEPTION, "receive")
                .move(Lot.Move.SETTLEMENT, "settle")
                .move(Lot.Move.CORRECTION, "correct")
                .move(Lot.Move.WORKSHOP_CORRECTION, "redirect")
                .elsewhere(Lot.Move.REGISTRATION, Departed.class)
                .with(WORKSHOP, DONOR, LAPTOPS, FEWER, "Erreur")
                .with(found(WORKSHOP), found(DONOR))
                .with(stop(1), stop(2), 0)
                .with(new PickupSite(new UUID(5, 1), new UUID(6, 1)))
                .with(Instant.parse("2026-11-03T08:00:00Z"), Instant.parse("2026-11-03T12:00:00Z"))
                .with(Instant.parse("2026-11-03T16:00:00Z"))
                .hold("lot");
    }

    @Test
    void aGiftAgreementMovesAsItSaysAndAsTheDatabaseLetsIt() {
        AgreementAttributes attributes = new AgreementAttributes(
                new UUID(2, 1), DONOR, DonorKind.PUBLIC_BODY, WORKSHOP, STRASBOURG, Environment.LIVE);
        Instant eight = Instant.parse("2026-11-03T08:00:00Z");
        LegalMoves.of(GiftAgreement.class)
                .from(
                        GiftAgreement.begin(attributes, 250_00, eight).next(),
                        GiftAgreement.begin(attributes, LegalQuality.ESUS_REUSE_BODY, eight)
                                .next())
                .move(GiftAgreement.Move.DONOR_SIGNATURE, "signAsDonor")
                .move(GiftAgreement.Move.RECIPIENT_SIGNATURE, "signAsRecipient")
                .with(300_00, 300_01, LegalQuality.GENERAL_INTEREST, LegalQuality.OTHER, eight)
                .hold("gift_agreement");
    }

    @Test
    void aRunMovesAsItSaysAndAsTheDatabaseLetsIt() {
        Instant eight = Instant.parse("2026-11-03T08:00:00Z");
        List<Visit> one = List.of(new Visit(new UUID(2, 1), eight, eight.plusSeconds(1800)));
        List<Visit> two =
                List.of(one.getFirst(), new Visit(new UUID(2, 2), eight.plusSeconds(1800), eight.plusSeconds(3600)));
        Transport van = new Transport("UTILITAIRE-3", null);
        LegalMoves.of(Run.class)
                .from(Run.plan(
                        new RunAttributes(new UUID(4, 1), "T-1", WORKSHOP, STRASBOURG, Environment.LIVE, null),
                        van,
                        one))
                .move(Run.Move.MOVE, "move")
                .move(Run.Move.CANCELLATION, "cancel")
                .with(van, new Transport("UTILITAIRE-4", "EQ-1"), one, two, "Panne", Set.of())
                .hold("run");
    }

    private static Stop stop(int run) {
        Instant nine = Instant.parse("2026-11-03T09:00:00Z");
        return new Stop(new UUID(4, run), "T-" + run, 1, nine, nine.plusSeconds(1800));
    }

    private static Claim found(UUID by) {
        return new Claim(DeviceCategory.LAPTOP, DiscrepancyOutcome.FOUND, null, by, WORKSHOP, "Retrouvé");
    }

    @Test
    void aSiteMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Site.class)
                .from(Site.describe(
                                new SiteAttributes(new UUID(5, 1), DONOR, STRASBOURG, Environment.LIVE, null), "Dépôt")
                        .next())
                .move(Site.Move.CORRECTION, "correct")
                .move(Site.Move.DELETION, "delete")
                .with("Fermé", new SiteCorrection("Quai", null, null, null, null, null, Set.of()))
                .hold("site");
    }

    @Test
    void aDeviceMovesAsItSaysAndAsTheDatabaseLetsIt() {
        LegalMoves.of(Device.class)
                .from(Device.register(
                                new DeviceAttributes(
                                        new UUID(3, 1),
                                        "D-1",
                                        new UUID(2, 1),
                                        DeviceCategory.LAPTOP,
                                        "Dell",
                                        "Latitude 5400",
                                        "SN-1",
                                        DONOR,
                                        DonorKind.COMPANY,
                                        WORKSHOP,
                                        WORKSHOP,
                                        Set.of(DONOR, WORKSHOP),
                                        STRASBOURG,
                                        Environment.LIVE,
                                        null),
                                null)
                        .next())
                .move(Device.Move.REGISTRATION_CORRECTION, "correct")
                .move(Device.Move.LOSS, "lose")
                .move(Device.Move.LOSS_CORRECTION, "correctLoss")
                .consequences("handOver")
                .with("Vol", 2)
                .with(new DeviceLine(DeviceCategory.LAPTOP, "Dell", "Latitude 5410", "SN-2", null))
                .hold("device");
    }

    @Test
    void goodsMoveAsTheySayAndAsTheDatabaseLetsThem() {
        Goods.InStock held = GoodsTest.received(10);
        LegalMoves.of(Goods.class)
                .from(held, GoodsTest.sent(4))
                .move(Goods.Move.HANDOVER, "handOver")
                .move(Goods.Move.TAKEOVER, "takeOver")
                .move(Goods.Move.RECALL, "recall")
                .move(Goods.Move.SETTLEMENT, "settle")
                .move(Goods.Move.STOCKTAKING, "count")
                .consequences("rejoin")
                .with(GoodsTest.PART, GoodsTest.RECIPIENT, "G-2", 0, 4, 10, DiscrepancyOutcome.FOUND)
                .hold("goods");
    }
}
