package network.reuse.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.reuse.local.audit.Report;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Runs last: what it does to the books cannot be undone. */
@Order(10)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TamperingE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();

    @Test
    @Order(0)
    void anOperatorMayAskForTheBooksAndForADevicesWayAndTheNetworkRunsOn() throws Exception {
        List<Long> running = NETWORK.parts().stream().map(Part::pid).toList();
        String device = new Journey(NETWORK).bring("asked-for", 1, "67482").getFirst();

        ReuseScript.Ended audit = ReuseScript.call(NETWORK, "audit");
        assertThat(audit.output()).contains("The books close.");
        assertThat(audit.code()).isZero();
        ReuseScript.Ended trace = ReuseScript.call(NETWORK, "trace", device);
        assertThat(trace.output()).contains("collection said:", "collection.DeviceRegistered.v1", "refurb has passed:");
        assertThat(trace.code()).isZero();
        assertThat(NETWORK.parts().stream().map(Part::pid)).containsExactlyElementsOf(running);
    }

    @Test
    @Order(1)
    void theAuditTellsWhichFileWasAlteredOrRemovedByHandAndTheServiceGivesNoneOfThemOut() throws Exception {
        String photo = new Stock(NETWORK).photo();
        String id = Stock.id(photo);
        Partner workshop = new Partner(NETWORK, "atelier-strasbourg");
        Path bytes;
        try (Stream<Path> files = Files.walk(requireNonNull(NETWORK.files().get("refurb")))) {
            bytes = files.filter(file -> file.toString().endsWith("." + id))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] original = Files.readAllBytes(bytes);
        assertThat(Audit.of(NETWORK).findings()).isEmpty();

        Files.writeString(bytes, "other bytes");
        assertThat(Audit.of(NETWORK).findings())
                .singleElement()
                .asString()
                .contains("refurb", id, "other bytes than its row names");
        workshop.get(photo).expect(500);

        Files.delete(bytes);
        assertThat(Audit.of(NETWORK).findings())
                .singleElement()
                .asString()
                .contains("refurb", id, "has a row and no bytes");
        workshop.get(photo).expect(500);

        Files.write(bytes, original);
        Path old = bytes.resolveSibling(
                bytes.getFileName().toString().replaceFirst("\\..*", ".01900000-0000-7000-8000-0000000000f1"));
        Files.write(old, original);
        assertThat(Audit.of(NETWORK).findings()).singleElement().asString().contains("of which no row speaks");
        Files.delete(old);

        String row = "from file where id = '" + id + "'";
        atRefurb("update file set sha256 = repeat('0', 64) where id = '" + id + "'");
        assertThat(Audit.of(NETWORK).findings())
                .anyMatch(finding -> finding.contains(id) && finding.contains("names other bytes"));
        atRefurb("create table removed as select * " + row + "; delete " + row);
        assertThat(Audit.of(NETWORK).findings())
                .singleElement()
                .asString()
                .contains("refurb", id, "has an event and no row");
        String hash = bytes.getFileName().toString().replaceFirst("\\..*", "");
        atRefurb("insert into file select * from removed; drop table removed; update file set sha256 = '" + hash
                + "' where id = '" + id + "'");
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
        assertThat(workshop.get(photo).expect(200).http().body()).isEqualTo(Stock.PHOTO);
    }

    @Test
    @Order(1)
    void theAuditTellsWhichFileOfEvidenceIsNotTheOneThatItsErasureNames() throws Exception {
        Stock stock = new Stock(NETWORK);
        String triaged = stock.triaged();
        String id = stock.stray(triaged);
        String device = Stock.id(triaged);
        new Partner(NETWORK, "atelier-strasbourg")
                .post(
                        "/v1/refurb/evidence/" + id + "/assignment",
                        "{\"deviceId\":\"" + device + "\",\"serialNumber\":\"SSD-" + device
                                + "\",\"matchedBy\":\"Essai\"}")
                .expect(200);
        assertThat(Audit.of(NETWORK).findings()).isEmpty();

        String of = " where id = '" + id + "'";
        atRefurb("create table told as select sha256 from evidence" + of
                + "; update evidence set sha256 = repeat('0', 64)" + of);
        assertThat(Audit.of(NETWORK).findings())
                .anyMatch(finding -> finding.contains(device) && finding.contains("no erasure names it"))
                .anyMatch(finding -> finding.contains("of evidence has a row that names other bytes"));
        atRefurb("update evidence set sha256 = (select sha256 from told)" + of + "; drop table told");
        assertThat(Audit.of(NETWORK).findings()).isEmpty();
    }

    private static void atRefurb(String statements) throws Exception {
        try (Connection owner = NETWORK.connect("refurb", "refurb_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(statements);
        }
    }

    @Test
    @Order(2)
    void theAuditTellsWhenARowIsDeletedAQuotaChangedOrAnEventDoubledByHand() throws Exception {
        // A device of its own: rows of other tables may point to what else the network holds.
        String row = new Journey(NETWORK).bring("row-deleted", 1, "67482").getFirst();
        String programme = Stock.id(new Shelf(NETWORK, 1).opened("GIFT", 0));
        Report clean = Audit.of(NETWORK);
        assertThat(clean.findings()).isEmpty();

        try (Connection owner = NETWORK.connect("collection", "collection_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("create table kept as select * from device where id = '" + row + "'");
            statement.execute("delete from device where id = '" + row + "'");
            statement.execute("delete from device_reader where id = '" + row + "'");
        }
        takeOfQuota(programme, 1);
        assertThat(Audit.of(NETWORK).findings())
                .anyMatch(finding -> finding.contains(row) && finding.contains("no row"))
                .anyMatch(finding -> finding.contains(programme) && finding.contains("has 1 taken, its packs make 0"));
        takeOfQuota(programme, 0);
        try (Connection owner = NETWORK.connect("collection", "collection_owner");
                Statement statement = owner.createStatement()) {
            String written;
            try (ResultSet columns = statement.executeQuery(
                    "select string_agg(quote_ident(attname), ', ') from pg_attribute"
                            + " where attrelid = 'device'::regclass and attnum > 0 and not attisdropped and attgenerated = ''")) {
                assertThat(columns.next()).isTrue();
                written = columns.getString(1);
            }
            statement.execute("insert into device(" + written + ") select " + written + " from kept");
            statement.execute("drop table kept");
        }
        assertThat(Audit.of(NETWORK).findings()).isEmpty();

        JsonNode was = JourneyE2ET.region("44");
        ConsumerRecord<String, byte[]> original = RunningNetwork.firstOf(NETWORK, "collection.LotCollected.v1");
        RunningNetwork.sendAgain(NETWORK, original);
        assertThat(Audit.of(NETWORK).findings()).anyMatch(finding -> finding.contains("twice"));
        assertThat(JourneyE2ET.cells(JourneyE2ET.region("44")))
                .as("an event doubled by hand counts once")
                .isEqualTo(JourneyE2ET.cells(was));
    }

    private static void takeOfQuota(String programme, int packs) throws Exception {
        try (Connection owner = NETWORK.connect("allocation", "allocation_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "update programme_quota set taken = " + packs + " where programme_id = '" + programme + "'");
        }
    }

    @Test
    @Order(3)
    void withoutTheConsumerGuardADoubledEventCountsTwiceAndTheAuditTurnsRed() throws Exception {
        // An offer that nothing has followed: of a longer stream one audit waits a minute for the rest, because
        // without the guard the checkpoint goes back to what was sent again.
        String lot = new Journey(NETWORK).offer("sent-twice", 1, "67482");
        assertThat(Audit.of(NETWORK).findings()).noneMatch(f -> f.startsWith("gateway"));
        Part usual = NETWORK.process("gateway");
        usual.holdGently();
        ServiceProcess careless = NETWORK.startExtra("gateway", Map.of("REUSE_CONSUMER_GUARD", "false"));
        try {
            sendAgain(lot);
            await("the audit to see that it counted twice")
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> Audit.of(NETWORK).findings().stream().anyMatch(f -> f.startsWith("gateway: OFFERED")));
        } finally {
            careless.kill();
            var _ = usual.release();
        }
    }

    /** Takes an offer that was sent, and sends it again as a relay that died between sending and deleting would. */
    private static void sendAgain(String lot) throws Exception {
        ConsumerRecord<String, byte[]> offer =
                RunningNetwork.firstOf(NETWORK, "collection.LotOffered.v1", "lot/" + lot);
        offer.headers().add("ce_resent", "true".getBytes(StandardCharsets.UTF_8));
        RunningNetwork.sendAgain(NETWORK, offer);
    }
}
