package network.reuse.refurb;

import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.DONOR;
import static network.reuse.refurb.RefurbCalls.WORKSHOP;
import static network.reuse.refurb.RefurbCalls.actAs;
import static network.reuse.refurb.RefurbCalls.expected;
import static network.reuse.refurb.RefurbCalls.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.reuse.contracts.Grade;
import network.reuse.contracts.LockKind;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.Published;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.SerialNumber;
import network.reuse.contracts.StreamId;
import network.reuse.defaults.testing.LegalMoves;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.DeviceStatus;
import network.reuse.refurb.domain.Erasure;
import network.reuse.refurb.domain.ErasureMethod;
import network.reuse.refurb.domain.ErasurePolicy;
import network.reuse.refurb.domain.Pallet;
import network.reuse.refurb.domain.PalletStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lives of devices as benches make them at the same time, and what the journal tells of them; others with {@code -Dhistories.seed=7}. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class HistoriesIT {
    private static final long SEED = Long.getLong("histories.seed", 1);
    private static final int PLAYED = 4;
    private static final int BENCHES = 2;
    private static final int COMMANDS = 20;
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** Moves that are made at the pallet, by a file, by a template, or with another device. */
    private static final EnumSet<Device.Move> ELSEWHERE = EnumSet.of(
            Device.Move.LOADING,
            Device.Move.UNLOADING,
            Device.Move.INVENTORY,
            Device.Move.INSTALLATION,
            Device.Move.FITTING);

    @BeforeAll
    static void theRegisterNamesOrganisations() throws Exception {
        RefurbCalls.register();
    }

    @Test
    void whateverBenchesDoAtTheSameTimeTheJournalTellsALegalLife() throws Exception {
        List<UUID> devices = expected(PLAYED);
        List<Callable<Integer>> benches = new ArrayList<>();
        for (int i = 0; i < PLAYED * BENCHES; i++) {
            UUID device = devices.get(i % PLAYED);
            Random random = new Random(SEED * 1_000 + i);
            benches.add(() -> play(device, random));
        }
        int done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(PLAYED * BENCHES)) {
            for (Future<Integer> bench : threads.invokeAll(benches)) {
                done += bench.get();
            }
        }

        assertThat(done).isGreaterThan(PLAYED * COMMANDS / 2);
        for (UUID device : devices) {
            theJournalTellsALegalLife(device);
        }
    }

    @Test
    void theDatabaseRefusesEveryStepThatIsNotLegalAndNoOther() throws Exception {
        theDatabaseLets(
                "device", Device.class, DeviceStatus.values(), expected(1).getFirst());
        theDatabaseLets("pallet", Pallet.class, PalletStatus.values(), pallet());
    }

    private static UUID pallet() {
        return UUID.fromString(RefurbCalls.command(WORKSHOP)
                .body("{\"ecoOrganism\":\"" + RefurbCalls.ECO_ORGANISM_ID
                        + "\",\"wasteCode\":\"20 01 35*\",\"commune\":\"67482\"}")
                .post("/v1/refurb/pallets")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private static void theDatabaseLets(String table, Class<?> states, Enum<?>[] statuses, UUID id) throws Exception {
        Set<String> legal = LegalMoves.stepsOfTheDatabase(states, table);
        Set<String> all = new TreeSet<>();
        Set<String> let = new TreeSet<>();
        List<String> from = new ArrayList<>(List.of("NEW", "ELSEWHERE"));
        for (Enum<?> status : statuses) {
            from.add(status.name());
        }
        try (Connection owner = owner();
                PreparedStatement update = owner.prepareStatement(
                        "update " + table + " set previous_status = ?, status = ? where id = ?")) {
            owner.setAutoCommit(false);
            for (String before : from) {
                for (Enum<?> after : statuses) {
                    all.add(before + ">" + after);
                    var savepoint = owner.setSavepoint();
                    update.setString(1, before);
                    update.setString(2, after.name());
                    update.setObject(3, id);
                    try {
                        assertThat(update.executeUpdate()).isEqualTo(1);
                        let.add(before + ">" + after);
                    } catch (SQLException refused) {
                        assertThat(refused.getSQLState()).isEqualTo(FOREIGN_KEY_VIOLATION);
                    }
                    owner.rollback(savepoint);
                }
            }
            owner.rollback();
        }
        assertThat(all).hasSizeGreaterThan(legal.size());
        assertThat(let).isEqualTo(legal);
    }

    /** One bench's day on a device that others work on as well; how many of its commands took effect. */
    private static int play(UUID device, Random random) {
        int done = 0;
        int version = 0;
        for (int i = 0; i < COMMANDS; i++) {
            JsonPath seen =
                    read(WORKSHOP, DEVICES + device).statusCode(200).extract().jsonPath();
            assertThat(seen.getInt("version")).isGreaterThanOrEqualTo(version);
            version = seen.getInt("version");
            List<String> legal = new ArrayList<>(seen.getList("legal"));
            ELSEWHERE.forEach(move -> legal.remove(move.name()));
            Device.Move move = legal.isEmpty() || random.nextInt(5) == 0
                    ? any(EnumSet.complementOf(ELSEWHERE).toArray(Device.Move[]::new), random)
                    : Device.Move.valueOf(likely(legal, seen, random));
            int status = actAs(
                            move == Device.Move.LOCK_RELEASE ? DONOR : WORKSHOP,
                            device,
                            resource(move),
                            version,
                            body(move, seen, random))
                    .extract()
                    .statusCode();
            // Whose move it is not at all is told before what is legal: a donor has a say in what is locked alone.
            assertThat(status)
                    .as("%s on %s", move, seen.prettify())
                    .isIn(move == Device.Move.LOCK_RELEASE ? List.of(200, 403, 409, 412) : List.of(200, 409, 412, 422));
            done += status == 200 ? 1 : 0;
        }
        return done;
    }

    /** A legal move, more often one after which the device is nearer to leaving. */
    private static String likely(List<String> legal, JsonPath seen, Random random) {
        List<String> levels = seen.getList("media.level");
        boolean erased = levels != null && levels.stream().noneMatch("NONE"::equals);
        if (legal.contains("UNLOCKING") && random.nextBoolean()) {
            return "UNLOCKING";
        }
        String nearer = erased ? (seen.getString("grade") == null ? "GRADE" : "QUALITY_CHECK") : "ERASURE";
        return legal.contains(nearer) && random.nextBoolean() ? nearer : legal.get(random.nextInt(legal.size()));
    }

    private static <T> T any(T[] all, Random random) {
        return List.of(all).get(random.nextInt(all.length));
    }

    private static String resource(Device.Move move) {
        return switch (move) {
            case LOADING, UNLOADING, INVENTORY, INSTALLATION, FITTING ->
                throw new IllegalArgumentException(move + " is made elsewhere");
            case MEDIUM -> "media";
            case ERASURE, DESTRUCTION, REPAIR -> move.name().toLowerCase(Locale.ROOT) + "s";
            case RECEPTION,
                    TRIAGE,
                    MEDIUM_CORRECTION,
                    GRADE,
                    GRADE_CORRECTION,
                    QUALITY_CHECK,
                    LOCK,
                    LOCK_CORRECTION,
                    LOCK_RELEASE,
                    UNLOCKING,
                    SCRAPPING,
                    SCRAPPING_CORRECTION,
                    DISPATCH,
                    DISPATCH_CORRECTION,
                    LOSS,
                    LOSS_CORRECTION -> move.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    private static String body(Device.Move move, JsonPath seen, Random random) {
        List<String> media = seen.getList("media.serialNumber");
        String medium = media == null || media.isEmpty() ? "m1" : media.get(random.nextInt(media.size()));
        String kind = any(MediumKind.values(), random).name();
        String grade = any(Grade.values(), random).name();
        return switch (move) {
            case LOADING, UNLOADING, INVENTORY, INSTALLATION, FITTING ->
                throw new IllegalArgumentException(move + " is made elsewhere");
            case RECEPTION -> "{}";
            case TRIAGE -> "{\"media\":[" + medium("m1", kind) + "," + medium("m2", "SSD") + "]}";
            case MEDIUM -> medium("m" + (3 + random.nextInt(5)), kind).replaceFirst("}", ",\"reason\":\"oublié\"}");
            case MEDIUM_CORRECTION ->
                "{\"serialNumber\":\"" + medium + "\",\"now\":" + medium(medium, kind) + ",\"reason\":\"mal lu\"}";
            case ERASURE ->
                RefurbCalls.erasure(medium, any(ErasureMethod.values(), random).name(), random.nextInt(4) > 0);
            case DESTRUCTION -> "{\"serialNumber\":\"" + medium + "\"}";
            case REPAIR -> "{\"work\":\"Batterie remplacée\"}";
            case GRADE -> "{\"grade\":\"" + grade + "\"}";
            case GRADE_CORRECTION -> "{\"grade\":\"" + grade + "\",\"reason\":\"erreur\"}";
            case QUALITY_CHECK ->
                random.nextInt(4) > 0 ? "{\"passed\":true}" : "{\"passed\":false,\"faults\":[\"clavier\"]}";
            case LOCK -> "{\"kind\":\"" + any(LockKind.values(), random).name() + "\"}";
            case LOCK_RELEASE ->
                random.nextBoolean() ? "{\"released\":true}" : "{\"released\":false,\"reason\":\"introuvable\"}";
            case UNLOCKING -> "{}";
            case DISPATCH -> "{\"recipient\":\"" + RefurbCalls.RECIPIENT + "\"}";
            case LOCK_CORRECTION, SCRAPPING, SCRAPPING_CORRECTION, DISPATCH_CORRECTION, LOSS, LOSS_CORRECTION ->
                "{\"reason\":\"erreur\"}";
        };
    }

    private static String medium(String serialNumber, String kind) {
        return "{\"serialNumber\":\"" + serialNumber + "\",\"kind\":\"" + kind + "\",\"bytes\":1000}";
    }

    /** A medium as the journal has told of it so far. */
    private record Told(RefurbEvent.Medium medium, SanitisationLevel level) {}

    private static void theJournalTellsALegalLife(UUID device) throws Exception {
        Map<String, Told> media = new TreeMap<>();
        long sequence = 0;
        int epoch = 0;
        for (Published<RefurbEvent> event : journal(device)) {
            assertThat(event.envelope().sequence()).isEqualTo(++sequence);
            assertThat(event.envelope().epoch()).isGreaterThanOrEqualTo(epoch);
            epoch = Objects.requireNonNull(event.envelope().epoch());
            switch (event.fact()) {
                case RefurbEvent.DeviceTriaged triaged -> {
                    media.clear();
                    triaged.media().forEach(medium -> tell(media, medium, SanitisationLevel.NONE));
                }
                case RefurbEvent.MediumAdded added -> tell(media, added.medium(), SanitisationLevel.NONE);
                case RefurbEvent.MediumErased erased -> {
                    RefurbEvent.Medium medium =
                            told(media, erased.serialNumber()).medium();
                    assertThat(erased.level()).isLessThanOrEqualTo(most(medium, erased));
                    tell(media, medium, erased.level());
                }
                case RefurbEvent.MediumDestroyed destroyed ->
                    tell(media, told(media, destroyed.serialNumber()).medium(), SanitisationLevel.DESTROY);
                case RefurbEvent.MediumCorrected corrected -> {
                    media.remove(SerialNumber.form(corrected.before().serialNumber()));
                    tell(media, corrected.now(), corrected.level());
                }
                case RefurbEvent.DeviceReady _, RefurbEvent.DeviceDispatched _, RefurbEvent.DeviceScrapped _ ->
                    assertThat(media.values())
                            .as("media of %s at %s", device, event)
                            .allSatisfy(medium ->
                                    assertThat(medium.level()).isGreaterThanOrEqualTo(ErasurePolicy.REQUIRED));
                case RefurbEvent.DeviceReceived _,
                        RefurbEvent.DeviceRepaired _,
                        RefurbEvent.DeviceGraded _,
                        RefurbEvent.GradeCorrected _,
                        RefurbEvent.QualityCheckFailed _,
                        RefurbEvent.DeviceLocked _,
                        RefurbEvent.LockReleaseAnswered _,
                        RefurbEvent.DeviceUnlocked _,
                        RefurbEvent.LockCorrected _,
                        RefurbEvent.SystemInstalled _,
                        RefurbEvent.DevicePhotographed _,
                        RefurbEvent.ReadinessCorrected _,
                        RefurbEvent.DeviceLost _,
                        RefurbEvent.LossCorrected _,
                        RefurbEvent.ScrapCorrected _,
                        RefurbEvent.DispatchCorrected _ -> {}
                case RefurbEvent.MediumFitted _, RefurbEvent.MediumRemoved _ ->
                    throw new AssertionError("nobody fits a medium elsewhere here: " + event);
                case RefurbEvent.DevicePalletised _,
                        RefurbEvent.PalletisationCorrected _,
                        RefurbEvent.DeviceReceivedByEcoOrganism _,
                        RefurbEvent.DeviceTreated _,
                        RefurbEvent.DeviceInventoried _,
                        RefurbEvent.PalletOpened _,
                        RefurbEvent.PalletCancelled _,
                        RefurbEvent.PalletDeparted _,
                        RefurbEvent.PalletDepartureCorrected _,
                        RefurbEvent.PalletSlipAdded _,
                        RefurbEvent.PalletReceived _,
                        RefurbEvent.PalletTreated _ -> throw new AssertionError("nobody loads a pallet here: " + event);
            }
        }
        assertThat(RefurbCalls.count("select sequence from device where id = '" + device + "'"))
                .isEqualTo(sequence);
        JsonPath seen = read(WORKSHOP, DEVICES + device).extract().jsonPath();
        List<String> serials = seen.getList("media.serialNumber");
        List<String> levels = seen.getList("media.level");
        for (int i = 0; serials != null && i < serials.size(); i++) {
            assertThat(levels.get(i))
                    .isEqualTo(told(media, serials.get(i)).level().name());
        }
    }

    private static void tell(Map<String, Told> media, RefurbEvent.Medium medium, SanitisationLevel level) {
        media.put(SerialNumber.form(medium.serialNumber()), new Told(medium, level));
    }

    private static Told told(Map<String, Told> media, String serialNumber) {
        return Objects.requireNonNull(media.get(SerialNumber.form(serialNumber)), serialNumber);
    }

    /** The most that a run of which this is told can have reached. */
    private static SanitisationLevel most(RefurbEvent.Medium medium, RefurbEvent.MediumErased erased) {
        RefurbEvent.ErasureRun run = Objects.requireNonNull(erased.run());
        return ErasurePolicy.level(
                medium.kind(),
                medium.bytes(),
                new Erasure(
                        ErasureMethod.valueOf(erased.method()),
                        erased.tool(),
                        run.bytesErased(),
                        run.errors(),
                        run.verified(),
                        false,
                        Erasure.Outcome.ERASED,
                        null));
    }

    private static List<Published<RefurbEvent>> journal(UUID device) throws SQLException, IOException {
        List<Published<RefurbEvent>> events = new ArrayList<>();
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select event_id, type, sequence, correlation_id, value from event_journal where stream_id = '"
                                + device + "' order by sequence")) {
            while (rows.next()) {
                events.add(Publisher.REFURB
                        .codec()
                        .decode(
                                rows.getObject(1, UUID.class),
                                rows.getString(2),
                                new StreamId(Publisher.REFURB.source(), "device", device),
                                rows.getLong(3),
                                rows.getObject(4, UUID.class),
                                rows.getString(5).getBytes(StandardCharsets.UTF_8))
                        .orElseThrow());
            }
        }
        return events;
    }

    private static Connection owner() throws SQLException {
        var backends = NetworkResource.backends("refurb");
        return DriverManager.getConnection(
                backends.jdbcUrl("refurb"), "refurb_owner", backends.databasePassword("refurb_owner"));
    }
}
