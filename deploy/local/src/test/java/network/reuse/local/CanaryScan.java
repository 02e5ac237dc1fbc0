package network.reuse.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for canaries in all that a network keeps: every record of every topic, every row of every table of every database,
 * and every file of its folder but the mails. All forms are looked for in one pass, ASCII letters in either case.
 */
final class CanaryScan {
    private static final int SHORTEST = 8;
    private static final int FILTER = 1 << 20;
    private static final int CHUNK = 1 << 20;
    private static final byte[] NOTHING = new byte[CHUNK];

    /** Where a canary was found, and in what form. */
    record Finding(String place, String canary, String form, String around) {
        @Override
        public String toString() {
            return canary + " (" + form + ") in " + place + ": " + around;
        }
    }

    /** What was gone through. */
    record Extent(
            long topics, long records, long databases, long tables, long rows, long files, long lines, long bytes) {}

    private static final class Form {
        private final Canary canary;
        private final String name;
        private final byte[] folded;

        Form(Canary canary, String name, byte[] folded) {
            this.canary = canary;
            this.name = name;
            this.folded = folded;
        }
    }

    private final LocalNetwork network;
    private final Map<Long, List<Form>> forms = new HashMap<>();
    private final BitSet filter = new BitSet(FILTER);
    private final byte[] fold = new byte[256];
    private final Set<Finding> findings = new LinkedHashSet<>();
    private int longest;
    private long topics;
    private long records;
    private long databases;
    private long tables;
    private long rows;
    private long files;
    private long lines;
    private long bytes;

    CanaryScan(LocalNetwork network, Collection<Canary> canaries) {
        this.network = network;
        for (int i = 0; i < fold.length; i++) {
            fold[i] = (byte) (i >= 'A' && i <= 'Z' ? i + 'a' - 'A' : i);
        }
        for (Canary canary : canaries) {
            canary.forms().forEach((name, form) -> add(canary, name, form));
        }
    }

    private void add(Canary canary, String name, byte[] form) {
        if (form.length < SHORTEST) {
            throw new IllegalArgumentException(canary + " as " + name + " is too short to be told from noise");
        }
        byte[] folded = new byte[form.length];
        for (int i = 0; i < form.length; i++) {
            folded[i] = fold[form[i] & 0xff];
        }
        long beginning = 0;
        for (int i = 0; i < SHORTEST; i++) {
            beginning = (beginning << 8) | (folded[i] & 0xff);
        }
        filter.set(slot(beginning));
        forms.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(new Form(canary, name, folded));
        longest = Math.max(longest, folded.length);
    }

    Extent extent() {
        return new Extent(topics, records, databases, tables, rows, files, lines, bytes);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Every key, header and value, of internal topics too. */
    CanaryScan topics() {
        Map<String, Object> settings = new HashMap<>(network.kafkaClient("admin"));
        settings.put("enable.auto.commit", false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            topics += partitions.stream().map(TopicPartition::topic).distinct().count();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    records++;
                    String place =
                            "topic " + message.topic() + ", record " + message.partition() + "@" + message.offset();
                    look(place + ", key", message.key());
                    look(place + ", value", message.value());
                    for (Header header : message.headers()) {
                        look(place + ", header", header.key().getBytes(StandardCharsets.UTF_8));
                        look(place + ", header " + header.key(), header.value());
                    }
                }
            }
        }
        return this;
    }

    /** Every column of every row as text, the catalogues and what sessions last ran included. */
    CanaryScan databases() throws SQLException {
        for (String database : texts("postgres", "select datname from pg_database where datallowconn order by 1")) {
            databases++;
            List<String> relations = texts(
                    database,
                    "select quote_ident(n.nspname) || '.' || quote_ident(c.relname) from pg_class c"
                            + " join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'm')"
                            + " and n.nspname <> 'pg_toast' and not pg_is_other_temp_schema(n.oid) order by 1");
            try (Connection connection = superuser(database)) {
                connection.setAutoCommit(false);
                for (String relation : relations) {
                    tables++;
                    read(
                            connection,
                            "table " + database + "." + relation,
                            "select t::text from only " + relation + " t");
                }
                read(connection, "sessions of " + database, "select a::text from pg_stat_activity a");
            }
        }
        return this;
    }

    private void read(Connection connection, String place, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            try (ResultSet found = statement.executeQuery(query)) {
                while (found.next()) {
                    rows++;
                    look(place, found.getBytes(1));
                }
            }
        }
    }

    /** Every log as it stands. */
    CanaryScan logs() {
        return files(network.folder().resolve("logs"));
    }

    /** Everything else in the network's folder: the servers' data as it lies on the disk, secrets, what runs. */
    CanaryScan disk() {
        try (Stream<Path> parts = Files.list(network.folder())) {
            for (Path part : parts.sorted().toList()) {
                String name = part.getFileName().toString();
                if (!name.equals("logs") && !name.equals("mails")) {
                    var _ = files(part);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return this;
    }

    /** The files of one folder, byte by byte. */
    CanaryScan files(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile()) {
                        file(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    return goOnWithout(failure);
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    return failure == null ? FileVisitResult.CONTINUE : goOnWithout(failure);
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return this;
    }

    /** A server may delete a file of its own meanwhile. */
    private static FileVisitResult goOnWithout(IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    private void file(Path file) throws IOException {
        String place =
                "file " + network.folder().relativize(file.toAbsolutePath().normalize());
        byte[] buffer = new byte[longest + CHUNK];
        files++;
        try (InputStream in = Files.newInputStream(file)) {
            int kept = 0;
            buffer[kept++] = '\n';
            for (int read = in.readNBytes(buffer, kept, CHUNK); read > 0; read = in.readNBytes(buffer, kept, CHUNK)) {
                bytes += read;
                if (isEmpty(buffer, kept, read)) {
                    kept = 0;
                    continue;
                }
                int end = kept + read;
                for (int i = kept; i < end; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
                search(place, buffer, end);
                // What began at the end of this chunk may go on in the next.
                kept = Math.min(longest - 1, end);
                System.arraycopy(buffer, end - kept, buffer, 0, kept);
            }
        } catch (NoSuchFileException gone) {
            files--;
        }
    }

    /** Much of what Kafka sets aside beforehand is empty. */
    private static boolean isEmpty(byte[] buffer, int from, int length) {
        return Arrays.equals(buffer, from, from + length, NOTHING, 0, length);
    }

    private void look(String place, byte @Nullable [] found) {
        if (found != null) {
            byte[] fenced = new byte[found.length + 1];
            fenced[0] = '\n';
            System.arraycopy(found, 0, fenced, 1, found.length);
            bytes += found.length;
            search(place, fenced, fenced.length);
        }
    }

    private void search(String place, byte[] text, int length) {
        long last = 0;
        for (int i = 0; i < length; i++) {
            last = (last << 8) | (fold[text[i] & 0xff] & 0xff);
            if (i >= SHORTEST - 1 && filter.get(slot(last))) {
                verify(place, text, length, i - SHORTEST + 1, forms.getOrDefault(last, List.of()));
            }
        }
    }

    private void verify(String place, byte[] text, int length, int from, List<Form> candidates) {
        for (Form form : candidates) {
            int i = 0;
            while (i < form.folded.length && from + i < length && fold[text[from + i] & 0xff] == form.folded[i]) {
                i++;
            }
            if (i == form.folded.length) {
                findings.add(new Finding(place, form.canary.name(), form.name, around(text, length, from, from + i)));
            }
        }
    }

    private static String around(byte[] text, int length, int from, int to) {
        int begin = Math.max(0, from - 80);
        int end = Math.min(length, to + 40);
        return new String(text, begin, end - begin, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ");
    }

    private static int slot(long beginning) {
        return (int) ((beginning * 0x9E3779B97F4A7C15L) >>> 44);
    }

    private List<String> texts(String database, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = superuser(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                texts.add(found.getString(1));
            }
        }
        return texts;
    }

    /** Sees everything, row-level security or not. */
    private Connection superuser(String database) throws SQLException {
        return network.connect(database, "postgres");
    }

    /** Writes what the database holds in memory to its files, so that they can be looked through. */
    CanaryScan checkpoint() throws SQLException {
        try (Connection connection = superuser("postgres");
                Statement statement = connection.createStatement()) {
            boolean _ = statement.execute("checkpoint");
        }
        return this;
    }
}
