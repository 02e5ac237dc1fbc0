package network.reuse.defaults.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import network.reuse.contracts.Refusal;

/**
 * Rows as NDJSON: one JSON object a line, whose properties are the fields. A line that is no such object does not spoil its
 * neighbours; empty lines are passed over.
 */
final class RowObjects<C> {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNameLength(Headings.LONGEST_TEXT)
                    .build())
            .build();

    private final Headings<C> headings;

    private RowObjects(Headings<C> headings) {
        this.headings = headings;
    }

    static <C> List<ReadRow<C>> read(FileLines lines, Headings<C> headings) throws IOException {
        RowObjects<C> objects = new RowObjects<>(headings);
        List<FileLines.Line> kept = new ArrayList<>();
        for (FileLines.Line line = lines.next(); line != null; line = lines.next()) {
            if (line.text().isBlank()) {
                continue;
            }
            if (kept.size() == RowTable.MOST_ROWS) {
                throw RowTable.tooMany();
            }
            kept.add(line);
        }
        return kept.stream()
                .map(line -> objects.row(line.number(), lines.text(line.text())))
                .toList();
    }

    private ReadRow<C> row(long number, String text) {
        RowFields<C> fields = new RowFields<>(headings);
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new ReadRow.Broken<>(number, List.of(noObject()));
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                read(parser, fields);
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                return new ReadRow.Broken<>(number, List.of(noObject()));
            }
        } catch (JsonProcessingException broken) {
            return new ReadRow.Broken<>(number, List.of(noObject()));
        } catch (IOException impossible) {
            throw new IllegalStateException("a text cannot be read", impossible);
        }
        return new ReadRow.Said<>(number, fields);
    }

    /** Reads one property, whose name the parser is at. */
    private void read(JsonParser parser, RowFields<C> fields) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        C column = headings.named(name);
        if (column == null) {
            List<String> known =
                    headings.columns().stream().map(headings::field).toList();
            fields.wrong(new Refusal.Fault(
                    "/" + name.replace("~", "~0").replace("/", "~1"),
                    "unknown_field",
                    "Champ inconnu ; connus : " + known + ".",
                    "Unknown field; known are " + known + "."));
        } else if (value == JsonToken.VALUE_STRING) {
            fields.say(column, parser.getText());
        } else if (value != JsonToken.VALUE_NULL) {
            fields.wrong(new Refusal.Fault(
                    headings.pointer(column),
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
