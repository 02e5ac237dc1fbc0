package network.reuse.refurb.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that were passed before version 8, of devices that are ready no more. */
class FormerChecksTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"RECEIVED", "ON_BENCH", "SCRAPPED", "PALLETISED", "WITH_ECO_ORGANISM", "TREATED"})
    void whatIsReadyNoMoreKeepsNothingOfThem(String status) throws Exception {
        assertThat(read(status, "TRIAGED", "[]")).isEqualTo(JSON.readTree("{\"faults\":[],\"grade\":\"B\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"READY", "DISPATCHED", "RELEASED"})
    void whatIsReadyOrLeftSoKeepsThem(String status) throws Exception {
        assertThat(read(status, "TRIAGED", "[]").has("warrantyMonths")).isTrue();
    }

    @Test
    void whatIsLostKeepsThemWhereItWouldBeFoundReady() throws Exception {
        assertThat(read("LOST", "READY", "[]").has("checklist")).isTrue();
        assertThat(read("LOST", "DISPATCHED", "[]").has("checkedAt")).isTrue();
        assertThat(read("LOST", "TRIAGED", "[]").has("checkedAt")).isFalse();
        assertThat(read("LOST", "SCRAPPED", "[]").has("checklist")).isFalse();
    }

    @Test
    void whenFaultsWereFoundStays() throws Exception {
        assertThat(read("ON_BENCH", "TRIAGED", "[\"clavier\"]").has("checkedAt"))
                .isTrue();
    }

    private static ObjectNode read(String status, String before, String faults) throws JsonProcessingException {
        String bench = "{\"faults\":" + faults
                + ",\"grade\":\"B\",\"checkedAt\":\"2026-09-01T08:00:00Z\",\"checklist\":{},\"warrantyMonths\":12}";
        String name = status.equals("RECEIVED") ? "earlier" : "bench";
        ObjectNode state = (ObjectNode) JSON.readTree("{\"before\":\"" + before + "\",\"" + name + "\":" + bench + "}");
        return (ObjectNode)
                Devices.withoutChecksThatNoLongerCount(status, state).get(name);
    }
}
