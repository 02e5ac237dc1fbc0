package network.reuse.allocation.persistence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import network.reuse.allocation.domain.CriterionVerdict;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.VerdictBasis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestsTest {
    @Test
    void whoLookedSaysWhatAVerdictOfVersion3RestsOn() throws Exception {
        String state = Files.readString(Path.of("src/test/resources/states/request/v3/SUBMITTED.json"));
        String referrer = "01900000-0000-7000-8000-0000ed646567";
        String byReferrer = state.replace("01900000-0000-7000-8000-00009155caf9", referrer);

        assertThat(basis(state)).isEqualTo(VerdictBasis.CHECK);
        assertThat(basis(byReferrer)).isEqualTo(VerdictBasis.FACTS);
        assertThat(basis(byReferrer.replace("\"INSTITUTION\"", "\"DISPOSABLE_INCOME\"")))
                .as("no fact answers it")
                .isEqualTo(VerdictBasis.CHECK);
        assertThat(verdict(state).statedBy()).isNull();
    }

    private static @Nullable VerdictBasis basis(String state) {
        return verdict(state).basis();
    }

    private static CriterionVerdict verdict(String state) {
        Request request = Requests.TABLE.read("SUBMITTED", state);
        return requireNonNull(request.attributes().eligibility()).verdicts().getFirst();
    }
}
