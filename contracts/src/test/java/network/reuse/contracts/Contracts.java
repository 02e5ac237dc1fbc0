package network.reuse.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The committed files of this module as the tests read them, and the events that they must be about. */
final class Contracts {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Path MODULE = Path.of("").toAbsolutePath();
    static final Path SCHEMAS = MODULE.resolve("src/main/resources/schemas");
    static final Path SAMPLES = MODULE.resolve("src/test/resources/samples");
    static final Path RELEASED = MODULE.resolve("released");
    static final Path ASYNCAPI = MODULE.resolve("src/main/resources/asyncapi.yaml");
    static final Path DEPLOY_KAFKA = MODULE.resolveSibling("deploy/kafka");

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private Contracts() {}

    /** Every event's published name with its record, of all publishers. */
    static NavigableMap<String, Class<?>> events() {
        NavigableMap<String, Class<?>> all = new TreeMap<>();
        Publisher.ALL.forEach(publisher -> all.putAll(publisher.codec().types()));
        return all;
    }

    /** The record behind a published name. */
    static Class<?> event(String type) {
        return Objects.requireNonNull(events().get(type), type);
    }

    static Stream<String> types() {
        return events().keySet().stream();
    }

    static Publisher<?> publisherOf(String type) {
        return Publisher.ALL.stream()
                .filter(publisher -> publisher.codec().types().containsKey(type))
                .findFirst()
                .orElseThrow();
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode schema(String name) {
        return read(SCHEMAS.resolve(name + ".json"));
    }

    static JsonNode sample(String type) {
        return read(SAMPLES.resolve(type + ".json"));
    }

    static JsonNode asyncapi() {
        try {
            return new YAMLMapper().readTree(ASYNCAPI.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the schema of that name has against a value; format assertions are on. */
    static List<String> faults(String name, JsonNode value) {
        return faults(REGISTRY.getSchema(SchemaLocation.of("classpath:schemas/" + name + ".json")), value);
    }

    static List<String> faultsAgainst(JsonNode schema, JsonNode value) {
        return faults(REGISTRY.getSchema(schema.toString(), InputFormat.JSON), value);
    }

    private static List<String> faults(Schema schema, JsonNode value) {
        return schema.validate(value.toString(), InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** The names of the {@code .json} files in a folder, without their ending. */
    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
