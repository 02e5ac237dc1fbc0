package network.reuse.gateway.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.ws.rs.ClientErrorException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private final List<Promise<Void>> rests = new ArrayList<>();
    private final Bulkhead bulkhead = new Bulkhead(2, 3, _ -> {
        Promise<Void> rest = Promise.promise();
        rests.add(rest);
        return rest.future();
    });
    private final List<Promise<String>> asked = new ArrayList<>();

    @Test
    void fewRunAtOnceSomeWaitAndMoreAreToldToComeBack() {
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(ask());
        }
        assertThat(asked).hasSize(2);
        assertThat(answers.get(5).cause()).isInstanceOfSatisfying(ClientErrorException.class, refused -> {
            assertThat(refused.getResponse().getStatus()).isEqualTo(429);
            assertThat(refused.getResponse().getHeaderString("Retry-After")).isEqualTo("1");
        });

        asked.get(0).complete("first");
        assertThat(answers.getFirst().result()).isEqualTo("first");
        assertThat(asked).as("a turn is not free before its rest").hasSize(2);
        rests.get(0).complete();
        assertThat(asked).hasSize(3);
        asked.get(1).fail("broken");
        assertThat(answers.get(1).failed()).isTrue();
        rests.get(1).complete();
        assertThat(asked).hasSize(4);
    }

    @Test
    void aQuestionThatCannotEvenBeAskedGivesItsTurnBack() {
        for (int i = 0; i < 10; i++) {
            assertThat(bulkhead.<String>run(() -> {
                                throw new IllegalStateException("no question");
                            })
                            .failed())
                    .isTrue();
            rests.get(i).complete();
        }
        Future<String> _ = ask();
        assertThat(asked).hasSize(1);
    }

    private Future<String> ask() {
        return bulkhead.run(() -> {
            Promise<String> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        });
    }
}
