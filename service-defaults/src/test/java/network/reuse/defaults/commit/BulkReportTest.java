package network.reuse.defaults.commit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.commit.BulkReport.Pointers;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.fault.Language;
import org.junit.jupiter.api.Test;

class BulkReportTest {
    private enum Outcome {
        DONE,
        UNCHANGED,
        REJECTED
    }

    private record One(String name, Outcome outcome, List<Fault> errors) implements BulkReport.Row {}

    @Test
    void aRowThatIsRefusedDoesNotSpoilItsNeighbours() throws JsonProcessingException {
        BulkReport report = BulkReport.evaluateEach(
                Outcome.class,
                Language.ENGLISH,
                List.of("a", "b", "c"),
                Pointers.ofIds("/names"),
                name -> {
                    if (name.equals("b")) {
                        throw Refusals.notYours();
                    }
                    return new One(name, Outcome.DONE, List.of());
                },
                (name, errors) -> new One(name, Outcome.REJECTED, errors));

        assertThat(new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(report)))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"done": 2, "unchanged": 0, "rejected": 1, "rows": [
                          {"name": "a", "outcome": "DONE", "errors": []},
                          {"name": "b", "outcome": "REJECTED", "errors": [{"pointer": "/names/1", "code": "not_yours",
                            "detail": "It is not your organisation's move now.",
                            "messages": {"fr": "Ce n'est pas à votre organisation d'agir maintenant.",
                              "en": "It is not your organisation's move now."}}]},
                          {"name": "c", "outcome": "DONE", "errors": []}]}"""));
    }

    @Test
    void aRefusalPointsIntoTheRequestByItsRowOrBesideTheRows() {
        Pointers<String> place = Pointers.ofRows("/sales", Set.of("/priceCents"));

        assertThat(place.of("any", 3, "")).isEqualTo("/sales/3");
        assertThat(place.of("any", 3, "/priceCents")).isEqualTo("/sales/3/priceCents");
        assertThat(place.of("any", 3, "/commune")).isEqualTo("/commune");
    }

    @Test
    void whatARefusalAddsIsToldWithItsRow() {
        Refusal stale = Refusals.stale(4);
        Refusal early = Refusal.invalid("/occurredAt", "too_early", "Trop tôt.", "Too early.")
                .with(Map.of("earliest", "2026-03-01"));

        assertThat(BulkReport.errors(stale, pointer -> "/rows/0" + pointer, Language.FRENCH))
                .containsExactly(new Fault(
                        "/rows/0",
                        "stale",
                        stale.french(),
                        Fault.both(stale.french(), stale.english()),
                        Map.of("current", "\"v4\"")));
        assertThat(BulkReport.errors(early, pointer -> "/rows/0" + pointer, Language.ENGLISH))
                .containsExactly(new Fault(
                        "/rows/0/occurredAt",
                        "too_early",
                        "Too early.",
                        Fault.both("Trop tôt.", "Too early."),
                        Map.of("earliest", "2026-03-01")));
    }

    @Test
    void aDryRunSaysSo() throws JsonProcessingException {
        BulkReport report = BulkReport.of(Outcome.class, List.of()).withDryRun(true);

        assertThat(new ObjectMapper().writeValueAsString(report))
                .isEqualTo("{\"dryRun\":true,\"done\":0,\"unchanged\":0,\"rejected\":0,\"rows\":[]}");
    }
}
