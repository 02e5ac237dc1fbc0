package network.reuse.local.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/** An event as its publisher's journal has it. */
record Entry(UUID eventId, Stream stream, long sequence, String type, JsonNode value) {
    JsonNode fact() {
        return value.path("fact");
    }

    boolean isLive() {
        return "LIVE".equals(value.path("env").asText());
    }

    /** Where a stage that it reports counts. */
    StageCell cell(String stage) {
        JsonNode territory = value.path("territory");
        return new StageCell(
                territory.path("region").asText(), territory.path("department").asText(), stage);
    }
}
