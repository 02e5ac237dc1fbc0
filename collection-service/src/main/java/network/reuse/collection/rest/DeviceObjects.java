package network.reuse.collection.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import network.reuse.collection.application.RegisterDevices.Line;
import network.reuse.collection.domain.ColumnMapping;
import network.reuse.collection.domain.DeviceColumn;
import network.reuse.contracts.Refusal;

/**
 * Devices as NDJSON: one JSON object a line, whose properties are the fields of a device. A line that is no such object does not spoil its
 * neighbours; empty lines are passed over.
 */
final class DeviceObjects {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNameLength(DeviceFields.LONGEST_TEXT)
                    .build())
            .build();

    private final ColumnMapping words;

    private DeviceObjects(ColumnMapping words) {
        this.words = words;
    }

    static List<Line> read(FileLines lines, ColumnMapping words) throws IOException {
        DeviceObjects objects = new DeviceObjects(words);
        List<FileLines.Line> kept = new ArrayList<>();
        for (FileLines.Line line = lines.next(); line != null; line = lines.next()) {
            if (line.text().isBlank()) {
                continue;
            }
            if (kept.size() == DeviceTable.MOST_ROWS) {
                throw DeviceTable.tooMany();
            }
            kept.add(line);
        }
        return kept.stream()
                .map(line -> objects.line(line.number(), lines.text(line.text())))
                .toList();
    }

    private Line line(long number, String text) {
        DeviceFields fields = new DeviceFields();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Line.wrong(number, List.of(noObject()));
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                read(parser, fields);
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                return Line.wrong(number, List.of(noObject()));
            }
        } catch (JsonProcessingException broken) {
            return Line.wrong(number, List.of(noObject()));
        } catch (IOException impossible) {
            throw new IllegalStateException("a text cannot be read", impossible);
        }
        return fields.line(number, words);
    }

    /** Reads one property, whose name the parser is at. */
    private static void read(JsonParser parser, DeviceFields fields) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        Optional<DeviceColumn> column = Arrays.stream(DeviceColumn.values())
                .filter(known -> known.field().equals(name))
                .findFirst();
        if (column.isEmpty()) {
            List<String> known = Arrays.stream(DeviceColumn.values())
                    .map(DeviceColumn::field)
                    .toList();
            fields.wrong(new Refusal.Fault(
                    "/" + name.replace("~", "~0").replace("/", "~1"),
                    "unknown_field",
                    "Champ inconnu ; connus : " + known + ".",
                    "Unknown field; known are " + known + "."));
        } else if (value == JsonToken.VALUE_STRING) {
            fields.say(column.get(), parser.getText());
        } else if (value != JsonToken.VALUE_NULL) {
            fields.wrong(new Refusal.Fault(
                    DeviceFields.pointer(column.get()),
                    "not_a_text",
                    "Un texte est attendu, entre guillemets.",
                    "A text is expected, in quotes."));
        }
        parser.skipChildren();
    }

    private static Refusal.Fault noObject() {
        return new Refusal.Fault(
                "/",
                "no_json_object",
                "Cette ligne n'est pas un objet JSON, ou nomme deux fois la même propriété.",
                "This line is no JSON object, or names a property twice.");
    }
}
