package network.reuse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves the network on the topic of a region is what the document says, and names nobody. */
class RegionalEventsTest {
    private static final JsonNode MESSAGE =
            Contracts.asyncapi().at("/components/messages").get("network.events");
    private static final Set<String> NEVER = Set.of(
            "code",
            "serialNumber",
            "partnerRef",
            "donor",
            "recipient",
            "workshop",
            "carrier",
            "sponsor",
            "referrer",
            "priceCents",
            "commune",
            "title",
            "name",
            "personRef",
            "requestId",
            "parties");

    static Stream<String> types() {
        return Contracts.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void the_document_lists_what_is_said_of_each_type_and_the_schema_holds_it(String type) throws IOException {
        JsonNode value = Contracts.sample(type).get("value");
        JsonNode listed = MESSAGE.get("x-said").path(type);
        Optional<ObjectNode> said = RegionalEvents.said(type, value.get("fact"));

        assertThat(said.isPresent()).as("%s is told", type).isEqualTo(listed.isArray());
        if (said.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        listed.forEach(name -> names.add(name.asText()));
        assertThat(names).doesNotHaveDuplicates().doesNotContainAnyElementsOf(NEVER);
        assertThat(List.of(Contracts.event(type).getRecordComponents()))
                .extracting(component -> component.getName())
                .as("attributes of %s", type)
                .containsAll(names)
                .startsWith(names.getFirst());
        said.get().fieldNames().forEachRemaining(name -> assertThat(names).contains(name));
        assertThat(said.get().has(names.getFirst())).isTrue();

        ObjectNode told = Contracts.JSON.createObjectNode();
        told.set("occurredAt", value.get("occurredAt"));
        told.set("recordedAt", value.get("recordedAt"));
        told.putObject("territory").put("region", "44").set("department", value.at("/territory/department"));
        told.set("incarnation", value.get("incarnation"));
        for (String ofDevices : List.of("epoch", "donorKind")) {
            if (value.has(ofDevices)) {
                told.set(ofDevices, value.get(ofDevices));
            }
        }
        told.set("fact", said.get());
        assertThat(Contracts.faults("network.events", told)).isEmpty();
    }

    @Test
    void an_attribute_that_a_newer_publisher_added_is_not_said() throws IOException {
        ObjectNode fact = Contracts.sample("refurb.DeviceReady.v1")
                .get("value")
                .get("fact")
                .deepCopy();
        fact.put("surprise", "a word");

        assertThat(RegionalEvents.said("refurb.DeviceReady.v1", fact)
                        .orElseThrow()
                        .has("surprise"))
                .isFalse();
        assertThat(RegionalEvents.said("refurb.DeviceDreamt.v7", fact)).isEmpty();
    }

    @Test
    void its_sample_has_the_headers_and_the_value_that_the_document_says() {
        JsonNode sample = Contracts.sample("network.events");

        assertThat(Contracts.faultsAgainst(MESSAGE.get("headers"), sample.get("headers")))
                .isEmpty();
        assertThat(Contracts.faults("network.events", sample.get("value"))).isEmpty();
    }
}
