package network.reuse.gateway.passport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.RefurbEvent;

class StoryTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private static final StepEvents EVENTS = new StepEvents();

    /** A step keeps everything of its event but these. */
    private static final List<String> LEFT_OUT = List.of("deviceId", "lotId", "partnerRef");

    @Example
    void everyEventOfADeviceOrALotIsToldFromWhatItsStepKeeps() throws IOException {
        List<JsonNode> samples = samples().filter(StoryTest::isOfDeviceOrLot).toList();
        assertThat(samples).isNotEmpty();

        for (JsonNode sample : samples) {
            StepRow step = step(sample);
            Sentence told = told(step);

            assertThat(told).as(step.type).isNotEqualTo(Story.named(step.type));
            assertThat(told.fr() + told.en()).as(step.type).doesNotContain("null");
        }
    }

    @Example
    void aStepThatANewerVersionKeptIsTold() {
        StepRow step = new StepRow();
        step.eventId = UUID.randomUUID();
        step.type = "refurb.DeviceRepaired.v1";
        step.detail = "{\"work\":\"hinge\",\"parts\":[],\"minutes\":12}";
        assertThat(told(step).en()).isEqualTo("Repaired: hinge.");

        step.type = "refurb.DeviceTaughtToFly.v1";
        assertThat(EVENTS.of(step)).isNull();
    }

    @Example
    void whatIsReadySaysWhatWasCheckedOrThatNothingWasStated() {
        StepRow step = new StepRow();
        step.eventId = UUID.randomUUID();
        step.type = "refurb.DeviceReady.v1";
        step.detail = "{\"category\":\"SCREEN\",\"grade\":\"B\"}";
        assertThat(told(step).en()).isEqualTo("Ready to be handed to somebody; checklist not stated.");

        step.detail = "{\"category\":\"SCREEN\",\"grade\":\"B\",\"checklist\":{\"policy\":1,\"items\":[\"CHARGER\"]},"
                + "\"warrantyMonths\":12}";
        assertThat(told(step).fr())
                .isEqualTo("Prêt à être remis à quelqu'un ; contrôlés : chargeur ; garanti 12 mois par l'atelier.");
    }

    @Example
    void whatIsLostAfterItWasUsedMayHoldItsUsersDataAndNotItsDonors() {
        StepRow step = new StepRow();
        step.eventId = UUID.randomUUID();
        step.type = "refurb.DeviceLost.v1";
        step.detail = "{\"possibleData\":true,\"reason\":\"absent\"}";
        step.epoch = 2;
        assertThat(told(step).en()).isEqualTo("Lost from the workshop, possibly with data.");
        step.epoch = 4;
        assertThat(told(step).fr()).isEqualTo("Perdu depuis l'atelier, peut-être avec des données de qui l'a eu.");
        step.detail = "{\"possibleData\":true,\"reason\":\"absent\",\"donorsData\":true}";
        assertThat(told(step).en()).isEqualTo("Lost from the workshop, possibly with data.");
        step.detail = "{\"possibleData\":true,\"reason\":\"absent\"}";
        step.type = "allocation.DeviceLost.v1";
        step.epoch = 3;
        assertThat(told(step).en()).isEqualTo("Lost on its way back, possibly with data of whoever had it.");
        step.detail = "{\"possibleData\":false,\"reason\":\"absent\"}";
        assertThat(told(step).en()).isEqualTo("Lost from the stock, without data.");
    }

    private static Sentence told(StepRow step) {
        return switch (EVENTS.of(step)) {
            case CollectionEvent event -> Story.of(event);
            case RefurbEvent event -> Story.of(event, step.epoch);
            case AllocationEvent event -> Story.of(event);
            case null, default -> throw new AssertionError(step.type + " is not known");
        };
    }

    private static boolean isOfDeviceOrLot(JsonNode sample) {
        String subject = sample.at("/headers/ce_subject").asText();
        return subject.startsWith("device/") || subject.startsWith("lot/");
    }

    private static StepRow step(JsonNode sample) {
        ObjectNode fact = sample.at("/value/fact").deepCopy();
        fact.remove(LEFT_OUT);
        StepRow step = new StepRow();
        step.eventId = UUID.fromString(sample.at("/headers/ce_id").asText());
        step.type = sample.at("/headers/ce_type").asText();
        step.detail = fact.toString();
        return step;
    }

    private static Stream<JsonNode> samples() throws IOException {
        Path folder = Path.of(System.getProperty("reuse.root"), "contracts/src/test/resources/samples");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(StoryTest::read).toList().stream();
        }
    }

    private static JsonNode read(Path sample) {
        try {
            return JSON.readTree(sample.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
