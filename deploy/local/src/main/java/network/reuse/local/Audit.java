package network.reuse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import network.reuse.contracts.DeviceStage;
import network.reuse.servers.Wait;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Closes the books: fixes a checkpoint per stream, waits until everybody has passed it, then compares what owners keep, what
 * their journals say, what Kafka holds and what the gateway counts. Lists what waits or is quarantined, and malformed records that
 * an operator has acknowledged, as explained; whatever else differs is a finding.
 */
public final class Audit {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final System.Logger LOG = System.getLogger(Audit.class.getName());
    private static final int STILL_ATTEMPTS = 5;
    private static final int LARGEST_VALUE = 512 * 1024;
    private static final String UUID_FORM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private static final Pattern SUBJECT = Pattern.compile("[a-z-]+/" + UUID_FORM);

    /** What every event's record carries, and its form. */
    private static final Map<String, Pattern> HEADERS = Map.of(
            "content-type", Pattern.compile("application/json(;.*)?"),
            "ce_specversion", Pattern.compile("1\\.0"),
            "ce_id", Pattern.compile(UUID_FORM),
            "ce_source", Pattern.compile("[a-z]+"),
            "ce_type", Pattern.compile("[a-z]+\\.[A-Za-z0-9]+\\.v[0-9]+"),
            "ce_time", Pattern.compile("[0-9T:.Z-]+"),
            "ce_subject", SUBJECT,
            "ce_sequence", Pattern.compile("[0-9]{1,18}"),
            "ce_correlationid", Pattern.compile(UUID_FORM));

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Owner> OWNERS = List.of(
            new Owner(
                    "collection",
                    "collection.events",
                    List.of(
                            new Reader("refurb", "collection-events", Set.of("device")),
                            new Reader("gateway", "progress-of-collection"))),
            new Owner(
                    "refurb",
                    "refurb.events",
                    List.of(
                            new Reader("collection", "refurb-events"),
                            new Reader("allocation", "refurb-events"),
                            new Reader("gateway", "progress-of-refurb"))),
            new Owner(
                    "allocation",
                    "allocation.events",
                    List.of(
                            new Reader("refurb", "allocation-events", Set.of("device")),
                            new Reader("mediation", "allocation-events", Set.of("programme", "pack", "person")),
                            new Reader("gateway", "progress-of-allocation", Set.of("device")))),
            new Owner(
                    "mediation",
                    "mediation.events",
                    List.of(
                            new Reader("allocation", "mediation-events", Set.of("invitation")),
                            new Reader("gateway", "progress-of-mediation", Set.of("booking")))),
            new Owner(
                    "gateway",
                    "network.organisations",
                    List.of(
                            new Reader("collection", "organisations"),
                            new Reader("allocation", "organisations"),
                            new Reader("mediation", "organisations"))));

    /** Streams that are not named after their table. */
    private static final Map<String, String> STREAM_OF = Map.of("forgotten_person", "person");

    private record Owner(String database, String topic, List<Reader> readers) {
        /** What its events name as their source. */
        String source() {
            return topic.substring(0, topic.indexOf('.'));
        }
    }

    /**
     * A service that reads the topic.
     *
     * @param streamTypes those that it asks for; none for all
     */
    private record Reader(String database, String consumer, Set<String> streamTypes) {
        Reader(String database, String consumer) {
            this(database, consumer, Set.of());
        }

        boolean asksFor(Stream stream) {
            return streamTypes.isEmpty() || streamTypes.contains(stream.type());
        }
    }

    private record Stream(String type, UUID id) {}

    private record Entry(UUID eventId, Stream stream, long sequence, String type, JsonNode value) {}

    /** A stream of one publisher: two may tell of the same device. */
    private record Said(String source, Stream stream) {}

    private record Cell(String region, String department, String stage) {}

    /** What the books say: differences that nothing explains, and what waits or is quarantined with its reason. */
    public record Report(List<String> findings, List<String> explained, Map<String, Long> counts) {
        /** Whether every difference is explained. */
        public boolean isClean() {
            return findings.isEmpty();
        }
    }

    private final LocalNetwork network;
    private final List<String> findings = new ArrayList<>();
    private final List<String> explained = new ArrayList<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, List<Entry>> journals = new HashMap<>();

    private Audit(LocalNetwork network) {
        this.network = network;
    }

    public static void main(String[] arguments) {
        int code;
        try (LocalNetwork network = LocalNetwork.attach()) {
            Report report = of(network);
            report.counts().forEach((what, n) -> System.out.printf("%-44s %,12d%n", what, n));
            report.explained().forEach(line -> System.out.println("explained: " + line));
            report.findings().forEach(line -> System.out.println("FINDING:   " + line));
            System.out.println(
                    report.isClean() ? "The books close." : report.findings().size() + " findings nothing explains.");
            code = report.isClean() ? 0 : 1;
        } catch (IllegalStateException refused) {
            System.err.println(refused.getMessage());
            code = 2;
        }
        System.exit(code);
    }

    /** Audits a running network. */
    public static Report of(LocalNetwork network) {
        Audit audit = new Audit(network);
        try {
            audit.run();
        } catch (SQLException | IOException broken) {
            throw new IllegalStateException("The audit could not read everything: " + broken.getMessage(), broken);
        }
        return new Report(List.copyOf(audit.findings), List.copyOf(audit.explained), Map.copyOf(audit.counts));
    }

    private void run() throws SQLException, IOException {
        readAndSettle();
        for (Owner owner : OWNERS) {
            compareOwner(owner);
            compareLog(owner);
            explain(owner);
        }
        compareCountersWhenStill();
    }

    private void readAndSettle() throws SQLException, IOException {
        for (Owner owner : OWNERS) {
            journals.put(owner.database(), journal(owner));
            counts.put(owner.database() + ": events journalled", (long)
                    entries(owner).size());
        }
        for (Owner owner : OWNERS) {
            settle(owner);
        }
    }

    /** A counter can only be compared with journals that have not grown while both were read. */
    private void compareCountersWhenStill() throws SQLException, IOException {
        for (int attempt = 0; attempt < STILL_ATTEMPTS; attempt++) {
            List<String> before = List.copyOf(findings);
            compareCounters();
            if (!haveJournalsGrown()) {
                return;
            }
            findings.clear();
            findings.addAll(before);
            readAndSettle();
        }
        explained.add("events kept arriving, so the counters could not be compared: audit again when less is going on");
    }

    private boolean haveJournalsGrown() throws SQLException {
        for (Owner owner : OWNERS) {
            try (Connection connection = network.audit(owner.database());
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from event_journal")) {
                if (rows.next() && rows.getLong(1) != entries(owner).size()) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Entry> entries(Owner owner) {
        return journals.getOrDefault(owner.database(), List.of());
    }

    private List<Entry> journal(Owner owner) throws SQLException, IOException {
        List<Entry> entries = new ArrayList<>();
        try (Connection connection = network.audit(owner.database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select event_id, stream_type, stream_id, sequence, type, value from event_journal order by id")) {
            while (rows.next()) {
                entries.add(new Entry(
                        rows.getObject(1, UUID.class),
                        new Stream(rows.getString(2), rows.getObject(3, UUID.class)),
                        rows.getLong(4),
                        rows.getString(5),
                        JSON.readTree(rows.getString(6))));
            }
        }
        return entries;
    }

    /** Waits until the relay has sent, and every reader has passed or holds, what the journal says. */
    private void settle(Owner owner) {
        Map<Stream, Long> checkpoints = checkpoints(owner);
        for (Reader reader : owner.readers()) {
            try {
                var _ = Wait.until(
                        reader.database() + " to pass the checkpoints of " + owner.database(),
                        PATIENCE,
                        () -> behind(owner, reader, checkpoints).isEmpty());
            } catch (IllegalStateException late) {
                List<String> behind = behind(owner, reader, checkpoints);
                if (!behind.isEmpty()) {
                    findings.add(reader.database() + "/" + reader.consumer() + " has not passed " + behind.size()
                            + " streams of " + owner.database() + ", such as " + behind.getFirst());
                }
            }
        }
    }

    private Map<Stream, Long> checkpoints(Owner owner) {
        Map<Stream, Long> checkpoints = new HashMap<>();
        for (Entry entry : entries(owner)) {
            checkpoints.merge(entry.stream(), entry.sequence(), Math::max);
        }
        return checkpoints;
    }

    private List<String> behind(Owner owner, Reader reader, Map<Stream, Long> checkpoints) {
        Map<Stream, Long> passed = new HashMap<>();
        Set<Stream> blocked = new HashSet<>();
        try (Connection connection = network.audit(reader.database())) {
            try (PreparedStatement positions = connection.prepareStatement(
                    "select stream_type, stream_id, sequence from consumer_checkpoint where consumer = ? and source = ?")) {
                positions.setString(1, reader.consumer());
                positions.setString(2, owner.source());
                try (ResultSet rows = positions.executeQuery()) {
                    while (rows.next()) {
                        passed.put(new Stream(rows.getString(1), rows.getObject(2, UUID.class)), rows.getLong(3));
                    }
                }
            }
            try (PreparedStatement holding = connection.prepareStatement(
                    "select stream_type, stream_id from pending_event where consumer = ? and reason in ('FAULT', 'FORK', 'AWAITS')")) {
                holding.setString(1, reader.consumer());
                try (ResultSet rows = holding.executeQuery()) {
                    while (rows.next()) {
                        blocked.add(new Stream(rows.getString(1), rows.getObject(2, UUID.class)));
                    }
                }
            }
        } catch (SQLException away) {
            return List.of("(" + away.getMessage() + ")");
        }
        List<String> behind = new ArrayList<>();
        checkpoints.forEach((stream, checkpoint) -> {
            if (reader.asksFor(stream) && !blocked.contains(stream) && passed.getOrDefault(stream, 0L) < checkpoint) {
                behind.add(stream.type() + "/" + stream.id() + " at " + passed.getOrDefault(stream, 0L) + " of "
                        + checkpoint);
            }
        });
        return behind;
    }

    /** Every stream has its row at its last number, every row its stream, and the numbers have no holes. */
    private void compareOwner(Owner owner) throws SQLException {
        Map<Stream, Long> last = new HashMap<>();
        Map<Stream, Long> howMany = new HashMap<>();
        for (Entry entry : entries(owner)) {
            last.merge(entry.stream(), entry.sequence(), Math::max);
            howMany.merge(entry.stream(), 1L, Long::sum);
        }
        last.forEach((stream, checkpoint) -> {
            if (!checkpoint.equals(howMany.get(stream))) {
                findings.add(owner.database() + ": stream " + stream.type() + "/" + stream.id() + " ends at "
                        + checkpoint + " but has " + howMany.get(stream) + " events");
            }
        });
        try (Connection connection = network.audit(owner.database())) {
            for (String table : aggregates(connection)) {
                long rowsSeen = 0;
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select id, sequence from " + table)) {
                    while (rows.next()) {
                        rowsSeen++;
                        Stream stream = new Stream(STREAM_OF.getOrDefault(table, table), rows.getObject(1, UUID.class));
                        long sequence = rows.getLong(2);
                        Long checkpoint = last.remove(stream);
                        if (sequence < (checkpoint == null ? 0 : checkpoint)) {
                            findings.add(owner.database() + ": " + table + " " + stream.id() + " stands at event "
                                    + sequence + ", its journal at " + checkpoint);
                        }
                    }
                }
                counts.put(owner.database() + ": rows of " + table, rowsSeen);
            }
        }
        last.keySet()
                .forEach(stream -> findings.add(owner.database() + ": the journal tells of " + stream.type() + " "
                        + stream.id() + ", which has no row"));
    }

    private static List<String> aggregates(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select left(tablename, -5) from pg_tables where schemaname = 'public' and tablename like '%\\_move' order by 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Kafka holds every journalled event once, in order; a repetition must be marked by the relay as possible. */
    private void compareLog(Owner owner) throws SQLException {
        Map<UUID, Entry> missing = new HashMap<>();
        entries(owner).forEach(entry -> missing.put(entry.eventId(), entry));
        Set<UUID> known = Set.copyOf(missing.keySet());
        Map<UUID, Boolean> seen = new HashMap<>();
        Map<String, Long> newest = new HashMap<>();
        Set<UUID> later = laterThan(owner, known);
        long records = 0;
        long resent = 0;
        Map<String, Malformed> malformed = new LinkedHashMap<>();
        Map<String, String> strangers = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> message : read(owner.topic())) {
            records++;
            String fault = fault(message, owner);
            if (fault != null) {
                malformed.put(place(message), new Malformed(fault, streamType(message)));
                continue;
            }
            String id = String.valueOf(header(message, "ce_id"));
            UUID eventId = UUID.fromString(id);
            if (!known.contains(eventId)) {
                if (!later.contains(eventId)) {
                    strangers.put(place(message), place(message) + ": event " + id + " is in no journal");
                }
                continue;
            }
            missing.remove(eventId);
            boolean marked = header(message, "ce_resent") != null;
            Boolean before = seen.put(eventId, marked);
            if (before != null) {
                if (before || marked) {
                    seen.put(eventId, true);
                    resent++;
                } else {
                    findings.add(place(message) + ": event " + id + " stands there twice, and no relay sent it twice");
                }
                continue;
            }
            String stream = header(message, "ce_subject");
            long sequence = Long.parseLong(String.valueOf(header(message, "ce_sequence")));
            Long last = newest.get(String.valueOf(stream));
            newest.merge(String.valueOf(stream), sequence, Math::max);
            // What is sent again on purpose, into a topic that was lost, may follow what is new.
            if (last != null && last >= sequence && !marked) {
                findings.add(place(message) + ": event " + sequence + " of " + stream + " comes after " + last);
            }
        }
        counts.put(owner.topic() + ": records", records);
        counts.put(owner.topic() + ": malformed records", (long) malformed.size());
        accountFor(owner, malformed, strangers);
        findings.addAll(strangers.values());
        counts.put(owner.topic() + ": sent again after a fault", resent);
        Set<Stream> quarantined = quarantined(owner);
        for (Entry entry : missing.values()) {
            if (!quarantined.contains(entry.stream())) {
                findings.add(owner.topic() + ": event " + entry.eventId() + " (" + entry.type() + ") never arrived");
            }
        }
    }

    /**
     * A record that is no event.
     *
     * @param streamType what its subject says, as far as it says anything
     */
    private record Malformed(String fault, @Nullable String streamType) {
        boolean isFor(Reader reader) {
            return streamType == null
                    || reader.streamTypes().isEmpty()
                    || reader.streamTypes().contains(streamType);
        }
    }

    /** What an operator said of a dead letter; null as long as nobody has said anything. */
    private record Letter(@Nullable String acknowledgement) {}

    /** What is wrong with a record, read by the rules of the contracts alone; null when nothing is. */
    private static @Nullable String fault(ConsumerRecord<String, byte[]> message, Owner owner) {
        try {
            for (Map.Entry<String, Pattern> header : HEADERS.entrySet()) {
                String text = header(message, header.getKey());
                if (text == null || !header.getValue().matcher(text).matches()) {
                    return header.getKey() + (text == null ? " is missing" : " is not of its form");
                }
            }
            if (!owner.source().equals(header(message, "ce_source"))) {
                return "ce_source is not " + owner.source();
            }
            var _ = Instant.parse(String.valueOf(header(message, "ce_time")));
            if (Long.parseLong(String.valueOf(header(message, "ce_sequence"))) < 1) {
                return "ce_sequence is no number from 1 on";
            }
            if (!String.valueOf(header(message, "ce_subject")).endsWith("/" + message.key())) {
                return "the key is not the stream's id";
            }
            if (message.value() == null || message.value().length > LARGEST_VALUE) {
                return message.value() == null ? "there is no value" : "the value is too long";
            }
            JsonNode value = JSON.readTree(message.value());
            if (value.path("incarnation").asInt() < 1
                    || !value.path("fact").isObject()
                    || !value.path("recordedAt").isTextual()
                    || !value.path("occurredAt").isTextual()
                    || !value.path("parties").isArray()) {
                return "the value is no event";
            }
            return null;
        } catch (IOException | DateTimeException | NumberFormatException unreadable) {
            return unreadable.getClass().getSimpleName();
        }
    }

    private static @Nullable String streamType(ConsumerRecord<String, byte[]> message) {
        String subject = header(message, "ce_subject");
        return subject != null && SUBJECT.matcher(subject).matches()
                ? subject.substring(0, subject.indexOf('/'))
                : null;
    }

    /**
     * Every malformed record is a dead letter of each service that reads it, and is explained once all are acknowledged.
     *
     * @param strangers what looks like an event and is in no journal, by place; one that a service could not read is taken out
     */
    private void accountFor(Owner owner, Map<String, Malformed> malformed, Map<String, String> strangers)
            throws SQLException {
        for (Reader reader : owner.readers()) {
            Map<String, String> expected = new LinkedHashMap<>();
            malformed.forEach((place, record) -> {
                if (record.isFor(reader)) {
                    expected.put(place, record.fault());
                }
            });
            try {
                var _ = Wait.until(
                        reader.database() + " to find what is malformed on " + owner.topic(),
                        PATIENCE,
                        () -> letters(reader, owner.topic()).keySet().containsAll(expected.keySet()));
            } catch (IllegalStateException late) {
                LOG.log(System.Logger.Level.DEBUG, "told below, record by record", late);
            }
            Map<String, Letter> letters = letters(reader, owner.topic());
            expected.forEach((place, fault) -> {
                Letter letter = letters.remove(place);
                if (letter == null) {
                    findings.add(place + " is malformed (" + fault + "), and " + reader.database()
                            + " has no dead letter of it");
                } else {
                    tell(reader, place + " is malformed (" + fault + ")", letter);
                }
            });
            letters.forEach((place, letter) -> tell(reader, place + " could not be read", letter));
            strangers.keySet().removeAll(letters.keySet());
        }
    }

    private void tell(Reader reader, String what, Letter letter) {
        String line = what + ", a dead letter of " + reader.database() + "/" + reader.consumer();
        if (letter.acknowledgement() == null) {
            findings.add(line + " that nobody has acknowledged");
        } else {
            explained.add(line + ": " + letter.acknowledgement());
        }
    }

    private Map<String, Letter> letters(Reader reader, String topic) {
        Map<String, Letter> letters = new LinkedHashMap<>();
        try (Connection connection = network.audit(reader.database());
                PreparedStatement query = connection.prepareStatement(
                        "select partition, record_offset, acknowledged_by, explanation from dead_letter"
                                + " where consumer = ? and topic = ? order by acknowledged_at is not null desc, id")) {
            query.setString(1, reader.consumer());
            query.setString(2, topic);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String by = rows.getString(3);
                    letters.put(
                            topic + "-" + rows.getInt(1) + "@" + rows.getLong(2),
                            new Letter(by == null ? null : "acknowledged by " + by + ": " + rows.getString(4)));
                }
            }
        } catch (SQLException away) {
            return letters;
        }
        return letters;
    }

    private Set<UUID> laterThan(Owner owner, Set<UUID> known) throws SQLException {
        Set<UUID> later = new HashSet<>();
        try (Connection connection = network.audit(owner.database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select event_id from event_journal")) {
            while (rows.next()) {
                UUID id = rows.getObject(1, UUID.class);
                if (!known.contains(id)) {
                    later.add(id);
                }
            }
        }
        return later;
    }

    private List<ConsumerRecord<String, byte[]>> read(String topic) {
        Map<String, Object> settings = new HashMap<>(network.kafkaClient("audit"));
        settings.put("group.id", "audit");
        settings.put("enable.auto.commit", false);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private Set<Stream> quarantined(Owner owner) throws SQLException {
        Set<Stream> quarantined = quarantinedStreams(owner);
        for (Stream stream : quarantined) {
            explained.add(owner.database() + " quarantined " + stream.type() + "/" + stream.id());
        }
        return quarantined;
    }

    private Set<Stream> quarantinedStreams(Owner owner) throws SQLException {
        Set<Stream> quarantined = new HashSet<>();
        try (Connection connection = network.audit(owner.database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select stream_type, stream_id from quarantined_stream where released_at is null")) {
            while (rows.next()) {
                quarantined.add(new Stream(rows.getString(1), rows.getObject(2, UUID.class)));
            }
        }
        return quarantined;
    }

    private void explain(Owner owner) throws SQLException {
        try (Connection connection = network.audit(owner.database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select consumer, source, stream_type, stream_id, sequence, reason, detail from pending_event order by id")) {
            while (rows.next()) {
                String line =
                        owner.database() + "/" + rows.getString(1) + " has pending event " + rows.getLong(5) + " of "
                                + rows.getString(2) + "/" + rows.getString(3) + "/" + rows.getString(4) + " ("
                                + rows.getString(6) + "): " + rows.getString(7);
                if ("GAP".equals(rows.getString(6))) {
                    findings.add(line);
                } else {
                    explained.add(line);
                }
            }
        }
    }

    /** The gateway's counters are what the owners' journals add up to, and what its own changes add up to. */
    private void compareCounters() throws SQLException {
        Map<Cell, long[]> expected = new TreeMap<>(Comparator.comparing(Cell::region)
                .thenComparing(Cell::department)
                .thenComparing(Cell::stage));
        Map<Said, Long> stopped = stopped();
        countLots(expected, stopped);
        countDevices(expected, stopped);
        countPeople(expected, stopped);
        Map<Cell, long[]> counted =
                cells("select region, department, stage, sum(now), sum(ever) from counter group by 1, 2, 3");
        Map<Cell, long[]> summed = cells(
                "select region, department, stage, sum(now_delta), sum(ever_delta) from progress_change group by 1, 2, 3");
        Set<Cell> all = new HashSet<>(expected.keySet());
        all.addAll(counted.keySet());
        all.addAll(summed.keySet());
        long[] zero = {0, 0};
        for (Cell cell : all) {
            long[] right = expected.getOrDefault(cell, zero);
            check(cell, "the owners' journals", right, "the counter", counted.getOrDefault(cell, zero));
            check(cell, "the owners' journals", right, "the sum of its changes", summed.getOrDefault(cell, zero));
        }
        counts.put("gateway: counters compared", (long) all.size());
        compareHandOvers(expected);
    }

    /** What stands handed over, summed up by when it happened, is what stands handed over now. */
    private void compareHandOvers(Map<Cell, long[]> expected) throws SQLException {
        Map<Cell, long[]> summed =
                cells("select region, department, stage, sum(delta), 0 from hand_over_change group by 1, 2, 3");
        Set<Cell> all = new HashSet<>(summed.keySet());
        expected.keySet().stream()
                .filter(cell -> Set.of("DELIVERED", "SOLD").contains(cell.stage()))
                .forEach(all::add);
        long[] zero = {0, 0};
        for (Cell cell : all) {
            long[] right = {expected.getOrDefault(cell, zero)[0], 0};
            check(cell, "the owners' journals", right, "the sum of hand-overs", summed.getOrDefault(cell, zero));
        }
    }

    /** How far the gateway has taken the streams that stand there, or that their owner has quarantined: no further counts. */
    private Map<Said, Long> stopped() throws SQLException {
        Map<Said, Long> stopped = new HashMap<>();
        try (Connection connection = network.audit("gateway");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select h.source, h.stream_type, h.stream_id, coalesce(max(p.sequence), 0)"
                                + " from pending_event h left join consumer_checkpoint p on p.consumer = h.consumer"
                                + " and p.source = h.source and p.stream_type = h.stream_type and p.stream_id = h.stream_id"
                                + " where h.reason <> 'REJECTED' group by 1, 2, 3")) {
            while (rows.next()) {
                stopped.put(
                        new Said(rows.getString(1), new Stream(rows.getString(2), rows.getObject(3, UUID.class))),
                        rows.getLong(4));
            }
        }
        for (Owner owner : OWNERS) {
            for (Stream stream : quarantinedStreams(owner)) {
                stopped.merge(new Said(owner.database(), stream), passed(owner, stream), Math::min);
            }
        }
        return stopped;
    }

    private long passed(Owner owner, Stream stream) throws SQLException {
        try (Connection connection = network.audit("gateway");
                PreparedStatement query = connection.prepareStatement(
                        "select coalesce(max(sequence), 0) from consumer_checkpoint where consumer = ? and stream_id = ?")) {
            query.setString(1, "progress-of-" + owner.database());
            query.setObject(2, stream.id());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private void check(Cell cell, String said, long[] right, String other, long[] found) {
        if (right[0] != found[0] || right[1] != found[1]) {
            findings.add("gateway: " + cell.stage() + " in department " + cell.department() + " of region "
                    + cell.region() + ": " + said + " make it " + right[0] + " now and " + right[1] + " ever, " + other
                    + " says " + found[0] + " and " + found[1]);
        }
    }

    private void countLots(Map<Cell, long[]> expected, Map<Said, Long> stopped) {
        for (Entry entry : journals.getOrDefault("collection", List.of())) {
            if (entry.sequence() > stopped.getOrDefault(new Said("collection", entry.stream()), Long.MAX_VALUE)) {
                continue;
            }
            JsonNode fact = entry.value().path("fact");
            switch (entry.type()) {
                case "collection.LotOffered.v1" -> add(expected, entry, "OFFERED", total(fact.path("quantities")));
                case "collection.LotAccepted.v1" -> add(expected, entry, "AGREED", total(fact.path("quantities")));
                case "collection.LotWithdrawn.v1" -> add(expected, entry, "AGREED", -total(fact.path("agreed")));
                case "collection.LotCollected.v1" -> add(expected, entry, "COLLECTED", total(fact.path("quantities")));
                case "collection.LotCorrected.v1" ->
                    add(expected, entry, "COLLECTED", total(fact.path("now")) - total(fact.path("before")));
                default -> {}
            }
        }
    }

    private void countPeople(Map<Cell, long[]> expected, Map<Said, Long> stopped) {
        for (Entry entry : journals.getOrDefault("mediation", List.of())) {
            if (entry.sequence() > stopped.getOrDefault(new Said("mediation", entry.stream()), Long.MAX_VALUE)) {
                continue;
            }
            JsonNode fact = entry.value().path("fact");
            switch (entry.type()) {
                case "mediation.AttendanceRecorded.v1" ->
                    add(expected, entry, "ACCOMPANIED", one(fact.path("present")));
                case "mediation.AttendanceCorrected.v1" ->
                    add(expected, entry, "ACCOMPANIED", one(fact.path("now")) - one(fact.path("before")));
                default -> {}
            }
        }
    }

    private static long one(JsonNode came) {
        return came.asBoolean() ? 1 : 0;
    }

    private static long total(JsonNode quantities) {
        long total = 0;
        for (JsonNode quantity : quantities) {
            total += quantity.path("count").asLong();
        }
        return total;
    }

    private static void add(Map<Cell, long[]> expected, Entry entry, String stage, long quantity) {
        if (isLive(entry) && quantity != 0) {
            long[] cell = expected.computeIfAbsent(cell(entry, stage), _ -> new long[2]);
            cell[0] += quantity;
            cell[1] += quantity;
        }
    }

    private static boolean isLive(Entry entry) {
        return "LIVE".equals(entry.value().path("env").asText());
    }

    private static Cell cell(Entry entry, String stage) {
        JsonNode territory = entry.value().path("territory");
        return new Cell(
                territory.path("region").asText(), territory.path("department").asText(), stage);
    }

    /** A device's life: where it is now, and which stages each service says it ever reached. */
    private static final class Life {
        private int epoch = -1;
        private long sequence = -1;
        private @Nullable Entry newest;
        private DeviceStage now = DeviceStage.REGISTERED;
        private final Map<String, Set<DeviceStage>> reached = new HashMap<>();
    }

    private void countDevices(Map<Cell, long[]> expected, Map<Said, Long> stopped) {
        Map<UUID, Life> lives = new HashMap<>();
        for (String service : List.of("collection", "refurb", "allocation")) {
            for (Entry entry : journals.getOrDefault(service, List.of())) {
                DeviceStage stage = stage(entry);
                if (stage == null
                        || !isLive(entry)
                        || entry.sequence() > stopped.getOrDefault(new Said(service, entry.stream()), Long.MAX_VALUE)
                        || !"device".equals(entry.stream().type())) {
                    continue;
                }
                Life life = lives.computeIfAbsent(entry.stream().id(), _ -> new Life());
                Set<DeviceStage> reached =
                        life.reached.computeIfAbsent(service, _ -> EnumSet.noneOf(DeviceStage.class));
                if (entry.type().endsWith("LossCorrected.v1")) {
                    reached.remove(DeviceStage.LOST);
                } else if (entry.type().endsWith("ScrapCorrected.v1")) {
                    reached.remove(DeviceStage.SCRAPPED);
                } else if (entry.type().endsWith("DispatchCorrected.v1")) {
                    reached.remove(DeviceStage.DISPATCHED);
                } else if (entry.type().endsWith("DeliveryCorrected.v1")) {
                    reached.remove(reportedStage(entry));
                } else {
                    reached.add(stage);
                }
                int epoch = entry.value().path("epoch").asInt();
                if (epoch > life.epoch || (epoch == life.epoch && entry.sequence() > life.sequence)) {
                    life.epoch = epoch;
                    life.sequence = entry.sequence();
                    life.newest = entry;
                    life.now = stage;
                }
            }
        }
        for (Life life : lives.values()) {
            Entry newest = life.newest;
            if (newest == null) {
                continue;
            }
            expected.computeIfAbsent(cell(newest, life.now.name()), _ -> new long[2])[0]++;
            Set<DeviceStage> ever = EnumSet.noneOf(DeviceStage.class);
            life.reached.values().forEach(ever::addAll);
            if (life.now != DeviceStage.LOST) {
                ever.remove(DeviceStage.LOST);
            }
            for (DeviceStage stage : ever) {
                expected.computeIfAbsent(cell(newest, stage.name()), _ -> new long[2])[1]++;
            }
        }
    }

    private static @Nullable DeviceStage stage(Entry entry) {
        return switch (entry.type()) {
            case "collection.DeviceRegistered.v1", "collection.LossCorrected.v1" -> DeviceStage.REGISTERED;
            case "collection.DeviceLost.v1", "refurb.DeviceLost.v1", "allocation.DeviceLost.v1" -> DeviceStage.LOST;
            case "refurb.DeviceReceived.v1" -> DeviceStage.RECEIVED;
            case "refurb.DeviceTriaged.v1", "refurb.ScrapCorrected.v1" -> DeviceStage.TRIAGED;
            case "refurb.DeviceReady.v1", "refurb.DispatchCorrected.v1" -> DeviceStage.READY;
            case "refurb.DeviceScrapped.v1" -> DeviceStage.SCRAPPED;
            case "refurb.DeviceDispatched.v1" -> DeviceStage.DISPATCHED;
            case "allocation.DeviceStocked.v1", "allocation.DeviceReleased.v1", "allocation.DeliveryCorrected.v1" ->
                DeviceStage.STOCKED;
            case "allocation.DeviceReserved.v1" -> DeviceStage.RESERVED;
            case "allocation.DeviceDelivered.v1" -> DeviceStage.DELIVERED;
            case "allocation.DeviceSold.v1" -> DeviceStage.SOLD;
            case "allocation.DeviceReturned.v1" -> DeviceStage.RETURNED;
            case "refurb.LossCorrected.v1", "allocation.LossCorrected.v1" -> reportedStage(entry);
            default -> null;
        };
    }

    private static DeviceStage reportedStage(Entry entry) {
        return DeviceStage.valueOf(entry.value().path("fact").path("stage").asText());
    }

    private Map<Cell, long[]> cells(String query) throws SQLException {
        Map<Cell, long[]> cells = new HashMap<>();
        try (Connection connection = network.audit("gateway");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                long[] figures = {rows.getLong(4), rows.getLong(5)};
                if (figures[0] != 0 || figures[1] != 0) {
                    cells.put(new Cell(rows.getString(1), rows.getString(2), rows.getString(3)), figures);
                }
            }
        }
        return cells;
    }

    private static String place(ConsumerRecord<?, ?> message) {
        return message.topic() + "-" + message.partition() + "@" + message.offset();
    }

    private static @Nullable String header(ConsumerRecord<?, ?> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
