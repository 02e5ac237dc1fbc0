package network.reuse.defaults.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.StateCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Golden samples of what a module stores: {@code src/test/resources/states/<type>/v<version>/<STATUS>.json}, and
 * {@code <STATUS>.least.json} without anything that may be null. Those of today's version are what is written today; those of
 * every version are read for ever. A file is never edited: {@code -Dstates.write=true} adds the missing ones alone.
 */
public final class GoldenStates<S> {
    private static final Path ALL = Path.of("src/test/resources/states");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LEAST = ".least.json";
    private static final String SUMS = "SHA256SUMS";
    private static final String WRITE = "-Dstates.write=true";

    private final StateCodec<S> states;
    private final String name;
    private final Path folder;

    private GoldenStates(StateCodec<S> states) {
        this.states = states;
        this.name = states.type().getSimpleName().toLowerCase(Locale.ROOT);
        this.folder = ALL.resolve(name);
    }

    /** The tests of every aggregate table and every other state codec that a static field of these packages holds. */
    public static Stream<DynamicNode> of(String packages) {
        SortedMap<String, GoldenStates<?>> found = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(packages).stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .forEach(field -> {
                            StateCodec<?> states = codec(field);
                            if (states != null) {
                                GoldenStates<?> golden = new GoldenStates<>(states);
                                found.put(golden.name, golden);
                            }
                        });
        DynamicTest nothingElse = DynamicTest.dynamicTest("samples are of what is stored", () -> {
            if (found.isEmpty() || !names(ALL).equals(List.copyOf(found.keySet()))) {
                throw new AssertionError("stored are " + found.keySet() + ", and " + ALL + " has samples of "
                        + names(ALL) + "; write what is missing with " + WRITE);
            }
        });
        return Stream.concat(found.values().stream().map(GoldenStates::tests), Stream.of(nothingElse));
    }

    private static @Nullable StateCodec<?> codec(JavaField field) {
        boolean table = field.getRawType().isEquivalentTo(AggregateTable.class);
        if (!table && !field.getRawType().isEquivalentTo(StateCodec.class)) {
            return null;
        }
        try {
            Field declared = field.reflect();
            declared.setAccessible(true);
            Object value = declared.get(null);
            return value instanceof AggregateTable<?, ?> rows ? rows.states() : (StateCodec<?>) value;
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(field.getFullName() + " cannot be read", impossible);
        }
    }

    private DynamicNode tests() {
        List<DynamicNode> tests = new ArrayList<>();
        states.records().forEach((status, record) -> {
            tests.add(DynamicTest.dynamicTest(
                    status + " is written as its sample says", () -> isWrittenAsItsSampleSays(status, record)));
            tests.add(DynamicTest.dynamicTest(
                    status + " is not read without what it needs", () -> isNotReadWithoutWhatItNeeds(status, record)));
            tests.add(DynamicTest.dynamicTest(
                    status + " is not read with what nobody reads", () -> isNotReadWithMore(status)));
        });
        for (Path version : folders(folder)) {
            tests.add(DynamicTest.dynamicTest(
                    version.getFileName() + " is as it was committed", () -> isAsItWasCommitted(version)));
            for (Path sample : samples(version)) {
                tests.add(DynamicTest.dynamicTest(
                        version.getFileName() + "/" + sample.getFileName() + " is read",
                        () -> isRead(version, sample)));
            }
        }
        tests.add(DynamicTest.dynamicTest("no version is without samples", this::noVersionIsWithoutSamples));
        return DynamicContainer.dynamicContainer(name, tests);
    }

    private void isWrittenAsItsSampleSays(String status, Class<?> record) {
        compare(status + ".json", states.type().cast(SampleValues.full(record)));
        compare(status + LEAST, states.type().cast(SampleValues.least(record)));
    }

    private void compare(String file, S state) {
        Path sample = today().resolve(file);
        String written = states.write(state) + "\n";
        if (Boolean.getBoolean("states.write") && Files.notExists(sample)) {
            write(sample, written);
            note(sample);
        }
        if (Files.notExists(sample)) {
            throw new AssertionError(sample + " is missing: run this test once with " + WRITE + " and commit it");
        }
        if (!text(sample).equals(written)) {
            throw new AssertionError("What is stored has another shape than version " + states.version() + " of " + name
                    + " says: raise the version with an upcaster, StateCodec.of("
                    + states.type().getSimpleName()
                    + ".class, …), run this test once with " + WRITE + " and commit the new folder; do not edit "
                    + sample + "\nsample:  " + text(sample) + "written: " + written);
        }
    }

    private void isNotReadWithoutWhatItNeeds(String status, Class<?> record) {
        ObjectNode sample = tree(text(today().resolve(status + ".json")));
        List<String> required = new ArrayList<>();
        required(record, sample, "", required);
        for (String pointer : required) {
            int cut = pointer.lastIndexOf('/');
            String component = pointer.substring(cut + 1);
            ObjectNode less = sample.deepCopy();
            ((ObjectNode) less.at(pointer.substring(0, cut))).remove(component);
            isRefused(status, less, component, "without " + pointer);
            ObjectNode none = sample.deepCopy();
            ((ObjectNode) none.at(pointer.substring(0, cut))).putNull(component);
            isRefused(status, none, component, "with null at " + pointer);
        }
    }

    private void isNotReadWithMore(String status) {
        ObjectNode more = tree(text(today().resolve(status + ".json")));
        more.put("nobodyReadsThis", 1);
        isRefused(status, more, "nobodyReadsThis", "with a property that nobody reads");
    }

    private void isRefused(String status, ObjectNode state, String component, String how) {
        String why;
        try {
            S read = states.read(status, state.toString());
            throw new AssertionError(status + " of " + name + " is read " + how + ": " + read);
        } catch (IllegalStateException refused) {
            why = String.valueOf(refused.getMessage());
        }
        if (!why.contains(component)) {
            throw new AssertionError(status + " of " + name + " is refused " + how + ", and does not say so: " + why);
        }
    }

    /** The checksums are those of {@code sha256sum}; a sample that is edited or deleted no longer tells what was stored. */
    private static void isAsItWasCommitted(Path version) {
        SortedMap<String, String> found = new TreeMap<>();
        samples(version).forEach(sample -> found.put(sample.getFileName().toString(), sum(sample)));
        SortedMap<String, String> noted = new TreeMap<>();
        text(version.resolve(SUMS)).lines().forEach(line -> noted.put(line.substring(66), line.substring(0, 64)));
        if (!found.equals(noted)) {
            SortedMap<String, String> other = new TreeMap<>(noted);
            other.entrySet().removeAll(found.entrySet());
            throw new AssertionError(
                    version + " is not as it was committed, see " + SUMS + ": a sample is never edited or deleted; "
                            + (other.isEmpty() ? "some are not listed" : "others are or were " + other.keySet()));
        }
    }

    private static void note(Path sample) {
        Path sums = sample.resolveSibling(SUMS);
        SortedMap<String, String> lines = new TreeMap<>();
        if (Files.exists(sums)) {
            text(sums).lines().forEach(line -> lines.put(line.substring(66), line));
        }
        String name = sample.getFileName().toString();
        lines.put(name, sum(sample) + "  " + name);
        write(sums, String.join("\n", lines.values()) + "\n");
    }

    private static String sum(Path sample) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(sample)));
        } catch (IOException | NoSuchAlgorithmException unreadable) {
            throw new IllegalStateException(sample + " cannot be read", unreadable);
        }
    }

    private static List<Path> samples(Path version) {
        return files(version).stream()
                .filter(file -> file.toString().endsWith(".json"))
                .toList();
    }

    private void isRead(Path version, Path sample) {
        String text = text(sample).strip();
        String status = String.valueOf(sample.getFileName()).replace(LEAST, "").replace(".json", "");
        int said = tree(text).path(StateCodec.VERSION).asInt();
        if (!version.getFileName().toString().equals("v" + said)) {
            throw new AssertionError(sample + " says that it is of version " + said);
        }
        String again = states.write(states.read(status, text));
        if (said == states.version() && !again.equals(text)) {
            throw new AssertionError(sample + " is read, and written otherwise: " + again);
        }
    }

    private void noVersionIsWithoutSamples() {
        List<String> expected = Stream.iterate(1, version -> version + 1)
                .limit(states.version())
                .map(version -> "v" + version)
                .sorted()
                .toList();
        if (!names(folder).equals(expected)) {
            throw new AssertionError(folder + " has " + names(folder) + " and needs " + expected
                    + ": what was stored once is read for ever");
        }
    }

    /** Every component of these records that is there and not {@code @Nullable}, as a pointer into the sample. */
    private static void required(Class<?> record, JsonNode sample, String at, List<String> found) {
        for (RecordComponent component : record.getRecordComponents()) {
            JsonNode value = sample.get(component.getName());
            if (value == null) {
                continue;
            }
            String here = at + "/" + component.getName();
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                found.add(here);
            }
            Class<?> type = element(component.getGenericType());
            if (type.isRecord() && value instanceof ArrayNode list) {
                for (int i = 0; i < list.size(); i++) {
                    required(type, list.get(i), here + "/" + i, found);
                }
            } else if (type.isRecord()) {
                required(type, value, here, found);
            }
        }
    }

    /** The type of what a list or set holds, or the type itself. */
    private static Class<?> element(Type type) {
        Type inner = type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
        return inner instanceof Class<?> plain ? plain : Object.class;
    }

    private Path today() {
        return folder.resolve("v" + states.version());
    }

    private static ObjectNode tree(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("a sample is no JSON: " + text, broken);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static List<String> names(Path folder) {
        return folders(folder).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private static List<Path> folders(Path folder) {
        return files(folder).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> files(Path folder) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
