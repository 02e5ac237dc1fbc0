package network.reuse.local;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Programmes, requests, packs and devices of Emmaüs Connect in Strasbourg, each taken to the state that a test needs. */
final class Shelf {
    static final String SPONSOR = "emmaus-connect-strasbourg";
    static final String SPONSOR_ID = "01900000-0000-7000-8000-000000000009";
    static final String SALE = "{\"priceCents\":5000,\"proof\":\"SOCIAL_MINIMA\"}";
    static final String AMENDMENT = "{\"quota\":1001,\"reason\":\"Un de plus\"}";
    static final String CRITERIA = "{\"criteria\":[{\"criterion\":\"STUDENT\"}]}";
    static final String RETURN = "{\"workshop\":\"" + RunningNetwork.WORKSHOP + "\",\"reason\":\"Écran défectueux\"}";

    static final String IDENTIFICATION =
            "{\"household\":[{\"fields\":[\"EMAIL\"]}],\"near\":[{\"fields\":[\"PHONE\"]}],\"nearMatchesWait\":true}";

    /** An operator that offers lines. */
    static final String PROVIDER = "sfr";

    static final String PROVIDER_ID = "01900000-0000-7000-8000-000000000050";

    static final String MORE_LINES = "{\"lines\":20,\"reason\":\"Dix de plus\"}";

    /** The Région pays. */
    static final String FUNDER_ID = "01900000-0000-7000-8000-000000000001";

    static final String ENVELOPE = """
            {"funder":"01900000-0000-7000-8000-000000000001","purpose":"Des murs","ceilingCents":1500000,"from":"2020-01-01",
            "until":"2099-12-31","commune":"67482","partnerRef":"%s"}""";

    static final String INDICATOR = """
            {"area":{"kind":"COMMUNE","code":"67482"},"name":"Habitants éloignés du numérique","value":12.5,"unit":"%","year":2024,
            "source":"https://www.example.org/diagnostic"}""";
    static final String LABEL = """
            {"area":{"kind":"COMMUNE","code":"67482"},"name":"Territoire inclusif","level":"Bronze","awardedOn":"2024-05-01",
            "issuer":"Des murs"}""";

    private static final String API = "/v1/allocation/";

    private final Journey journey;
    private final Partner counter;
    private final Partner provider;
    private final int shipment;
    private final Deque<String> shipped = new ArrayDeque<>();
    private String earlier = "";
    private @Nullable String gifts;
    private @Nullable String sales;

    /** @param shipment how many devices the workshop sends at a time, once one is wanted */
    Shelf(LocalNetwork network, int shipment) {
        this.journey = new Journey(network);
        this.counter = new Partner(network, SPONSOR);
        this.provider = new Partner(network, PROVIDER);
        this.shipment = shipment;
    }

    /** A programme that gives one laptop to each, for as long as anybody tests. */
    static String programme(String basis, int priceCents) {
        return """
                {"name":"Packs des murs","group":"%s","commune":"67482","pack":[{"category":"LAPTOP","worstGrade":"C","count":1}],
                "priceCents":%d,"quota":1000,"from":"2020-01-01","until":"2099-12-31","basis":"%s","partnerRef":"%s"}""".formatted(UUID.randomUUID(), priceCents, basis, UUID.randomUUID());
    }

    /** For somebody whom nobody has asked for before, and who has no address to write to. */
    static String request(String programme) {
        return """
                {"programmeId":"%s","commune":"67482","proof":"SOCIAL_MINIMA","contact":{"givenName":"Camille",
                "familyName":"Muraille","phone":"%s"}}""".formatted(
                Stock.id(programme), Long.toUnsignedString(UUID.randomUUID().getLeastSignificantBits()));
    }

    /** A list of one. */
    static String requests() {
        return "familyName;phone;commune;proof\nMuraille;"
                + Long.toUnsignedString(UUID.randomUUID().getLeastSignificantBits()) + ";67482;SOCIAL_MINIMA\n";
    }

    static String comparison(String request, String alike) {
        return "{\"request\":\"" + Stock.id(request) + "\",\"alike\":\"" + Stock.id(alike)
                + "\",\"verdict\":\"SAME_HOUSEHOLD\",\"reason\":\"Une adresse\"}";
    }

    static String reservation(String request) {
        return "{\"request\":\"" + Stock.id(request) + "\"}";
    }

    /** One of the shipment, which the sponsor has not signed for. */
    String announced() {
        if (shipped.isEmpty()) {
            ship();
        }
        return API + "devices/" + shipped.pop();
    }

    private void ship() {
        List<String> devices = journey.bring("shelf-" + UUID.randomUUID(), shipment, "67482");
        journey.receive(devices);
        devices.forEach(journey::refurbish);
        dispatch(devices);
        shipped.addAll(devices);
    }

    private void dispatch(List<String> devices) {
        journey.workshop()
                .post("/v1/refurb/dispatches", """
                        {"deviceIds":["%s"],"recipient":"%s"}""".formatted(String.join("\",\"", devices), SPONSOR_ID))
                .expect(200);
        for (String device : devices) {
            await("allocation to hear of " + device)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> counter.get(API + "devices/" + device).status() == 200);
        }
    }

    String stocked() {
        String device = announced();
        counter.post(API + "receptions", "{\"devices\":[\"" + Stock.id(device) + "\"]}")
                .expect(200);
        return device;
    }

    String lost() {
        return moved(stocked(), "/loss", Stock.REASON);
    }

    /** A need of a territory that everybody reads. */
    String indicator() {
        return stated("need-indicators", INDICATOR);
    }

    /** A label of a territory that everybody reads. */
    String label() {
        return stated("territory-labels", LABEL);
    }

    /** A device that was swapped out of a pack for a fault. */
    String faulty() {
        String pack = reserved();
        String former = counter.get(pack).expect(200).body().at("/devices/0/id").asText();
        String _ = moved(pack, "/swap", swap(pack, stocked()).replaceFirst("\\}\\]", ",\"faulty\":true}]"));
        return API + "devices/" + former;
    }

    String gifts() {
        String open = gifts;
        if (open == null) {
            open = opened("GIFT", 0);
            gifts = open;
        }
        return open;
    }

    private String sales() {
        String open = sales;
        if (open == null) {
            open = opened("SALE", 5_000);
            sales = open;
        }
        return open;
    }

    /** A programme of its own. */
    String opened(String basis, int priceCents) {
        return made("programmes", programme(basis, priceCents));
    }

    /** A programme that its sponsor is still writing. */
    String drafted() {
        return made("programmes", programme("GIFT", 0).replaceFirst("\\{", "{\"draft\":true,"));
    }

    /** A pack that waits for a printer, of which there is none, in a programme whose quota is divided. */
    String waiting() {
        String programme = made(
                "programmes",
                programme("GIFT", 0)
                        .replace("LAPTOP", "PRINTER")
                        .replaceFirst(
                                "\\{",
                                "{\"backOrder\":true,\"shares\":[{\"label\":\"Est\",\"count\":5,\"codes\":[\"EST\"]}],"));
        return made("packs", reservation(made("requests", request(programme))));
    }

    String suspended() {
        return moved(opened("GIFT", 0), "/suspension", Stock.REASON);
    }

    /** A programme that asks for students. */
    String asking() {
        return moved(opened("GIFT", 0), "/eligibility", CRITERIA);
    }

    /** A request of which nobody has said whether it is for a student. */
    String unchecked() {
        return made("requests", request(asking()));
    }

    /** A pack that somebody bought. */
    String sold() {
        return moved(reservedForSale(), "/sale", SALE);
    }

    /** A request that waits for a pack, which there is. */
    String submitted() {
        return submitted(gifts());
    }

    private String submitted(String programme) {
        String _ = stocked();
        return made("requests", request(programme));
    }

    /** The later of two requests that have a telephone in common. */
    String alike() {
        String phone = Long.toUnsignedString(UUID.randomUUID().getLeastSignificantBits());
        String first = "";
        for (String name : List.of("Muraille", "Murail")) {
            String request = request(gifts()).replaceFirst("\"phone\":\"[0-9]+\"", "\"phone\":\"" + phone + "\"");
            earlier = first;
            first = made("requests", request.replace("Muraille", name));
        }
        return first;
    }

    /** The request that the last later one looks like. */
    String earlier() {
        return earlier;
    }

    /** The later of two requests that were found to be of one household. */
    String decided() {
        String later = alike();
        counter.post(API + "near-matches/decisions", comparison(later, earlier)).expect(200);
        return later;
    }

    /** A programme that says by what a household is known. */
    String identified() {
        return moved(opened("GIFT", 0), "/identification", IDENTIFICATION);
    }

    String reserved() {
        return made("packs", reservation(submitted()));
    }

    String reservedForSale() {
        return made("packs", reservation(submitted(sales())));
    }

    String handedOver() {
        return moved(reserved(), "/hand-over", "{}");
    }

    String returned() {
        return moved(handedOver(), "/return", RETURN);
    }

    /** An envelope of the Région's, which nothing is committed out of. */
    String envelope() {
        return made("envelopes", ENVELOPE.formatted(UUID.randomUUID()));
    }

    static String plan(String envelope) {
        return "{\"envelopes\":[{\"envelope\":\"" + Stock.id(envelope) + "\",\"cents\":15000}]}";
    }

    /** A programme of which that envelope pays 150 euros a pack. */
    private String planned(String envelope) {
        return moved(opened("GIFT", 0), "/co-financing", plan(envelope));
    }

    String planned() {
        return planned(envelope());
    }

    private String handedOverOutOf(String envelope) {
        return moved(made("packs", reservation(submitted(planned(envelope)))), "/hand-over", "{}");
    }

    /** A call for what is due out of an envelope of its own. */
    String called() {
        String envelope = envelope();
        String _ = handedOverOutOf(envelope);
        return made("fund-calls", call(envelope));
    }

    /** A call that is paid. */
    String settled() {
        return moved(called(), "/settlement", "{}");
    }

    /** What calls for what is due out of this envelope. */
    static String call(String envelope) {
        return "{\"funder\":\"" + FUNDER_ID + "\",\"envelopes\":[\"" + Stock.id(envelope) + "\"]}";
    }

    /** An envelope out of which a share is due. */
    String due() {
        String envelope = envelope();
        String _ = handedOverOutOf(envelope);
        return envelope;
    }

    /** A service that an envelope pays for. */
    String agreement() {
        return made("funding-agreements", agreement(envelope()));
    }

    static String agreement(String envelope) {
        return """
                {"title":"Des murs","envelopes":["%s"],"commune":"67482","partnerRef":"%s",
                "deliverables":[{"what":"Diagnostic","dueOn":"2026-12-01","cents":20000}]}""".formatted(Stock.id(envelope), UUID.randomUUID());
    }

    /** Which deliverable, of an agreement that has one. */
    String deliverable(String agreement) {
        return "{\"deliverable\":\""
                + counter.get(agreement)
                        .expect(200)
                        .body()
                        .path("deliverables")
                        .path(0)
                        .path("id")
                        .asText() + "\"}";
    }

    /** One whose deliverable is there. */
    String delivered() {
        String agreement = agreement();
        return moved(agreement, "/delivery", deliverable(agreement));
    }

    /** An envelope whose funder paid for a pack that came back. */
    String credited() {
        String envelope = envelope();
        String pack = handedOverOutOf(envelope);
        String _ = moved(made("fund-calls", call(envelope)), "/settlement", "{}");
        String _ = moved(pack, "/return", RETURN);
        return envelope;
    }

    /** The reference of whom a request is for. */
    String person(String request) {
        return counter.get(request).expect(200).body().path("personRef").asText();
    }

    /** A request whose sponsor has read whom it is for. */
    String read() {
        String request = submitted();
        counter.get(request + "/contact?purpose=ARRANGE").expect(200);
        return request;
    }

    /** A request for somebody who has been forgotten since. */
    String forgotten() {
        String request = submitted();
        counter.post(API + "people/" + person(request) + "/forgetting", "").expect(200);
        return request;
    }

    /** When packs are fetched. */
    private static Instant morning() {
        return Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(30));
    }

    static String day(String programme) {
        return """
                {"programmeId":"%s","place":"Salle des murs","commune":"67482","from":"%s","until":"%s","slotMinutes":60,
                "packsPerSlot":5}""".formatted(Stock.id(programme), morning(), morning().plus(Duration.ofHours(1)));
    }

    /** The slot of such a day. */
    static String slot(String day) {
        return "{\"day\":\"" + Stock.id(day) + "\",\"from\":\"" + morning() + "\"}";
    }

    /** A day on which gifts are fetched. */
    String day() {
        return made("hand-over-days", day(gifts()));
    }

    /** A gift that is fetched on a day of its own. */
    String appointment() {
        String body = slot(day());
        return API + "appointments/"
                + counter.post(reserved() + "/appointment", body)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
    }

    /** What swaps the device of a pack for this one. */
    String swap(String pack, String device) {
        return """
                {"swaps":[{"former":"%s","device":"%s"}],"reason":"Écran rayé"}""".formatted(
                        counter.get(pack)
                                .expect(200)
                                .body()
                                .path("devices")
                                .path(0)
                                .path("id")
                                .asText(),
                        Stock.id(device));
    }

    /** A device that a tool looked at before it was sent here. */
    String inventoried() {
        List<String> devices = journey.bring("shelf-" + UUID.randomUUID(), 1, "67482");
        journey.receive(devices);
        String device = devices.getFirst();
        journey.refurbish(device);
        String path = "/v1/refurb/devices/" + device;
        journey.workshop()
                .post(
                        path + "/inventory",
                        UUID.randomUUID().toString(),
                        journey.workshop().get(path).expect(200).version(),
                        "application/vnd.lshw+json",
                        Stock.LSHW)
                .expect(200);
        dispatch(devices);
        return API + "devices/" + device;
    }

    /** A name that no other goods have, of letters alone. */
    static String kindOfGoods() {
        StringBuilder name = new StringBuilder("Casque ");
        UUID.randomUUID()
                .toString()
                .chars()
                .filter(Character::isLetterOrDigit)
                .forEach(digit -> name.append((char) ('a' + Character.digit(digit, 16))));
        return name.toString();
    }

    static String goods(String kind) {
        return "{\"name\":\"%s\",\"count\":10,\"commune\":\"67482\"}".formatted(kind);
    }

    /** Ten goods of a kind of their own. */
    String goods() {
        return made("goods", goods(kindOfGoods()));
    }

    /** A pack for which such goods are put aside. */
    String packedWithGoods() {
        String kind = kindOfGoods();
        String _ = made("goods", goods(kind));
        String programme = made(
                "programmes",
                programme("GIFT", 0).replaceFirst("\\{", "{\"goods\":[{\"name\":\"" + kind + "\",\"count\":1}],"));
        return made("packs", reservation(submitted(programme)));
    }

    /** Ten lines for whom the sponsor asks. */
    static String lines() {
        return """
                {"title":"Internet des murs","kind":"FIXED_LINE","months":12,"monthlyPriceCents":500,"lines":10,
                "askers":["%s"],"from":"2020-01-01","until":"2099-12-31","commune":"67482","partnerRef":"%s"}""".formatted(SPONSOR_ID, UUID.randomUUID());
    }

    /** An offer of which no line is taken. */
    String connectivityOffer() {
        return API + "connectivity-offers/"
                + provider.post(API + "connectivity-offers", lines())
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
    }

    static String wish(String offer) {
        return "{\"offer\":\"" + Stock.id(offer) + "\"}";
    }

    /** A line that is asked for. */
    String connectivityLine() {
        String body = wish(connectivityOffer());
        return API + "connectivity-lines/"
                + counter.post(made("requests", request(gifts())) + "/connectivity-line", body)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
    }

    /** A line that its provider could not activate. */
    String failedLine() {
        return told(connectivityLine(), "/failure", "{\"reason\":\"NOT_REACHED\"}");
    }

    /** A line that works. */
    String activeLine() {
        return told(connectivityLine(), "/activation", "{}");
    }

    private String told(String line, String move, String body) {
        provider.act(line + move, provider.get(line).expect(200).version(), body)
                .expect(200);
        return line;
    }

    private String made(String what, String body) {
        return API + what + "/"
                + counter.post(API + what, body).expect(201).body().path("id").asText();
    }

    private String stated(String what, String body) {
        return API + what + "/"
                + counter.post(API + what, body).expect(200).body().path("id").asText();
    }

    private String moved(String path, String move, String body) {
        long version = counter.get(path).expect(200).version();
        counter.act(path + move, version, body).expect(200);
        return path;
    }
}
