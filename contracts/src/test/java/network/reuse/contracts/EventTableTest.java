package network.reuse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTableTest {

    @Test
    void every_event_has_one_row_and_no_row_is_left_over() throws IOException {
        assertThat(table().keySet())
                .containsExactlyInAnyOrderElementsOf(Contracts.events().keySet());
    }

    @Test
    void a_row_says_what_the_record_says_who_publishes_it_and_who_consumes_its_stream() throws IOException {
        table().forEach((type, row) -> {
            Publisher<?> publisher = Contracts.publisherOf(type);
            String stream = Publisher.streamType(Contracts.event(type));
            assertThat(row.get(1)).as("%s: published by", type).isEqualTo(publisher.service());
            assertThat(row.get(2)).as("%s: stream", type).isEqualTo(stream);
            assertThat(row.get(3)).as("%s: means", type).isEqualTo(SchemaOfRecord.javadocOf(Contracts.event(type)));
            List<String> consumers = Subscription.ALL.stream()
                    .filter(one -> one.publisher().equals(publisher) && one.reads(stream))
                    .map(Subscription::service)
                    .distinct()
                    .toList();
            assertThat(List.of(row.get(4).split(", ", -1)))
                    .as("%s: consumed by", type)
                    .containsExactlyInAnyOrderElementsOf(consumers.isEmpty() ? List.of("nobody yet") : consumers);
        });
    }

    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Contracts.MODULE.resolve("README.md"))) {
            if (line.startsWith("| `")) {
                List<String> cells =
                        List.of(line.substring(2, line.length() - 2).split(" \\| ", -1));
                assertThat(cells).as(line).hasSize(5);
                assertThat(rows.put(cells.get(0).replace("`", ""), cells))
                        .as("a second row: %s", line)
                        .isNull();
            }
        }
        return rows;
    }
}
