package network.reuse.refurb.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** What is known of devices of before version 10: which of their media were erased when they were handed on. */
class HandedOnMediaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BENCH =
            "{\"media\":[{\"serialNumber\":\"wd 1\"}],\"removals\":[{\"medium\":{\"serialNumber\":\"wd 2\"}}]}";

    @Test
    void atItsFirstWorkshopWhatWasTakenOutCounts() throws Exception {
        assertThat(read("bench", 1).at("/bench/handedOn")).isEqualTo(numbers("WD2"));
    }

    @Test
    void ofADeviceThatHasComeBackEveryMediumCounts() throws Exception {
        assertThat(read("bench", 3).at("/bench/handedOn")).isEqualTo(numbers("WD1", "WD2"));
        assertThat(read("earlier", 3).at("/earlier/handedOn")).isEqualTo(numbers("WD1", "WD2"));
        assertThat(read("earlier", 3).at("/away/bench/handedOn")).isEqualTo(numbers("WD2"));
    }

    private static ObjectNode read(String name, int epoch) throws JsonProcessingException {
        ObjectNode state = (ObjectNode) JSON.readTree("{\"attributes\":{\"registeredEpoch\":" + epoch + "},\"" + name
                + "\":" + BENCH + ",\"away\":{\"bench\":" + BENCH + "}}");
        return Devices.withWhatWasErasedWhenHandedOn("EXPECTED", state);
    }

    private static JsonNode numbers(String... forms) {
        return JSON.valueToTree(forms);
    }
}
