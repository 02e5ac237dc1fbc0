package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import network.reuse.local.Partner.Reply;
import network.reuse.local.Walls.Call;
import network.reuse.local.Walls.Wall;
import network.reuse.local.Walls.Walled;

/** How each of allocation's operations is called by the sponsor whose it is, and closed to another one. */
final class AllocationWalls {
    private static final String API = "/v1/allocation/";
    private static final String STRANGER = "association-nantaise";
    private static final String FUNDER = "region-grand-est";
    private static final String OTHER_FUNDER = "autre-donneur";
    private static final String OTHER_PROVIDER = "nantes-metropole-habitat";
    private static final String OTHER_PROVIDER_ID = "01900000-0000-7000-8000-000000000051";
    private static final String STRANGER_ID = "01900000-0000-7000-8000-000000000012";

    private AllocationWalls() {}

    static void add(Map<String, Walled> table, Shelf shelf) {
        programmes(table, shelf);
        eligibility(table, shelf);
        requests(table, shelf);
        reservations(table, shelf);
        packs(table, shelf);
        devices(table, shelf);
        envelopes(table, shelf);
        calls(table, shelf);
        agreements(table, shelf);
        goods(table, shelf);
        handOverDays(table, shelf);
        connectivity(table, shelf);
        territories(table, shelf);
    }

    /** What is stated of a territory is there for everybody; whoever stated it corrects it. */
    private static void territories(Map<String, Walled> table, Shelf shelf) {
        table.put("listNeedIndicators", common("need-indicators", shelf::indicator));
        table.put("listTerritoryLabels", common("territory-labels", shelf::label));
        table.put(
                "stateNeedIndicator",
                walled(() -> new Call(API + "need-indicators", null, Shelf.INDICATOR), AllocationWalls::statedItsOwn));
        table.put(
                "stateTerritoryLabel",
                walled(() -> new Call(API + "territory-labels", null, Shelf.LABEL), AllocationWalls::statedItsOwn));
        table.put(
                "correctNeedIndicator",
                walled(
                        () -> new Call(
                                shelf.indicator() + "/correction",
                                null,
                                "{\"indicator\":" + Shelf.INDICATOR + ",\"reason\":\"Erreur\"}"),
                        Walls::refused));
        table.put(
                "correctTerritoryLabel",
                walled(
                        () -> new Call(
                                shelf.label() + "/correction",
                                null,
                                "{\"label\":" + Shelf.LABEL + ",\"reason\":\"Erreur\"}"),
                        Walls::refused));
    }

    private static void statedItsOwn(Reply other, Call call) {
        assertThat(other.expect(200).body().path("statedBy").asText())
                .as("at %s", call.path())
                .isEqualTo(STRANGER_ID);
    }

    private static Walled common(String path, Supplier<String> made) {
        return walled(
                () -> {
                    String _ = made.get();
                    return new Call(API + path, null, "");
                },
                Walls::common);
    }

    private static void handOverDays(Map<String, Walled> table, Shelf shelf) {
        table.put("listHandOverDays", listed("hand-over-days", shelf::day));
        table.put(
                "planHandOverDay",
                walled(() -> new Call(API + "hand-over-days", null, Shelf.day(shelf.gifts())), Walls::invalid));
        table.put("getHandOverDay", on(shelf::day, "", ""));
        table.put("handOverDayTransitions", on(shelf::day, "/transitions", ""));
        table.put("listExpectedPacks", on(shelf::day, "/packs", ""));
        table.put("exportExpectedPacks", on(shelf::day, "/packs.csv", ""));
        table.put("cancelHandOverDay", on(shelf::day, "/cancellation", Stock.REASON));
        table.put(
                "makeAppointment",
                walled(
                        () -> {
                            String day = shelf.day();
                            return new Call(shelf.reserved() + "/appointment", null, Shelf.slot(day));
                        },
                        Walls::refused));
        table.put("listAppointments", listed("appointments", shelf::appointment));
        table.put("getAppointment", on(shelf::appointment, "", ""));
        table.put("appointmentTransitions", on(shelf::appointment, "/transitions", ""));
        table.put(
                "moveAppointment",
                walled(
                        () -> {
                            String appointment = shelf.appointment();
                            return new Call(appointment + "/rescheduling", appointment, Shelf.slot(shelf.day()));
                        },
                        Walls::refused));
        table.put("cancelAppointment", on(shelf::appointment, "/cancellation", Stock.REASON));
    }

    /** A provider tells what becomes of its lines; those of a request ask for them, and give them up. */
    private static void connectivity(Map<String, Walled> table, Shelf shelf) {
        table.put("listConnectivityOffers", listed("connectivity-offers", shelf::connectivityOffer));
        table.put(
                "openConnectivityOffer",
                new Walled(
                        Shelf.PROVIDER,
                        OTHER_PROVIDER,
                        () -> new Call(API + "connectivity-offers", null, Shelf.lines()),
                        Walls.madeItsOwn("provider", OTHER_PROVIDER_ID, Shelf.PROVIDER_ID)));
        table.put("getConnectivityOffer", on(shelf::connectivityOffer, "", ""));
        table.put("connectivityOfferTransitions", on(shelf::connectivityOffer, "/transitions", ""));
        table.put("amendConnectivityOffer", told(shelf::connectivityOffer, "/amendment", Shelf.MORE_LINES));
        table.put("closeConnectivityOffer", told(shelf::connectivityOffer, "/closure", Stock.REASON));
        table.put(
                "requestConnectivityLine",
                walled(
                        () -> {
                            String offer = shelf.connectivityOffer();
                            return new Call(shelf.submitted() + "/connectivity-line", null, Shelf.wish(offer));
                        },
                        Walls::refused));
        table.put("listConnectivityLines", listed("connectivity-lines", shelf::connectivityLine));
        table.put("getConnectivityLine", on(shelf::connectivityLine, "", ""));
        table.put("connectivityLineTransitions", told(shelf::connectivityLine, "/transitions", ""));
        table.put("activateConnectivityLine", told(shelf::connectivityLine, "/activation", "{}"));
        table.put("refuseConnectivityLine", told(shelf::connectivityLine, "/refusal", "{\"reason\":\"OTHER\"}"));
        table.put("failConnectivityLine", told(shelf::connectivityLine, "/failure", "{\"reason\":\"OTHER\"}"));
        table.put("retryConnectivityLine", on(shelf::failedLine, "/retry", "{}"));
        table.put("cancelConnectivityLine", on(shelf::connectivityLine, "/cancellation", Stock.REASON));
        table.put("endConnectivityLine", told(shelf::activeLine, "/termination", Stock.REASON));
    }

    private static Walled told(Supplier<String> object, String move, String body) {
        return Walls.on(Shelf.PROVIDER, OTHER_PROVIDER, object, move, body);
    }

    private static void goods(Map<String, Walled> table, Shelf shelf) {
        table.put("listGoodsStock", listed("goods", shelf::goods));
        table.put(
                "openGoodsStock",
                walled(
                        () -> new Call(API + "goods", null, Shelf.goods(Shelf.kindOfGoods())),
                        Walls.madeItsOwn("sponsor", STRANGER_ID, Shelf.SPONSOR_ID)));
        table.put("getGoodsStock", on(shelf::goods, "", ""));
        table.put("goodsStockTransitions", on(shelf::goods, "/transitions", ""));
        table.put("receiveGoodsIntoStock", on(shelf::goods, "/receipt", "{\"count\":1}"));
        table.put(
                "countGoodsStock",
                on(shelf::goods, "/stocktaking", "{\"count\":3,\"expected\":10,\"reason\":\"Cassés\"}"));
    }

    private static void agreements(Map<String, Walled> table, Shelf shelf) {
        table.put("listFundingAgreements", listed("funding-agreements", shelf::agreement));
        table.put(
                "signFundingAgreement",
                walled(
                        () -> new Call(API + "funding-agreements", null, Shelf.agreement(shelf.envelope())),
                        Walls::invalid));
        table.put("getFundingAgreement", on(shelf::agreement, "", ""));
        table.put("fundingAgreementTransitions", on(shelf::agreement, "/transitions", ""));
        table.put("deliverDeliverable", walled(() -> of(shelf, shelf.agreement(), "/delivery"), Walls::refused));
        table.put(
                "acceptDeliverable",
                new Walled(FUNDER, OTHER_FUNDER, () -> of(shelf, shelf.delivered(), "/acceptance"), Walls::refused));
        table.put("endFundingAgreement", on(shelf::agreement, "/termination", Stock.REASON));
    }

    private static Call of(Shelf shelf, String agreement, String move) {
        return new Call(agreement + move, agreement, shelf.deliverable(agreement));
    }

    private static void envelopes(Map<String, Walled> table, Shelf shelf) {
        table.put("listEnvelopes", listed("envelopes", shelf::envelope));
        table.put(
                "openEnvelope",
                walled(
                        () -> new Call(API + "envelopes", null, Shelf.ENVELOPE.formatted(UUID.randomUUID())),
                        Walls.madeItsOwn("sponsor", STRANGER_ID, Shelf.SPONSOR_ID)));
        table.put("getEnvelope", on(shelf::envelope, "", ""));
        table.put("envelopeTransitions", on(shelf::envelope, "/transitions", ""));
        table.put(
                "amendEnvelope",
                on(shelf::envelope, "/amendment", "{\"ceilingCents\":1600000,\"reason\":\"Avenant\"}"));
        table.put("stateInKind", on(shelf::envelope, "/in-kind", "{\"what\":\"Salle de remise\"}"));
        table.put("refundFunder", on(shelf::credited, "/refund", "{\"cents\":15000}"));
        table.put("closeEnvelope", on(shelf::envelope, "/closure", Stock.REASON));
        table.put("getCoFinancing", on(shelf::planned, "/co-financing", ""));
        table.put(
                "planCoFinancing",
                walled(
                        () -> {
                            String programme = shelf.opened("GIFT", 0);
                            return new Call(programme + "/co-financing", programme, Shelf.plan(shelf.envelope()));
                        },
                        Walls::refused));
        for (Map.Entry<String, String> form : Map.of(
                        "fundingStatement", "", "exportFundingStatement", ".csv", "printFundingStatement", ".pdf")
                .entrySet()) {
            table.put(
                    form.getKey(),
                    new Walled(
                            FUNDER,
                            OTHER_FUNDER,
                            () -> {
                                String _ = shelf.envelope();
                                return new Call(
                                        API + "funders/" + Shelf.FUNDER_ID + "/statement" + form.getValue(), null, "");
                            },
                            Walls::refused));
        }
    }

    private static void calls(Map<String, Walled> table, Shelf shelf) {
        table.put("listFundCalls", listed("fund-calls", shelf::called));
        table.put(
                "callFunds",
                walled(
                        () -> new Call(API + "fund-calls", null, Shelf.call(shelf.due())),
                        (other, call) -> Walls.problem("another's due shares", other, Set.of(409))));
        table.put("getFundCall", on(shelf::called, "", ""));
        table.put("fundCallTransitions", on(shelf::called, "/transitions", ""));
        table.put("listFundCallEntries", on(shelf::called, "/entries", ""));
        table.put("settleFundCall", on(shelf::called, "/settlement", "{}"));
        table.put(
                "correctFundSettlement",
                on(shelf::settled, "/settlement-correction", "{\"cents\":1,\"reason\":\"Murs\"}"));
        table.put("cancelFundCall", on(shelf::called, "/cancellation", Stock.REASON));
    }

    private static void programmes(Map<String, Walled> table, Shelf shelf) {
        table.put("listProgrammes", listed("programmes", shelf::gifts));
        table.put(
                "openProgramme",
                walled(
                        () -> new Call(API + "programmes", null, Shelf.programme("GIFT", 0)),
                        Walls.madeItsOwn("sponsor", STRANGER_ID, Shelf.SPONSOR_ID)));
        table.put("getProgramme", on(shelf::gifts, "", ""));
        table.put("programmeTransitions", on(shelf::gifts, "/transitions", ""));
        table.put("listBackOrder", on(shelf::gifts, "/back-order", ""));
        table.put("amendProgramme", on(shelf::gifts, "/amendment", Shelf.AMENDMENT));
        table.put("publishProgramme", on(shelf::drafted, "/opening", "{}"));
        table.put("suspendProgramme", on(() -> shelf.opened("GIFT", 0), "/suspension", Stock.REASON));
        table.put("resumeProgramme", on(shelf::suspended, "/resumption", Stock.REASON));
        table.put("getIdentification", on(shelf::gifts, "/identification", ""));
        table.put("declareIdentification", on(() -> shelf.opened("GIFT", 0), "/identification", Shelf.IDENTIFICATION));
        table.put("closeProgramme", on(() -> shelf.opened("GIFT", 0), "/closure", Stock.REASON));
    }

    private static void eligibility(Map<String, Walled> table, Shelf shelf) {
        table.put("getEligibility", on(shelf::asking, "/eligibility", ""));
        table.put("setEligibility", on(() -> shelf.opened("GIFT", 0), "/eligibility", Shelf.CRITERIA));
        // A question changes nothing.
        table.put(
                "answerEligibility",
                walled(
                        () -> new Call(
                                shelf.asking() + "/eligibility/answers", null, "{\"eligibility\":{\"student\":true}}"),
                        Walls::refused));
        table.put("checkEligibility", on(shelf::unchecked, "/eligibility", "{\"eligibility\":{\"student\":true}}"));
        table.put(
                "retentionReport",
                walled(
                        () -> {
                            String programme = shelf.gifts();
                            String _ = shelf.submitted();
                            return new Call(API + "retention", programme, "");
                        },
                        Walls::leftOut));
    }

    private static void requests(Map<String, Walled> table, Shelf shelf) {
        table.put("listRequests", listed("requests", shelf::submitted));
        table.put(
                "submitRequest",
                walled(() -> new Call(API + "requests", null, Shelf.request(shelf.gifts())), Walls::invalid));
        table.put(
                "submitRequests",
                walled(
                        () -> new Call(
                                API + "request-lists?programmeId=" + Stock.id(shelf.gifts()), null, Shelf.requests()),
                        Walls::invalid));
        table.put(
                "listNearMatches",
                walled(() -> new Call(API + "near-matches?limit=200", shelf.alike(), ""), Walls::leftOut));
        table.put("listNearMatchDecisions", listed("near-matches/decisions", shelf::decided));
        table.put(
                "decideNearMatch",
                walled(
                        () -> {
                            String later = shelf.alike();
                            return new Call(
                                    API + "near-matches/decisions", later, Shelf.comparison(later, shelf.earlier()));
                        },
                        Walls::refused));
        table.put("getRequest", on(shelf::submitted, "", ""));
        table.put("requestTransitions", on(shelf::submitted, "/transitions", ""));
        table.put("readContact", on(shelf::submitted, "/contact?purpose=ARRANGE", ""));
        table.put("declineRequest", on(shelf::submitted, "/declination", Stock.REASON));
        table.put("withdrawRequest", on(shelf::submitted, "/withdrawal", Stock.REASON));
        table.put("listLikenesses", on(shelf::submitted, "/likenesses", ""));
        table.put("personFile", ofPerson(shelf, "/file", ""));
        // A contact is put right without a step of the request, so that no version rises.
        table.put(
                "correctPerson",
                walled(
                        () -> new Call(
                                API + "people/" + shelf.person(shelf.submitted()) + "/correction",
                                null,
                                Classroom.CORRECTION),
                        Walls::refused));
        table.put(
                "refuseMessages",
                walled(
                        () -> new Call(
                                API + "people/" + shelf.person(shelf.submitted()) + "/message-refusal",
                                null,
                                Classroom.REFUSAL),
                        Walls::refused));
        table.put("forgetPerson", ofPerson(shelf, "/forgetting", ""));
    }

    private static void reservations(Map<String, Walled> table, Shelf shelf) {
        table.put(
                "reservePack",
                walled(
                        () -> {
                            String request = shelf.submitted();
                            return new Call(API + "packs", request, Shelf.reservation(request));
                        },
                        Walls::refused));
        table.put(
                "reservePacks",
                many("reservations", shelf::submitted, "{\"requests\":[\"%s\"]}", Walls.rejected("reserved")));
        table.put("handOverPacks", many("hand-overs", shelf::reserved, "{\"packs\":[\"%s\"]}", Walls.rejected("done")));
        table.put(
                "sellPacks",
                many(
                        "sales",
                        shelf::reservedForSale,
                        "{\"sales\":[{\"pack\":\"%s\",\"priceCents\":5000,\"proof\":\"SOCIAL_MINIMA\"}]}",
                        Walls.rejected("done")));
    }

    private static void packs(Map<String, Walled> table, Shelf shelf) {
        table.put("listPacks", listed("packs", shelf::reserved));
        table.put("getPack", on(shelf::reserved, "", ""));
        table.put("packTransitions", on(shelf::reserved, "/transitions", ""));
        table.put("cancelPack", on(shelf::reserved, "/cancellation", Stock.REASON));
        table.put(
                "swapDevices",
                walled(
                        () -> {
                            String pack = shelf.reserved();
                            return new Call(pack + "/swap", pack, shelf.swap(pack, shelf.stocked()));
                        },
                        Walls::refused));
        table.put("handOverPack", on(shelf::reserved, "/hand-over", "{}"));
        table.put("sellPack", on(shelf::reservedForSale, "/sale", Shelf.SALE));
        table.put("printReceipt", on(shelf::sold, "/receipt.pdf", ""));
        table.put(
                "quotePrice",
                walled(
                        () -> {
                            String pack = shelf.reservedForSale();
                            return new Call(API + "quotes", null, "{\"pack\":\"" + Stock.id(pack) + "\"}");
                        },
                        Walls::refused));
        table.put("returnPack", on(shelf::handedOver, "/return", Shelf.RETURN));
        table.put("correctReturn", on(shelf::returned, "/return-correction", Stock.REASON));
        table.put("correctHandOver", on(shelf::handedOver, "/hand-over-correction", Stock.REASON));
        table.put("listMessages", on(shelf::handedOver, "/messages", ""));
    }

    private static void devices(Map<String, Walled> table, Shelf shelf) {
        table.put("listStock", listed("devices", shelf::stocked));
        table.put(
                "signForDevices",
                many("receptions", shelf::announced, "{\"devices\":[\"%s\"]}", Walls.rejected("stocked")));
        table.put("getStockedDevice", on(shelf::stocked, "", ""));
        table.put("stockedDeviceTransitions", on(shelf::stocked, "/transitions", ""));
        table.put("stateDeviceSound", on(shelf::faulty, "/soundness", "{}"));
        table.put("reportLossFromStock", on(shelf::stocked, "/loss", Stock.REASON));
        table.put("correctLossFromStock", on(shelf::lost, "/loss-correction", Stock.REASON));
    }

    private static Walled ofPerson(Shelf shelf, String move, String body) {
        return walled(
                () -> {
                    String request = shelf.submitted();
                    return new Call(API + "people/" + shelf.person(request) + move, request, body);
                },
                Walls::refused);
    }

    private static Walled listed(String what, Supplier<String> object) {
        return walled(() -> new Call(API + what + "?limit=500", object.get(), ""), Walls::leftOut);
    }

    private static Walled many(String what, Supplier<String> object, String body, Wall wall) {
        return walled(
                () -> {
                    String path = object.get();
                    return new Call(API + what, path, body.formatted(UUID.fromString(Stock.id(path))));
                },
                wall);
    }

    private static Walled on(Supplier<String> object, String move, String body) {
        return Walls.on(Shelf.SPONSOR, STRANGER, object, move, body);
    }

    private static Walled walled(Supplier<Call> call, Wall wall) {
        return new Walled(Shelf.SPONSOR, STRANGER, call, wall);
    }
}
