package network.reuse.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.reuse.contracts.Geography;

/**
 * Grand Est gives computers a second life: thirty weeks, played through the partners' public APIs with their own tokens.
 * The Region gives laptops and a company desktops; a workshop in Strasbourg erases, grades and scraps, and an
 * eco-organism treats what is scrapped; Emmaüs Connect sells over its
 * counter and gives packs away in all ten departments; La Fabrique des Possibles teaches. What it comes to is known
 * beforehand, to the unit.
 */
public final class GrandEstSeason {
    private static final String CHECKLIST =
            "\"checklist\":{\"charger\":true,\"storage\":true,\"system\":true,\"battery\":true}";
    private static final int WEEKS = 30;
    /** Of every 22 devices that are collected, this becomes. */
    private static final int SCRAPPED = 1;

    private static final int LEFT = 1;
    private static final int SOLD = 14;
    private static final int GIVEN = 6;
    private static final int PORTION = SCRAPPED + LEFT + SOLD + GIVEN;
    /** Of every five lots, two are the Region's own. */
    private static final int FIFTHS_OF_THE_REGION = 2;

    /** Of so many lots, the work on one and the requests for it are told one by one, those of the others in one call. */
    private static final int TOLD_ONE_BY_ONE = 8;

    private static final int SEATS = 12;
    private static final int PRESENT = 10;
    private static final int PRICE_CENTS = 5_000;
    private static final List<String> COMMUNES =
            List.of("67482", "68224", "54395", "57463", "51454", "10387", "08105", "88160", "55029", "52121");

    private static final String REGION = "region-grand-est";
    private static final String COMPANY = "entreprise-donatrice";
    private static final String CARRIER = "transport-solidaire";
    private static final String WORKSHOP = "atelier-strasbourg";
    private static final String COUNTER = "emmaus-connect-strasbourg";
    private static final String THIRD_PLACE = "fabrique-des-possibles";
    private static final String WORKSHOP_ID = "01900000-0000-7000-8000-000000000003";
    private static final String ECO_ORGANISM = "ecologic";
    private static final String ECO_ORGANISM_ID = "01900000-0000-7000-8000-000000000021";

    /** What a scrapped device weighs, and an empty pallet. */
    private static final int GRAMS = 2_500;

    private static final int TARE_GRAMS = 25_000;
    private static final String CARRIER_ID = "01900000-0000-7000-8000-000000000002";
    private static final String COMPANY_ID = "01900000-0000-7000-8000-000000000011";
    private static final String COUNTER_ID = "01900000-0000-7000-8000-000000000009";

    /**
     * What a season comes to.
     *
     * @param ofTheRegion how many of the devices that count the Region had given
     * @param accompanied how many people came to a workshop
     */
    public record Totals(
            int collected, int scrapped, int inStock, int sold, int given, int ofTheRegion, int accompanied) {
        /** How many devices count towards the target: handed over or sold. */
        public int counted() {
            return sold + given;
        }
    }

    /** What one donor gives, and the programmes that it goes to: so each donor's part is known beforehand. */
    private static final class Goods {
        private final String donor;
        private final String category;
        private final String model;
        private String sale = "";
        private String gift = "";
        private String site = "";

        Goods(String donor, String category, String model) {
            this.donor = donor;
            this.category = category;
            this.model = model;
        }
    }

    private final PartnerApi api;
    private final String name;
    private final int lots;
    private final int portions;
    private final Instant end;
    private final Consumer<String> progress;
    private final Goods laptops = new Goods(REGION, "LAPTOP", "Dell;Latitude 5490");
    private final Goods desktops = new Goods(COMPANY, "DESKTOP", "HP;EliteDesk 800");
    /** Of each lot, whether its packs are reserved: nobody takes the devices of a week for a later one before that. */
    private final List<CountDownLatch> reserved;

    private String place = "";

    /**
     * @param name sets its keys, references and serial numbers apart; played twice under one name, a season happens once
     * @param lots how many lots there are, a multiple of 5
     * @param portions each lot holds 22 laptops or desktops a portion
     */
    public GrandEstSeason(
            LocalNetwork network, String name, int lots, int portions, Instant end, Consumer<String> progress) {
        if (lots % 5 != 0) {
            throw new IllegalArgumentException("a season has a multiple of 5 lots, not " + lots);
        }
        this.api = new PartnerApi(network);
        this.name = name;
        this.lots = lots;
        this.reserved =
                IntStream.range(0, lots).mapToObj(_ -> new CountDownLatch(1)).toList();
        this.portions = portions;
        this.end = end;
        this.progress = progress;
    }

    /** What it will come to. */
    public Totals totals() {
        int all = lots * portions;
        return new Totals(
                all * PORTION,
                all * SCRAPPED,
                all * LEFT,
                all * SOLD,
                all * GIVEN,
                all * (SOLD + GIVEN) * FIFTHS_OF_THE_REGION / 5,
                lots * PRESENT);
    }

    /** How many devices will stand handed over or sold when this day ends in France. */
    public int countedBy(LocalDate day) {
        return (int) IntStream.range(0, lots)
                        .filter(lot -> !LocalDate.ofInstant(handOver(lot), Geography.METROPOLITAN_TIME)
                                .isAfter(day))
                        .count()
                * portions
                * (SOLD + GIVEN);
    }

    /** How many workshops are held, each with its seats booked to the last. */
    public int workshops() {
        return lots;
    }

    private int week(int lot) {
        return lot * WEEKS / lots;
    }

    private Instant monday(int lot) {
        return end.minus(Duration.ofDays(7L * (WEEKS - week(lot))));
    }

    private Instant handOver(int lot) {
        return monday(lot).plus(Duration.ofDays(4));
    }

    /** Plays it, so many lots at a time; returns when every partner's last call is answered. */
    public void play(int callers) {
        long begin = System.nanoTime();
        open();
        List<Future<?>> played = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(callers)) {
            for (int i = 0; i < lots; i++) {
                int lot = i;
                played.add(workers.submit(() -> playLot(lot)));
            }
            for (Future<?> one : played) {
                try {
                    one.get();
                } catch (ExecutionException failed) {
                    workers.shutdownNow();
                    throw new IllegalStateException("the season broke off", failed.getCause());
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    workers.shutdownNow();
                    return;
                }
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        progress.accept(String.format(
                Locale.ROOT,
                "season %s: %,d devices collected, %,d counted, in %.0f s; %,d calls answered (%.0f/s), %d sent again",
                name,
                totals().collected(),
                totals().counted(),
                seconds,
                api.answered(),
                api.answered() / seconds,
                api.repeated()));
    }

    private void open() {
        LocalDate last = LocalDate.ofInstant(end, ZoneOffset.UTC);
        String window = "\"from\":\"%s\",\"until\":\"%s\"".formatted(last.minusWeeks(WEEKS + 1), last.plusMonths(2));
        int all = lots * portions;
        open(laptops, all * FIFTHS_OF_THE_REGION / 5, window);
        open(desktops, all * (5 - FIFTHS_OF_THE_REGION) / 5, window);
        headsets();
        supply();
        site();
        place = api.post(THIRD_PLACE, "/v1/mediation/places", name + "-place", """
                        {"name":"La Fabrique des Possibles","commune":"54547"}""")
                .path("id")
                .asText();
    }

    /** The workshop buys new laptops, which count towards no target of reuse. */
    private void supply() {
        Instant at = end.minus(Duration.ofDays(7L * WEEKS));
        var _ = api.post(WORKSHOP, "/v1/collection/supplies", name + "-supply", """
                {"supplierName":"Hewlett-Packard France","supplierSiret":"73282932000074","condition":"NEW",
                 "invoiceRef":"FA-%s","invoicedOn":"%s","commune":"67482","partnerRef":"%s-supply",
                 "quantities":[{"category":"LAPTOP","count":3}],"occurredAt":"%s"}""".formatted(
                        name, LocalDate.ofInstant(at, ZoneOffset.UTC), name, at));
    }

    /** Where the carrier fetches what the Region gives. */
    private void site() {
        laptops.site = api.post(laptops.donor, "/v1/collection/sites", name + "-site", """
                        {"name":"Maison de la Région","commune":"67482","street":"1 place Adrien Zeller","access":"Quai C",
                         "openingHours":"Du lundi au vendredi, 8 h à 17 h","phone":"03 53 01 00 01",
                         "email":"accueil@region.example","occurredAt":"%s"}""".formatted(
                                end.minus(Duration.ofDays(7L * WEEKS))))
                .path("id")
                .asText();
    }

    /** A company gives headsets; the workshop counts them, and sends a box to the counter, which finds one fewer in it. */
    private void headsets() {
        String when = "\"occurredAt\":\"" + end.minus(Duration.ofDays(7L * WEEKS)) + "\"";
        String path = "/v1/collection/goods/";
        String all = path
                + api.post(WORKSHOP, "/v1/collection/goods", name + "-headsets", """
                                {"donor":"%s","kind":"HEADSET","condition":"NEW","count":400,"commune":"67482",%s}""".formatted(COMPANY_ID, when))
                        .path("id")
                        .asText();
        String box = path
                + api.act(WORKSHOP, all + "/handover", name + "-box", 1, """
                                {"recipient":"%s","count":120,%s}""".formatted(COUNTER_ID, when))
                        .path("id")
                        .asText();
        var _ = api.act(COUNTER, box + "/takeover", name + "-box-taken", 1, "{\"count\":119," + when + "}");
        var _ = api.act(
                WORKSHOP,
                box + "/settlement",
                name + "-box-settled",
                2,
                "{\"outcome\":\"FOUND\",\"reason\":\"Resté dans le carton voisin\"," + when + "}");
    }

    private void open(Goods goods, int portionsOfThem, String window) {
        String pack = "\"pack\":[{\"category\":\"" + goods.category + "\",\"worstGrade\":\"C\",\"count\":1}]";
        String key = name + "-" + goods.category;
        goods.sale = api.post(COUNTER, "/v1/allocation/programmes", key + "-sale", """
                        {"name":"Comptoir solidaire","group":"%s","commune":"67482",%s,"priceCents":%d,"quota":%d,%s,"basis":"SALE"}""".formatted(
                                name, pack, PRICE_CENTS, portionsOfThem * SOLD, window))
                .path("id")
                .asText();
        goods.gift = api.post(COUNTER, "/v1/allocation/programmes", key + "-gift", """
                        {"name":"Packs numériques","group":"%s","commune":"67482",%s,"priceCents":0,"quota":%d,%s,"basis":"GIFT"}""".formatted(
                                name, pack, portionsOfThem * GIVEN, window))
                .path("id")
                .asText();
    }

    private void playLot(int number) {
        int week = week(number);
        Instant monday = monday(number);
        String lot = name + "-" + number;
        Goods goods = number % 5 < FIFTHS_OF_THE_REGION ? laptops : desktops;
        List<String> devices = collect(lot, goods, monday);
        List<String> ready = refurbish(number, lot, goods.donor, devices, monday.plus(Duration.ofDays(2)));
        stock(lot, ready, monday.plus(Duration.ofDays(3)));
        handOut(number, lot, goods, COMMUNES.get(number % COMMUNES.size()), handOver(number));
        teach(lot, goods, monday.plus(Duration.ofDays(5)));
        if ((number + 1) % Math.max(1, lots / 10) == 0) {
            progress.accept("season " + name + ": week " + (week + 1) + " of " + WEEKS);
        }
    }

    private List<String> collect(String lot, Goods goods, Instant at) {
        int count = portions * PORTION;
        String when = "\"occurredAt\":\"" + at + "\"";
        String counted = "\"quantities\":[{\"category\":\"" + goods.category + "\",\"count\":" + count + "}]";
        String path = "/v1/collection/lots/"
                + api.post(goods.donor, "/v1/collection/lots", lot + "-offer", """
                                {"recipient":"%s","commune":"67482",%s,"partnerRef":"%s",%s%s}""".formatted(
                                        WORKSHOP_ID,
                                        counted,
                                        lot,
                                        goods.site.isEmpty() ? "" : "\"site\":\"" + goods.site + "\",",
                                        when))
                        .path("id")
                        .asText();
        var _ = api.act(WORKSHOP, path + "/acceptance", lot + "-acceptance", 1, "{" + when + "}");
        var _ = api.post(
                goods.donor, path + "/gift-agreement/donor-signature", lot + "-donor-signature", """
                {"highestUnitCents":25000,%s}""".formatted(when));
        var _ = api.post(
                WORKSHOP, path + "/gift-agreement/recipient-signature", lot + "-recipient-signature", """
                {"legalQuality":"ESUS_REUSE_BODY","commitsToReuse":true,%s}""".formatted(
                                when));
        var _ = api.act(WORKSHOP, path + "/pickup", lot + "-pickup", 2, """
                {"carrier":"%s","from":"%s","until":"%s",%s}""".formatted(
                        CARRIER_ID, at, at.plus(Duration.ofHours(4)), when));
        String quantities = "{" + counted + "," + when + "}";
        if (goods == laptops) {
            String stop = """
                    {"lot":"%s","from":"%s","until":"%s"}""".formatted(path.substring(path.lastIndexOf('/') + 1), at, at.plus(Duration.ofHours(1)));
            var _ = api.post(CARRIER, "/v1/collection/runs", lot + "-run", """
                    {"vehicleRef":"%s","stops":[%s],%s}""".formatted(lot, stop, when));
            passOn(lot, path, goods, count, when, quantities);
        } else {
            var _ = api.act(CARRIER, path + "/loading", lot + "-loading", 3, quantities);
            var _ = api.act(goods.donor, path + "/collection", lot + "-collection", 4, quantities);
        }
        StringBuilder csv = new StringBuilder("category;manufacturer;model;serialNumber\n");
        for (int i = 0; i < count; i++) {
            csv.append(goods.category + ";" + goods.model + ";")
                    .append(lot)
                    .append('-')
                    .append(i)
                    .append('\n');
        }
        JsonNode report = api.post(
                WORKSHOP, path + "/devices?occurredAt=" + at, lot + "-devices", null, "text/csv", csv.toString());
        return texts(report.path("rows"), "deviceId");
    }

    /** From the Region to the carrier to the workshop, each counting; the Region has counted one that it did not give. */
    private void passOn(String lot, String path, Goods goods, int count, String when, String counted) {
        var _ = api.post(
                goods.donor, path + "/handover", lot + "-handover", """
                {"quantities":[{"category":"%s","count":%d}],%s}""".formatted(goods.category, count + 1, when));
        var _ = api.post(CARRIER, path + "/takeover", lot + "-takeover", counted);
        var _ = api.act(goods.donor, path + "/settlement", lot + "-settlement", 6, """
                {"category":"%s","outcome":"NEVER_GIVEN","reason":"Compté deux fois",%s}""".formatted(goods.category, when));
        var _ = api.post(CARRIER, path + "/delivery", lot + "-delivery", counted);
        var _ = api.post(WORKSHOP, path + "/reception", lot + "-lot-reception", counted);
    }

    /** Receives, looks at, erases, and scraps or grades; returns those that are ready. All but every eighth lot are told in one call. */
    private List<String> refurbish(int number, String lot, String donor, List<String> devices, Instant at) {
        String when = "\"occurredAt\":\"" + at + "\"";
        String body = "{\"deviceIds\":" + quoted(devices) + "," + when + "}";
        JsonNode received = untilAll(
                "refurb to expect " + lot,
                attempt -> api.post(WORKSHOP, "/v1/refurb/receptions", lot + "-reception-" + attempt, body));
        Map<String, Long> versions = new LinkedHashMap<>();
        for (JsonNode row : received.path("rows")) {
            versions.put(row.path("deviceId").asText(), row.path("version").asLong());
        }
        List<String> ids = List.copyOf(versions.keySet());
        List<String> scrapped = ids.subList(0, portions * SCRAPPED);
        List<String> ready = ids.subList(scrapped.size(), ids.size());
        if (number % TOLD_ONE_BY_ONE == 0) {
            versions.forEach((id, version) -> {
                long erased = id.equals(ready.getLast()) ? prove(id, version, at) : erase(id, version, when);
                if (!scrapped.contains(id)) {
                    check(id, id.equals(ready.getFirst()) ? release(id, donor, erased, when) : erased, when);
                }
            });
        } else {
            reportWork(lot, scrapped, ready, when);
        }
        versions.forEach((id, version) -> {
            if (scrapped.contains(id)) {
                var _ = api.act(
                        WORKSHOP,
                        "/v1/refurb/devices/" + id + "/scrapping",
                        id + "-scrapping",
                        version + 2,
                        "{\"reason\":\"Carte mère hors d'usage\"," + when + "}");
            }
        });
        recycle(lot, scrapped, when);
        return ready;
    }

    /** Lists a device's medium and erases it, each in a call of its own; the version that is reached. */
    private long erase(String id, long version, String when) {
        String path = "/v1/refurb/devices/" + id;
        var _ = api.act(
                WORKSHOP, path + "/triage", id + "-triage", version, "{\"media\":[" + medium(id) + "]," + when + "}");
        var _ = api.act(
                WORKSHOP,
                path + "/erasures",
                id + "-erasure",
                version + 1,
                erasure(id).replaceFirst("}$", "," + when + "}"));
        return version + 2;
    }

    /**
     * Tells of a device by the files of the workshop's tools: its hardware as lshw found it, its erasure as nwipe logged it, and a
     * picture. The version that is reached.
     */
    private long prove(String id, long version, Instant at) {
        String path = "/v1/refurb/devices/" + id;
        String drive = "NVME-" + id;
        var _ = api.act(WORKSHOP, path + "/triage", id + "-triage", version, """
                {"media":[{"serialNumber":"%s","kind":"NVME","bytes":256060514304}],"occurredAt":"%s"}""".formatted(drive, at));
        var _ = api.post(
                WORKSHOP,
                path + "/inventory?occurredAt=" + at,
                id + "-inventory",
                version + 1,
                "application/vnd.lshw+json",
                BenchTools.lshwInventory(drive));
        JsonNode evidence = api.post(
                WORKSHOP, "/v1/refurb/evidence", id + "-evidence", null, "text/plain", BenchTools.nwipeLog(drive, at));
        if (evidence.path("recorded").asInt() != 1) {
            throw new IllegalStateException("the log of " + drive + " came to " + evidence);
        }
        var _ = api.post(WORKSHOP, path + "/photos?occurredAt=" + at, id + "-photo", "image/png", BenchTools.picture());
        return version + 4;
    }

    /** It is still in its donor's management, which releases it. */
    private long release(String id, String donor, long version, String when) {
        String path = "/v1/refurb/devices/" + id;
        var _ = api.act(
                WORKSHOP,
                path + "/lock",
                id + "-lock",
                version,
                "{\"kind\":\"REMOTE_MANAGEMENT\",\"note\":\"Écran d'inscription\"," + when + "}");
        var _ = api.act(
                donor, path + "/lock-release", id + "-release", version + 1, "{\"released\":true," + when + "}");
        var _ = api.act(WORKSHOP, path + "/unlocking", id + "-unlocking", version + 2, "{" + when + "}");
        return version + 3;
    }

    private void check(String id, long version, String when) {
        String path = "/v1/refurb/devices/" + id;
        var _ = api.act(WORKSHOP, path + "/grade", id + "-grade", version, "{\"grade\":\"B\"," + when + "}");
        var _ = api.act(
                WORKSHOP,
                path + "/quality-check",
                id + "-quality",
                version + 1,
                "{\"passed\":true," + CHECKLIST + "," + when + "}");
    }

    /** The same of a whole lot, in one call; each device has gone through as many versions. */
    private void reportWork(String lot, List<String> scrapped, List<String> ready, String when) {
        String rows = Stream.concat(
                        scrapped.stream().map(id -> report(id, "")),
                        ready.stream()
                                .map(id -> report(
                                        id,
                                        ",\"grade\":{\"grade\":\"B\"},\"check\":{\"passed\":true," + CHECKLIST + "}")))
                .collect(Collectors.joining(","));
        JsonNode report = api.post(
                WORKSHOP, "/v1/refurb/device-reports", lot + "-bench", "{\"rows\":[" + rows + "]," + when + "}");
        if (report.path("recorded").asInt() != scrapped.size() + ready.size()) {
            throw new IllegalStateException("the bench of " + lot + " came to " + report);
        }
    }

    private static String report(String id, String more) {
        return "{\"deviceId\":\"" + id + "\",\"triage\":{\"media\":[" + medium(id) + "]},\"erasures\":[" + erasure(id)
                + "]" + more + "}";
    }

    private static String medium(String id) {
        return "{\"serialNumber\":\"SSD-" + id + "\",\"kind\":\"SSD\",\"bytes\":256060514304}";
    }

    private static String erasure(String id) {
        return """
                {"serialNumber":"SSD-%s","method":"SANITIZE_CRYPTO_ERASE","tool":"nwipe 0.43","bytesErased":256060514304,\
                "errors":0,"verified":true,"hiddenSectors":false,"status":"ERASED"}""".formatted(id);
    }

    /** Puts what is scrapped on a pallet for an eco-organism, which treats it. */
    private void recycle(String lot, List<String> scrapped, String when) {
        String path = "/v1/refurb/pallets/"
                + api.post(WORKSHOP, "/v1/refurb/pallets", lot + "-pallet", """
                                {"ecoOrganism":"%s","wasteCode":"20 01 35*","commune":"67482","partnerRef":"%s",%s}""".formatted(ECO_ORGANISM_ID, lot, when))
                        .path("id")
                        .asText();
        int grams = scrapped.size() * GRAMS;
        var _ = api.post(
                WORKSHOP, path + "/loading", lot + "-load", "{\"deviceIds\":" + quoted(scrapped) + "," + when + "}");
        var _ = api.act(WORKSHOP, path + "/departure", lot + "-departure", 2, """
                {"grossGrams":%d,"tareGrams":%d,%s}""".formatted(
                        grams + TARE_GRAMS, TARE_GRAMS, when));
        var _ = api.act(ECO_ORGANISM, path + "/reception", lot + "-pallet-reception", 3, """
                {"netGrams":%d,%s}""".formatted(grams, when));
        var _ = api.act(ECO_ORGANISM, path + "/treatment", lot + "-treatment", 4, """
                {"treatments":[{"mode":"RECYCLING","operation":"R 4","grams":%d}],%s}""".formatted(grams, when));
    }

    private void stock(String lot, List<String> ready, Instant at) {
        String when = "\"occurredAt\":\"" + at + "\"";
        var _ = api.post(WORKSHOP, "/v1/refurb/dispatches", lot + "-dispatch", """
                {"deviceIds":%s,"recipient":"%s","shipmentRef":"BL-%s",%s}""".formatted(
                        quoted(ready), COUNTER_ID, lot, when));
        var _ = untilAll(
                "the counter to sign for " + lot,
                attempt -> api.post(
                        COUNTER,
                        "/v1/allocation/receptions",
                        lot + "-signing-" + attempt,
                        "{\"devices\":" + quoted(ready) + "," + when + "}"));
    }

    /** Packs are reserved of what was there at the time, so those of earlier weeks come first, however many lots are played. */
    private void awaitEarlierWeeks(int number) {
        for (int lot = 0; lot < number && week(lot) < week(number); lot++) {
            try {
                reserved.get(lot).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the season broke off", interrupted);
            }
        }
    }

    private void handOut(int number, String lot, Goods goods, String commune, Instant at) {
        String when = "\"occurredAt\":\"" + at + "\"";
        List<String> sales = ask(number, lot + "-sale", goods.sale, portions * SOLD, "67482", at);
        List<String> gifts = ask(number, lot + "-gift", goods.gift, portions * GIVEN, commune, at);
        awaitEarlierWeeks(number);
        List<String> sold = reserve(lot + "-sale", sales, when);
        List<String> given = reserve(lot + "-gift", gifts, when);
        reserved.get(number).countDown();
        String rows = sold.stream()
                .map(pack ->
                        "{\"pack\":\"" + pack + "\",\"priceCents\":" + PRICE_CENTS + ",\"proof\":\"SOCIAL_MINIMA\"}")
                .collect(Collectors.joining(",", "[", "]"));
        expectDone(
                api.post(
                        COUNTER,
                        "/v1/allocation/sales",
                        lot + "-sales",
                        "{\"sales\":" + rows + ",\"commune\":\"67482\"," + when + "}"),
                sales.size());
        expectDone(
                api.post(
                        COUNTER,
                        "/v1/allocation/hand-overs",
                        lot + "-hand-overs",
                        "{\"packs\":" + quoted(given) + ",\"commune\":\"" + commune + "\"," + when + "}"),
                gifts.size());
    }

    /** A request for each, in one list; those of every eighth lot one by one. */
    private List<String> ask(int number, String key, String programme, int count, String commune, Instant at) {
        if (number % TOLD_ONE_BY_ONE != 0) {
            String list = IntStream.range(0, count)
                    .mapToObj(i -> "Personne;%s;1980;%s-%d@personne.invalid;%s;SOCIAL_MINIMA\n"
                            .formatted(nobody(key + "-" + i), key, i, commune))
                    .collect(Collectors.joining("", "givenName;familyName;birthYear;email;commune;proof\n", ""));
            JsonNode report = api.post(
                    COUNTER,
                    "/v1/allocation/request-lists?programmeId=" + programme + "&occurredAt=" + at,
                    key + "-requests",
                    null,
                    "text/csv",
                    list);
            if (report.path("rejected").asInt() != 0) {
                throw new IllegalStateException("requests were refused: " + report);
            }
            return texts(report.path("rows"), "requestId");
        }
        String when = "\"occurredAt\":\"" + at + "\"";
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(api.post(COUNTER, "/v1/allocation/requests", key + "-request-" + i, """
                            {"programmeId":"%s","contact":{"givenName":"Personne","familyName":"%s","birthYear":1980,
                            "email":"%s-%d@personne.invalid"},"commune":"%s","proof":"SOCIAL_MINIMA",%s}""".formatted(
                                    programme, nobody(key + "-" + i), key, i, commune, when))
                    .path("id")
                    .asText());
        }
        return requests;
    }

    /** A family name for nobody: households are told apart by the letters of their names, so digits become letters. */
    private static String nobody(String key) {
        return key.chars()
                .map(c -> Character.isDigit(c) ? 'a' + c - '0' : c == '-' ? 'x' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private List<String> reserve(String key, List<String> requests, String when) {
        JsonNode report = api.post(
                COUNTER,
                "/v1/allocation/reservations",
                key + "-reservations",
                "{\"requests\":" + quoted(requests) + "," + when + "}");
        if (report.path("rejected").asInt() != 0) {
            throw new IllegalStateException("packs were refused: " + report);
        }
        return texts(report.path("rows"), "packId");
    }

    private void teach(String lot, Goods goods, Instant at) {
        String when = "\"occurredAt\":\"" + at + "\"";
        String workshop = api.post(THIRD_PLACE, "/v1/mediation/workshops", lot + "-workshop", """
                        {"placeId":"%s","title":"Premiers pas avec l'ordinateur","from":"%s","until":"%s","capacity":%d,%s}""".formatted(
                                place, at, at.plus(Duration.ofHours(2)), SEATS, when))
                .path("id")
                .asText();
        String path = "/v1/mediation/workshops/" + workshop;
        List<String> bookings = new ArrayList<>();
        for (int i = 0; i < SEATS; i++) {
            bookings.add(api.post(THIRD_PLACE, path + "/bookings", lot + "-seat-" + i, """
                            {"programmeId":"%s",%s}""".formatted(goods.gift, when))
                    .path("id")
                    .asText());
        }
        var _ = api.post(
                THIRD_PLACE,
                path + "/attendance",
                lot + "-attendance",
                "{\"present\":" + quoted(bookings.subList(0, PRESENT)) + ",\"absent\":"
                        + quoted(bookings.subList(PRESENT, SEATS)) + "," + when + "}");
    }

    private interface Attempt {
        JsonNode of(int number);
    }

    /** Bulk calls about what another service has just said may come too early: what is rejected is named again. */
    private static JsonNode untilAll(String what, Attempt attempt) {
        for (int number = 1; number < 240; number++) {
            JsonNode report = attempt.of(number);
            if (report.path("rejected").asInt() == 0) {
                return report;
            }
            PartnerApi.pause();
        }
        throw new IllegalStateException("waited in vain for " + what);
    }

    private static void expectDone(JsonNode report, int wanted) {
        if (report.path("done").asInt() + report.path("unchanged").asInt() != wanted) {
            throw new IllegalStateException("packs were not handed out: " + report);
        }
    }

    private static List<String> texts(JsonNode rows, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode row : rows) {
            // Whatever is missing is missing here, not in a call that nobody understands.
            texts.add(UUID.fromString(row.path(field).asText()).toString());
        }
        return texts;
    }

    private static String quoted(List<String> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
