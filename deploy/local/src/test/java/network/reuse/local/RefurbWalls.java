package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import network.reuse.local.Partner.Reply;
import network.reuse.local.Walls.Call;
import network.reuse.local.Walls.Walled;

/** How each of refurb's operations is called by the workshop whose it is, and closed to another one. */
final class RefurbWalls {
    private static final String WORKSHOP = "atelier-strasbourg";
    private static final String OTHER_WORKSHOP = "autre-atelier";
    private static final String DONOR = "region-grand-est";
    private static final String OTHER_DONOR = "autre-donneur";

    private RefurbWalls() {}

    static void add(Map<String, Walled> table, Stock stock) {
        devices(table, stock);
        manyDevices(table, stock);
        shipments(table, stock);
        certificates(table, stock);
        evidence(table, stock);
        pallets(table, stock);
        workload(table, stock);
        inventories(table, stock);
        photos(table, stock);
        minimums(table, stock);
        qualityRules(table, stock);
        templates(table, stock);
    }

    /** Through the second door it has kept that already. */
    private static void keptItsOwn(Reply other, Call call) {
        if (other.status() != 200) {
            assertThat(other.body().at("/errors/0/code").asText())
                    .as("at %s: %s", call.path(), other.body())
                    .isEqualTo("nothing_changed");
        }
    }

    private static void templates(Map<String, Walled> table, Stock stock) {
        table.put(
                "listInstallationTemplates",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            assertThat(stock.template()).isNotBlank();
                            return new Call(Stock.TEMPLATES, null, "");
                        },
                        (other, _) ->
                                assertThat(other.expect(200).http().body()).doesNotContain(Stock.TEMPLATE)));
        table.put(
                "listTemplateVersions",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(stock.template() + "/versions", null, ""),
                        Walls::refused));
        table.put(
                "keepInstallationTemplate",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(Stock.TEMPLATES, null, Stock.template("walls-" + UUID.randomUUID())),
                        RefurbWalls::keptItsOwn));
        table.put(
                "installSystem",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            String device = stock.triaged();
                            return new Call(
                                    device + "/installation",
                                    device,
                                    "{\"templateId\":\"" + Stock.id(stock.template()) + "\"}");
                        },
                        Walls::refused));
        table.put(
                "recordInstallations",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            String device = stock.triaged();
                            return new Call(
                                    "/v1/refurb/installations",
                                    device,
                                    "{\"rows\":[{\"deviceId\":\"" + Stock.id(device) + "\",\"templateId\":\""
                                            + Stock.id(stock.template()) + "\"}]}");
                        },
                        Walls.rejected("recorded")));
    }

    private static void qualityRules(Map<String, Walled> table, Stock stock) {
        table.put(
                "listStepStaff",
                new Walled(
                        WORKSHOP, OTHER_WORKSHOP, () -> new Call(stock.mended() + "/staff", null, ""), Walls::refused));
        // What anybody decides is its own.
        table.put(
                "listQualityRules",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(stock.qualityRule(), null, ""),
                        (other, _) ->
                                assertThat(other.expect(200).http().body()).doesNotContain(Stock.RULED)));
        table.put(
                "decideQualityRule",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(Stock.QUALITY_RULE, null, Stock.NO_RULE),
                        Walls::common));
    }

    private static void inventories(Map<String, Walled> table, Stock stock) {
        table.put("getInventory", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::inventoried, "/inventory", ""));
        table.put("takeInventory", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::triaged, "/inventory", Stock.LSHW));
    }

    private static void workload(Map<String, Walled> table, Stock stock) {
        table.put(
                "listQueues",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            String device = stock.expected();
                            return new Call("/v1/refurb/queues", device, "");
                        },
                        (other, _) -> assertThat(other.expect(200)
                                        .body()
                                        .path(0)
                                        .path("devices")
                                        .asInt())
                                .isZero()));
        table.put(
                "listInsertionHours",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(stock.insertionHours(), null, ""),
                        (other, _) ->
                                assertThat(other.expect(200).http().body()).doesNotContain("1234.56")));
        table.put(
                "enterInsertionHours",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(Stock.INSERTION_HOURS, null, Stock.HOURS.replace("1234.56", "7.25")),
                        Walls::common));
    }

    private static void photos(Map<String, Walled> table, Stock stock) {
        bench(table, "addPhoto", stock::received, "/photos", Stock.PHOTO);
        Supplier<String> devicePhotos = () -> stock.photo().replaceFirst("/[^/]+$", "");
        table.put(
                "devicePhotos",
                new Walled(WORKSHOP, OTHER_WORKSHOP, () -> new Call(devicePhotos.get(), null, ""), Walls::refused));
        table.put(
                "getPhoto",
                new Walled(WORKSHOP, OTHER_WORKSHOP, () -> new Call(stock.photo(), null, ""), Walls::refused));
    }

    private static void minimums(Map<String, Walled> table, Stock stock) {
        table.put(
                "listErasureMinimums",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(stock.erasureMinimum(), null, ""),
                        (other, _) ->
                                assertThat(other.expect(200).http().body()).doesNotContain("NONE")));
        table.put(
                "askForErasure",
                new Walled(
                        DONOR, OTHER_DONOR, () -> new Call(Stock.ERASURE_MINIMUM, null, Stock.MINIMUM), Walls::common));
    }

    private static void devices(Map<String, Walled> table, Stock stock) {
        table.put(
                "listDevices",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call("/v1/refurb/devices?limit=500", stock.expected(), ""),
                        Walls::leftOut));
        table.put(
                "receiveDevices",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            String device = stock.expected();
                            return new Call(
                                    "/v1/refurb/receptions", device, "{\"deviceIds\":[\"" + Stock.id(device) + "\"]}");
                        },
                        Walls.rejected("received")));
        table.put("getDevice", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::expected, "", ""));
        table.put("deviceTransitions", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::expected, "/transitions", ""));
        table.put("listCertificates", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::expected, "/certificates", ""));
        bench(table, "receiveDevice", stock::expected, "/reception", "{}");
        bench(table, "triageDevice", stock::received, "/triage", "{\"noStorage\":true}");
        bench(table, "repairDevice", stock::triaged, "/repairs", "{\"work\":\"Batterie\"}");
        bench(table, "gradeDevice", stock::triaged, "/grade", "{\"grade\":\"B\"}");
        bench(
                table,
                "correctGrade",
                stock::graded,
                "/grade-correction",
                "{\"grade\":\"C\",\"reason\":\"Rayure sur la coque\"}");
        bench(table, "checkQuality", stock::graded, "/quality-check", "{\"passed\":true}");
        bench(table, "lockDevice", stock::triaged, "/lock", Stock.LOCK);
        bench(table, "unlockDevice", stock::locked, "/unlocking", "{}");
        bench(table, "correctLock", stock::locked, "/lock-correction", Stock.REASON);
        table.put("answerLock", Walls.on(DONOR, OTHER_DONOR, stock::locked, "/lock-release", "{\"released\":true}"));
        bench(table, "scrapDevice", stock::erased, "/scrapping", Stock.REASON);
        bench(table, "correctScrapping", stock::scrapped, "/scrapping-correction", Stock.REASON);
        bench(table, "reportLossFromWorkshop", stock::received, "/loss", Stock.REASON);
        bench(table, "correctLossFromWorkshop", stock::lostInWorkshop, "/loss-correction", Stock.REASON);
        table.put("recordErasure", onMedium(stock, "/erasures", """
                        ,"method":"SANITIZE_CRYPTO_ERASE","tool":"nwipe 0.43","bytesErased":256060514304,\
                        "errors":0,"verified":true,"hiddenSectors":false,"status":"ERASED"}"""));
        table.put("destroyMedium", onMedium(stock, "/destructions", "}"));
        bench(table, "addMedium", stock::triaged, "/media", """
                        {"serialNumber":"WALL-2","kind":"SSD","bytes":1000,"reason":"sous la batterie"}""");
        table.put(
                "fitMedium",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            String device = stock.triaged();
                            String source = Stock.id(stock.withCertificate());
                            return new Call(
                                    device + "/fitting",
                                    device,
                                    "{\"takenFrom\":\"" + source + "\",\"serialNumber\":\"SSD-" + source + "\"}");
                        },
                        Walls::refused));
        table.put("correctMedium", onMedium(stock, "/medium-correction", """
                        ,"now":{"serialNumber":"WALL-3","kind":"SSD","bytes":1000},"reason":"mal lu"}"""));
    }

    private static void manyDevices(Map<String, Walled> table, Stock stock) {
        many(table, "triageDevices", stock::received, "triages", "\"noStorage\":true");
        many(table, "recordErasures", stock::triaged, "erasures", """
                        "erasure":{"serialNumber":"SSD-%s","method":"SANITIZE_CRYPTO_ERASE","tool":"nwipe 0.43",\
                        "bytesErased":256060514304,"errors":0,"verified":true,"hiddenSectors":false,"status":"ERASED"}""");
        many(table, "repairDevices", stock::triaged, "repairs", "\"work\":\"Batterie\"");
        many(table, "gradeDevices", stock::triaged, "grades", "\"grade\":\"B\"");
        many(table, "checkQualities", stock::graded, "quality-checks", "\"passed\":true");
        many(table, "reportDevices", stock::received, "device-reports", "\"triage\":{\"noStorage\":true}");
    }

    private static void many(
            Map<String, Walled> table, String operation, Supplier<String> device, String resource, String row) {
        table.put(
                operation,
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            String path = device.get();
                            String id = Stock.id(path);
                            return new Call(
                                    "/v1/refurb/" + resource,
                                    path,
                                    "{\"rows\":[{\"deviceId\":\"" + id + "\"," + row.replace("%s", id) + "}]}");
                        },
                        Walls.rejected("recorded")));
    }

    private static void shipments(Map<String, Walled> table, Stock stock) {
        String shipment = "{\"recipient\":\"" + Shelf.SPONSOR_ID + "\"}";
        bench(table, "dispatchDevice", stock::ready, "/dispatch", shipment);
        bench(table, "correctDispatch", stock::dispatched, "/dispatch-correction", Stock.REASON);
        table.put(
                "dispatchDevices",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            String device = stock.ready();
                            return new Call(
                                    "/v1/refurb/dispatches",
                                    device,
                                    shipment.replace("{", "{\"deviceIds\":[\"" + Stock.id(device) + "\"],"));
                        },
                        Walls.rejected("dispatched")));
    }

    private static void pallets(Map<String, Walled> table, Stock stock) {
        table.put(
                "listPallets",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call("/v1/refurb/pallets?limit=500", stock.pallet(), ""),
                        Walls::leftOut));
        bench(table, "addPalletSlip", stock::departed, "/slips", Stock.SLIP);
        table.put("palletSlips", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::departed, "/slips", ""));
        table.put(
                "getPalletSlip",
                new Walled(WORKSHOP, OTHER_WORKSHOP, () -> new Call(stock.slip(), null, ""), Walls::refused));
        table.put("getPallet", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::pallet, "", ""));
        table.put("printPalletManifest", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::pallet, "/manifest.pdf", ""));
        table.put("palletTransitions", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::pallet, "/transitions", ""));
        table.put(
                "openPallet",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call("/v1/refurb/pallets", null, Stock.pallet("walls-" + UUID.randomUUID())),
                        Walls.madeItsOwn("workshop", Stock.OTHER_WORKSHOP_ID, RunningNetwork.WORKSHOP)));
        table.put(
                "loadPallet",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            String device = Stock.id(stock.scrapped());
                            return new Call(stock.pallet() + "/loading", null, "{\"deviceIds\":[\"" + device + "\"]}");
                        },
                        Walls::refused));
        table.put(
                "unloadPallet",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            Stock.OnPallet loaded = stock.onPallet();
                            return new Call(
                                    loaded.pallet() + "/unloading",
                                    null,
                                    "{\"deviceIds\":[\"" + loaded.device() + "\"],\"reason\":\"pour voir\"}");
                        },
                        Walls::refused));
        table.put(
                "departPallet",
                Walls.on(WORKSHOP, OTHER_WORKSHOP, () -> stock.onPallet().pallet(), "/departure", Stock.WEIGHT));
        table.put(
                "correctPalletDeparture",
                Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::departed, "/departure-correction", Stock.REASON));
        table.put("cancelPallet", Walls.on(WORKSHOP, OTHER_WORKSHOP, stock::pallet, "/cancellation", Stock.REASON));
        table.put(
                "receivePallet",
                Walls.on("ecologic", "ecosystem", stock::departed, "/reception", "{\"netGrams\":184000}"));
        table.put(
                "treatPallet",
                Walls.on(
                        "ecologic",
                        "ecosystem",
                        stock::arrivedPallet,
                        "/treatment",
                        "{\"treatments\":[{\"mode\":\"RECYCLING\",\"operation\":\"R 4\",\"grams\":184000}]}"));
    }

    private static void evidence(Map<String, Walled> table, Stock stock) {
        table.put(
                "uploadEvidence",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(
                                "/v1/refurb/evidence",
                                null,
                                BenchTools.nwipeLog(
                                        UUID.randomUUID().toString(),
                                        Instant.parse(stock.changedAt(stock.expected())))),
                        RefurbWalls::tookItsOwn));
        table.put(
                "listEvidence",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call("/v1/refurb/evidence?status=DISMISSED", null, ""),
                        Walls::foundNothing));
        table.put(
                "getEvidenceFile",
                new Walled(WORKSHOP, OTHER_WORKSHOP, () -> new Call(stock.evidenceFile(), null, ""), Walls::refused));
        table.put(
                "assignEvidence",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            String triaged = stock.triaged();
                            String device = Stock.id(triaged);
                            return new Call(
                                    "/v1/refurb/evidence/" + stock.stray(triaged) + "/assignment",
                                    null,
                                    "{\"deviceId\":\"" + device + "\",\"serialNumber\":\"SSD-" + device
                                            + "\",\"matchedBy\":\"Essai\"}");
                        },
                        Walls::refused));
        table.put(
                "dismissEvidence",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(
                                "/v1/refurb/evidence/" + stock.stray(stock.expected()) + "/dismissal",
                                null,
                                "{\"reason\":\"disque d'essai\"}"),
                        Walls::refused));
    }

    /** It is about nothing of the owner's: what matches no medium lies in the tray of whoever uploaded it. */
    private static void tookItsOwn(Reply other, Call call) {
        assertThat(other.expect(200).body().path("recorded").asInt(-1))
                .as("at %s: %s", call.path(), other.body())
                .isZero();
    }

    private static void certificates(Map<String, Walled> table, Stock stock) {
        table.put(
                "certifyLot",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call("/v1/refurb/lots/" + stock.lotOf(stock.expected()) + "/certificate", null, ""),
                        Walls::refused));
        table.put(
                "printLotCertificates",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call(
                                "/v1/refurb/lots/" + stock.lotOf(stock.expected()) + "/certificates.pdf", null, ""),
                        Walls::refused));
        // What is printed is what anybody may check without a token.
        table.put(
                "printCertificate",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> new Call("/v1/refurb/certificates/" + stock.certified() + "/certificate.pdf", null, ""),
                        Walls::common));
        table.put(
                "exportCertificateChain",
                new Walled(
                        WORKSHOP,
                        OTHER_WORKSHOP,
                        () -> {
                            assertThat(stock.certified()).isNotBlank();
                            return new Call("/v1/refurb/certificate-chain", null, "");
                        },
                        RefurbWalls::gotItsOwn));
    }

    /** Whose chain it is comes from the token alone; the other has certified nothing. */
    private static void gotItsOwn(Reply other, Call call) {
        assertThat(other.expect(200).http().body())
                .as("the other's %s", call.path())
                .contains("\"head\"")
                .doesNotContain("\"sdJwt\"");
    }

    private static void bench(
            Map<String, Walled> table, String operation, Supplier<String> device, String move, String body) {
        table.put(operation, Walls.on(WORKSHOP, OTHER_WORKSHOP, device, move, body));
    }

    private static Walled onMedium(Stock stock, String move, String rest) {
        return new Walled(
                WORKSHOP,
                OTHER_WORKSHOP,
                () -> {
                    String device = stock.triaged();
                    return new Call(device + move, device, "{\"serialNumber\":\"SSD-" + Stock.id(device) + "\"" + rest);
                },
                Walls::refused);
    }
}
