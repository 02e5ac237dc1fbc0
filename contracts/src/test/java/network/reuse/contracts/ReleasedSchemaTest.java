package network.reuse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemaTest {

    static Stream<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(Contracts.RELEASED)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void today_only_adds_to_what_was_released(Path release) {
        for (String name : Contracts.names(release)) {
            Path now = Contracts.SCHEMAS.resolve(name + ".json");
            assertThat(now)
                    .as("%s was released and is gone; what was published stays", name)
                    .exists();
            assertThat(Broken.promises(name, Contracts.read(release.resolve(name + ".json")), Contracts.read(now)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void a_released_file_is_never_edited(Path release) throws IOException, NoSuchAlgorithmException {
        NavigableMap<String, String> noted = new TreeMap<>();
        for (String line : Files.readAllLines(release.resolve("SHA256SUMS"))) {
            noted.put(line.substring(66), line.substring(0, 64));
        }
        NavigableMap<String, String> found = new TreeMap<>();
        for (String name : Contracts.names(release)) {
            byte[] file = Files.readAllBytes(release.resolve(name + ".json"));
            found.put(
                    name + ".json",
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        }
        assertThat(found).isEqualTo(noted);
    }

    @Test
    void a_new_optional_field_breaks_nothing() {
        assertThat(changed(schema -> ((ObjectNode) schema.at("/properties/fact/properties"))
                        .putObject("colour")
                        .put("type", "string")))
                .isEmpty();
    }

    @Test
    void another_description_breaks_nothing() {
        assertThat(changed(schema -> schema.put("description", "In other words.")))
                .isEmpty();
    }

    @Test
    void a_removed_field_is_named() {
        assertThat(changed(schema -> ((ObjectNode) schema.at("/properties/fact/properties")).remove("grade")))
                .containsExactly("refurb.DeviceGraded.v1/fact/grade was removed; its readers still expect it.");
    }

    @Test
    void a_field_that_was_optional_and_is_required_now_is_named() {
        assertThat(changed(schema -> ((ArrayNode) schema.at("/properties/fact/required")).add("colour")))
                .containsExactly(
                        "refurb.DeviceGraded.v1/fact/colour is required now; events already published do not have it.");
    }

    @Test
    void a_field_that_was_required_and_is_optional_now_is_named() {
        assertThat(changed(schema -> ((ArrayNode) schema.at("/properties/fact/required")).remove(1)))
                .containsExactly("refurb.DeviceGraded.v1/fact/grade is optional now; its readers rely on it.");
    }

    @Test
    void a_narrowed_or_widened_enum_is_named() {
        assertThat(changed(schema -> ((ArrayNode) schema.at("/properties/fact/properties/grade/enum")).remove(3)))
                .containsExactly(
                        "refurb.DeviceGraded.v1/fact/grade had enum [\"A\",\"B\",\"C\",\"D\"] and has [\"A\",\"B\",\"C\"] now; that is a new version of the event.");
        assertThat(changed(schema -> ((ArrayNode) schema.at("/properties/fact/properties/grade/enum")).add("E")))
                .hasSize(1);
    }

    @Test
    void another_type_is_named() {
        assertThat(changed(
                        schema -> ((ObjectNode) schema.at("/properties/fact/properties/grade")).put("type", "integer")))
                .containsExactly(
                        "refurb.DeviceGraded.v1/fact/grade had type \"string\" and has \"integer\" now; that is a new version of the event.");
    }

    @Test
    void a_change_within_a_list_is_named() {
        ObjectNode before = (ObjectNode) Contracts.schema("refurb.DeviceTriaged.v1");
        ObjectNode now = before.deepCopy();
        ((ObjectNode) now.at("/properties/fact/properties/media/items/properties")).remove("kind");
        assertThat(Broken.promises("refurb.DeviceTriaged.v1", before, now))
                .containsExactly(
                        "refurb.DeviceTriaged.v1/fact/media/items/kind was removed; its readers still expect it.");
    }

    private static List<String> changed(Consumer<ObjectNode> change) {
        JsonNode before = Contracts.schema("refurb.DeviceGraded.v1");
        ObjectNode now = before.deepCopy();
        change.accept(now);
        return Broken.promises("refurb.DeviceGraded.v1", before, now);
    }
}
