package network.reuse.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenSampleTest {

    static Stream<String> types() {
        return Contracts.types();
    }

    @Test
    void every_event_the_progress_and_a_region_has_a_sample_and_no_sample_is_left_over() {
        List<String> expected = new ArrayList<>(Contracts.types().toList());
        expected.addAll(List.of("network.progress", "network.events"));
        assertThat(Contracts.names(Contracts.SAMPLES)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_sample_is_valid_by_its_schema(String type) {
        assertThat(Contracts.faults(type, Contracts.sample(type).get("value"))).isEmpty();
    }

    @Test
    void the_sample_of_the_progress_is_valid_by_its_schema() {
        assertThat(Contracts.faults(
                        "network.progress", Contracts.sample("network.progress").get("value")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_sample_is_read_and_written_back_byte_for_byte(String type) throws IOException {
        JsonNode sample = Contracts.sample(type);
        byte[] value = Contracts.JSON.writeValueAsBytes(sample.get("value"));
        assertThat(readAndWritten(Contracts.publisherOf(type).codec(), sample, value))
                .asString()
                .isEqualTo(new String(value, UTF_8));
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_sample_with_fields_that_the_reader_does_not_know_is_still_read(String type) throws IOException {
        JsonNode sample = Contracts.sample(type);
        ObjectNode newer = sample.get("value").deepCopy();
        newer.put("surprise", "a field of a newer producer");
        ((ObjectNode) newer.get("fact")).putObject("another").put("deep", true);
        ((ObjectNode) newer.get("territory")).put("epci", "246700488");

        assertThat(readAndWritten(Contracts.publisherOf(type).codec(), sample, Contracts.JSON.writeValueAsBytes(newer)))
                .isEqualTo(Contracts.JSON.writeValueAsBytes(sample.get("value")));
    }

    @ParameterizedTest
    @MethodSource("types")
    void the_headers_say_what_the_event_is(String type) {
        JsonNode headers = Contracts.sample(type).get("headers");
        JsonNode value = Contracts.sample(type).get("value");
        EventCodec<?> codec = Contracts.publisherOf(type).codec();

        assertThat(headers.get("ce_type").asText()).isEqualTo(type);
        assertThat(headers.get("ce_source").asText()).isEqualTo(codec.source());
        assertThat(headers.get("ce_specversion").asText()).isEqualTo("1.0");
        assertThat(headers.get("ce_time").asText())
                .isEqualTo(value.get("occurredAt").asText());
        assertThat(headers.get("content-type").asText()).isEqualTo("application/json");
        String[] subject = headers.get("ce_subject").asText().split("/", -1);
        assertThat(subject).hasSize(2);
        assertThat(subject[0]).isEqualTo(Publisher.streamType(Contracts.event(type)));
        assertThat(subject[1]).isEqualTo(value.get("fact").elements().next().asText());
    }

    @Test
    void an_event_of_a_type_that_the_reader_does_not_know_is_no_fault() throws IOException {
        for (Publisher<?> publisher : Publisher.ALL) {
            EventCodec<?> codec = publisher.codec();
            StreamId stream = new StreamId(codec.source(), "device", UUID.randomUUID());
            assertThat(codec.decode(
                            UUID.randomUUID(),
                            codec.source() + ".DeviceTaughtToFly.v1",
                            stream,
                            1,
                            UUID.randomUUID(),
                            new byte[0]))
                    .isEqualTo(Optional.empty());
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void bytes_that_are_no_event_are_refused(String type) {
        StreamId stream = new StreamId("any", "device", UUID.randomUUID());
        assertThatThrownBy(() -> Contracts.publisherOf(type)
                        .codec()
                        .decode(UUID.randomUUID(), type, stream, 1, UUID.randomUUID(), new byte[] {'{', 'x'}))
                .isInstanceOf(IOException.class);
    }

    @Test
    void every_sample_is_another_event() {
        assertThat(Contracts.types()
                        .map(type -> Contracts.sample(type).at("/headers/ce_id").asText()))
                .doesNotHaveDuplicates();
    }

    private static <E> byte[] readAndWritten(EventCodec<E> codec, JsonNode sample, byte[] value) throws IOException {
        JsonNode headers = sample.get("headers");
        String[] subject = headers.get("ce_subject").asText().split("/", -1);
        Published<E> read = codec.decode(
                        UUID.fromString(headers.get("ce_id").asText()),
                        headers.get("ce_type").asText(),
                        new StreamId(headers.get("ce_source").asText(), subject[0], UUID.fromString(subject[1])),
                        headers.get("ce_sequence").asLong(),
                        UUID.fromString(headers.get("ce_correlationid").asText()),
                        value)
                .orElseThrow();
        assertThat(codec.typeOf(read.fact())).isEqualTo(headers.get("ce_type").asText());
        return codec.encode(read.envelope(), read.fact());
    }
}
