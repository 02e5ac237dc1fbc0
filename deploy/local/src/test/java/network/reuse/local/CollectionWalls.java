package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import network.reuse.local.Walls.Call;
import network.reuse.local.Walls.Walled;

/** How each of collection's operations is called by the organisation whose it is, and closed to another one. */
final class CollectionWalls {
    private static final String DONOR = "region-grand-est";
    private static final String CARRIER = "transport-solidaire";
    private static final String WORKSHOP = "atelier-strasbourg";
    private static final String COORDINATOR = "coordination-grand-est";
    private static final String OTHER_COORDINATOR = "sandbox-coordination";
    private static final String OTHER_DONOR = "autre-donneur";
    private static final String OTHER_DONOR_ID = "01900000-0000-7000-8000-000000000006";
    private static final String OTHER_WORKSHOP = "autre-atelier";
    private static final String COUNTER = "emmaus-connect-strasbourg";
    private static final String OTHER_COUNTER = "association-nantaise";
    private static final String CSV =
            "category;manufacturer;model;serialNumber;partnerRef\nLAPTOP;Dell;Latitude;WALLS-1;WALLS-1\n";

    private CollectionWalls() {}

    static void add(Map<String, Walled> table, Stock stock) {
        lots(table, stock);
        devices(table, stock);
        runs(table, stock);
        columnMappings(table, stock);
        goods(table, stock);
        sites(table, stock);
        incidents(table, stock);
    }

    private static void incidents(Map<String, Walled> table, Stock stock) {
        table.put(
                "getIncidentMailbox",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(stock.incidentMailbox(), null, ""),
                        (other, _) -> assertThat(
                                        other.expect(200).body().path("known").asBoolean())
                                .isFalse()));
        table.put(
                "keepIncidentMailbox",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(Stock.INCIDENT_MAILBOX, null, Stock.MAILBOX),
                        Walls::common));
        // Each removes its own.
        table.put(
                "removeIncidentMailbox",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(stock.incidentMailbox() + "/removal", null, ""),
                        Walls::common));
        table.put(
                "listIncidentMails",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call("/v1/collection/incident-mails?limit=500", stock.lostOnTheWay(), ""),
                        Walls::leftOut));
    }

    private static void sites(Map<String, Walled> table, Stock stock) {
        table.put(
                "listSites",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(Stock.SITES + "?limit=500", stock.site(), ""),
                        Walls::leftOut));
        table.put(
                "describeSite",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(Stock.SITES, null, Stock.site("walls-own")),
                        Walls.madeItsOwn("owner", OTHER_DONOR_ID, RunningNetwork.DONOR)));
        table.put("getSite", Walls.on(DONOR, OTHER_DONOR, stock::site, "", ""));
        table.put("siteTransitions", Walls.on(DONOR, OTHER_DONOR, stock::site, "/transitions", ""));
        table.put("readSiteContact", Walls.on(DONOR, OTHER_DONOR, stock::site, "/contact", ""));
        table.put(
                "correctSite",
                Walls.on(DONOR, OTHER_DONOR, stock::site, "/correction", "{\"phone\":\"03 53 01 00 02\"}"));
        table.put("deleteSite", Walls.on(DONOR, OTHER_DONOR, stock::site, "/deletion", Stock.REASON));
        // The workshop that booked the carrier is a party of the lot, and is not told.
        table.put("readPickupContact", Walls.on(CARRIER, WORKSHOP, stock::bookedAtASite, "/pickup-contact", ""));
    }

    private static void columnMappings(Map<String, Walled> table, Stock stock) {
        table.put(
                "getColumnMapping",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(stock.columnMapping(), null, ""),
                        (other, _) -> assertThat(other.expect(200).body().path("columns"))
                                .isEmpty()));
        table.put(
                "keepColumnMapping",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(Stock.COLUMN_MAPPING, null, Stock.WORDS),
                        Walls::common));
    }

    private static void goods(Map<String, Walled> table, Stock stock) {
        table.put(
                "listGoods",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(Stock.GOODS + "?limit=500", stock.goods(), ""),
                        Walls::leftOut));
        table.put("getGoods", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::goods, "", ""));
        table.put("goodsTransitions", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::goods, "/transitions", ""));
        table.put(
                "receiveGoods",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(Stock.GOODS, null, Stock.delivery("walls-" + UUID.randomUUID())),
                        Walls.madeItsOwn("holder", Stock.OTHER_WORKSHOP_ID, RunningNetwork.WORKSHOP)));
        table.put("handOverGoods", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::goods, "/handover", Stock.SHIPMENT));
        table.put("takeOverGoods", Walls.on(COUNTER, OTHER_COUNTER, stock::sentGoods, "/takeover", "{\"count\":2}"));
        table.put("recallGoods", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::sentGoods, "/recall", Stock.REASON));
        table.put(
                "settleGoods",
                Walls.on(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        stock::missedGoods,
                        "/settlement",
                        "{\"outcome\":\"FOUND\",\"reason\":\"pour voir\"}"));
        table.put(
                "countGoods",
                Walls.on(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        stock::goods,
                        "/stocktaking",
                        "{\"count\":5,\"reason\":\"pour voir\"}"));
        // Kinds are there for everybody in the network, and added by the administration alone.
        table.put(
                "listGoodsKinds",
                new Walled(DONOR, OTHER_DONOR, () -> new Call("/v1/collection/goods-kinds", null, ""), Walls::common));
        table.put(
                "addGoodsKind",
                new Walled(
                        "network-admin",
                        OTHER_WORKSHOP,
                        () -> new Call(
                                "/v1/collection/goods-kinds",
                                null,
                                "{\"code\":\"WALL\",\"french\":\"Mur\",\"english\":\"Wall\",\"medium\":false}"),
                        Walls::refused));
    }

    private static void runs(Map<String, Walled> table, Stock stock) {
        String runs = "/v1/collection/runs";
        table.put(
                "listRuns",
                new Walled(
                        CARRIER, OTHER_WORKSHOP, () -> new Call(runs + "?limit=500", stock.run(), ""), Walls::leftOut));
        table.put(
                "planRun",
                new Walled(
                        CARRIER,
                        OTHER_WORKSHOP,
                        () -> new Call(runs, null, Stock.run(stock.booked(), "08:30")),
                        Walls::invalid));
        table.put(
                "moveRun",
                new Walled(
                        CARRIER,
                        OTHER_WORKSHOP,
                        () -> {
                            String lot = stock.booked();
                            String run = stock.run(lot);
                            return new Call(run + "/move", run, Stock.moved(lot));
                        },
                        Walls::refused));
        table.put("getRun", Walls.on(CARRIER, OTHER_WORKSHOP, stock::run, "", ""));
        table.put("runTransitions", Walls.on(CARRIER, OTHER_WORKSHOP, stock::run, "/transitions", ""));
        table.put("cancelRun", Walls.on(CARRIER, OTHER_WORKSHOP, stock::run, "/cancellation", Stock.REASON));
    }

    private static void lots(Map<String, Walled> table, Stock stock) {
        String lots = "/v1/collection/lots";
        table.put(
                "listLots",
                new Walled(
                        DONOR, OTHER_DONOR, () -> new Call(lots + "?limit=500", stock.offered(), ""), Walls::leftOut));
        table.put(
                "offerLot",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(lots, null, Stock.offer("walls-own")),
                        Walls.madeItsOwn("donor", OTHER_DONOR_ID, RunningNetwork.DONOR)));
        table.put("getLot", Walls.on(DONOR, OTHER_DONOR, stock::offered, "", ""));
        table.put("lotTransitions", Walls.on(DONOR, OTHER_DONOR, stock::offered, "/transitions", ""));
        table.put("lotDevices", Walls.on(DONOR, OTHER_DONOR, stock::collected, "/devices", ""));
        table.put("acceptLot", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::offered, "/acceptance", "{}"));
        table.put(
                "listRegionalOffers",
                new Walled(
                        COORDINATOR,
                        OTHER_COORDINATOR,
                        () -> {
                            assertThat(stock.offered()).isNotBlank();
                            return new Call("/v1/collection/regional-offers?limit=500", null, "");
                        },
                        (other, _) -> assertThat(other.expect(200).http().body())
                                .as("what the sandbox's coordinator sees")
                                .doesNotContain("LIVE")));
        table.put(
                "assignLot",
                new Walled(
                        COORDINATOR,
                        OTHER_COORDINATOR,
                        () -> new Call(
                                stock.offered() + "/assignment",
                                null,
                                "{\"workshop\":\"" + RunningNetwork.WORKSHOP + "\"}"),
                        Walls::refused));
        table.put(
                "listWorkshopLoads",
                new Walled(
                        COORDINATOR,
                        OTHER_COORDINATOR,
                        () -> new Call("/v1/collection/workshop-loads", null, ""),
                        Walls::common));
        table.put(
                "listWorkshopCapacity",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(stock.capacity(), null, ""),
                        (other, _) -> assertThat(other.expect(200).body()).isEmpty()));
        table.put(
                "stateWorkshopCapacity",
                new Walled(
                        WORKSHOP, OTHER_WORKSHOP, () -> new Call(Stock.CAPACITY, null, Stock.MACHINES), Walls::common));
        table.put("declineLot", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::offered, "/declination", Stock.REASON));
        table.put("withdrawLot", Walls.on(DONOR, OTHER_DONOR, stock::offered, "/withdrawal", Stock.REASON));
        table.put("schedulePickup", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::agreed, "/pickup", Stock.PICKUP));
        table.put(
                "supplyLot",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call("/v1/collection/supplies", null, Stock.SUPPLY),
                        Walls.madeItsOwn("recipient", Stock.OTHER_WORKSHOP_ID, RunningNetwork.WORKSHOP)));
        table.put("getGiftAgreement", Walls.on(DONOR, OTHER_DONOR, stock::committed, "/gift-agreement", ""));
        table.put(
                "signGiftAsDonor",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(stock.accepted() + "/gift-agreement/donor-signature", null, Journey.WORTH),
                        Walls::refused));
        table.put(
                "signGiftAsRecipient",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(
                                stock.accepted() + "/gift-agreement/recipient-signature", null, Journey.COMMITMENT),
                        Walls::refused));
        table.put("movePickup", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::booked, "/pickup-move", """
                        {"from":"2026-12-02T08:00:00+01:00","until":"2026-12-02T12:00:00+01:00","reason":"quai fermé"}"""));
        table.put("cancelPickup", Walls.on(DONOR, OTHER_DONOR, stock::booked, "/pickup-cancellation", Stock.REASON));
        table.put("loadLot", Walls.on(CARRIER, OTHER_WORKSHOP, stock::booked, "/loading", Stock.QUANTITIES));
        table.put("confirmCollection", Walls.on(DONOR, OTHER_DONOR, stock::loaded, "/collection", Stock.QUANTITIES));
        table.put("handOverLot", Walls.on(DONOR, OTHER_DONOR, stock::booked, "/handover", Stock.QUANTITIES));
        table.put("takeOverLot", Walls.on(CARRIER, OTHER_WORKSHOP, stock::handedOver, "/takeover", Stock.QUANTITIES));
        table.put("deliverLot", Walls.on(CARRIER, OTHER_WORKSHOP, stock::takenOver, "/delivery", Stock.QUANTITIES));
        table.put("receiveLot", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::delivered, "/reception", Stock.QUANTITIES));
        table.put("settleDiscrepancy", Walls.on(DONOR, OTHER_DONOR, stock::disputed, "/settlement", """
                        {"category":"LAPTOP","outcome":"NEVER_GIVEN","reason":"recompté"}"""));
        table.put("lotTransferSlip", Walls.on(DONOR, OTHER_DONOR, stock::takenOver, "/transfer-slip", ""));
        table.put("printTransferSlip", Walls.on(DONOR, OTHER_DONOR, stock::takenOver, "/transfer-slip.pdf", ""));
        table.put("correctLot", Walls.on(DONOR, OTHER_DONOR, stock::collected, "/correction", """
                        {"quantities":[{"category":"LAPTOP","count":2}],"reason":"recompté"}"""));
        table.put("correctWorkshop", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::accepted, "/workshop-correction", """
                        {"workshop":"01900000-0000-7000-8000-000000000007","reason":"complet"}"""));
        table.put("registerDevices", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::collected, "/devices", CSV));
    }

    private static void devices(Map<String, Walled> table, Stock stock) {
        table.put(
                "listCollectedDevices",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call("/v1/collection/devices?limit=500", stock.registered(), ""),
                        Walls::leftOut));
        table.put(
                "correctRegistration",
                Walls.on(DONOR, OTHER_DONOR, stock::registered, "/registration-correction", """
                        {"model":"Latitude 5410","reason":"mal lu"}"""));
        table.put(
                "printLabels",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> {
                            String device = stock.registered();
                            return new Call("/v1/collection/labels?devices=" + Stock.id(device), device, "");
                        },
                        Walls::refused));
        table.put("getCollectedDevice", Walls.on(DONOR, OTHER_DONOR, stock::registered, "", ""));
        table.put("collectedDeviceTransitions", Walls.on(DONOR, OTHER_DONOR, stock::registered, "/transitions", ""));
        table.put("reportLossOnTheWay", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::registered, "/loss", Stock.REASON));
        table.put(
                "correctLossOnTheWay",
                Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::lostOnTheWay, "/loss-correction", Stock.REASON));
    }
}
