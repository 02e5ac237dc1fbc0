package network.reuse.defaults.commit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import network.reuse.contracts.Refusal;
import org.junit.jupiter.api.Test;

class BulkReportTest {
    private enum Outcome {
        DONE,
        UNCHANGED,
        REJECTED
    }

    private record One(String name, Outcome outcome, List<Refusal.Fault> errors) implements BulkReport.Row {}

    @Test
    void aRowThatIsRefusedDoesNotSpoilItsNeighbours() throws JsonProcessingException {
        BulkReport report = BulkReport.evaluateEach(
                Outcome.class,
                List.of("a", "b", "c"),
                name -> {
                    if (name.equals("b")) {
                        throw Refusals.notYours();
                    }
                    return new One(name, Outcome.DONE, List.of());
                },
                (name, why) -> new One(name, Outcome.REJECTED, BulkReport.errors(why, "/names")));

        assertThat(new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(report)))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"done": 2, "unchanged": 0, "rejected": 1, "rows": [
                          {"name": "a", "outcome": "DONE", "errors": []},
                          {"name": "b", "outcome": "REJECTED", "errors": [{"pointer": "/names", "code": "not_yours",
                            "french": "Ce n'est pas à votre organisation d'agir maintenant.",
                            "english": "It is not your organisation's move now."}]},
                          {"name": "c", "outcome": "DONE", "errors": []}]}"""));
    }

    @Test
    void aRefusalThatNamesItsFaultsKeepsTheirPointers() {
        assertThat(BulkReport.errors(Refusal.invalid("/commune", "unknown", "Inconnue.", "Unknown."), "/packs"))
                .extracting(Refusal.Fault::pointer)
                .containsExactly("/commune");
    }

    @Test
    void aDryRunSaysSo() throws JsonProcessingException {
        BulkReport report = BulkReport.of(Outcome.class, List.of()).withDryRun(true);

        assertThat(new ObjectMapper().writeValueAsString(report))
                .isEqualTo("{\"dryRun\":true,\"done\":0,\"unchanged\":0,\"rejected\":0,\"rows\":[]}");
    }
}
