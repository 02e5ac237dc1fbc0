package network.reuse.defaults.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import network.reuse.defaults.ids.Ids;
import org.junit.jupiter.api.Test;

class IdsAndCodesTest {
    @Test
    void idsOfOneProcessRiseAndAreVersionSeven() {
        UUID before = Ids.next();
        for (int i = 0; i < 10_000; i++) {
            UUID id = Ids.next();
            assertThat(id.toString()).isGreaterThan(before.toString());
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            before = id;
        }
    }

    @Test
    void aMillionNumbersHaveAMillionCodes() {
        Set<String> codes = HashSet.newHashSet(1_000_000);
        for (int number = 0; number < 1_000_000; number++) {
            codes.add(CodeNumbers.spell(number));
        }
        assertThat(codes).hasSize(1_000_000).allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{6}"));
    }

    @Test
    void largeTakesAtTheSameTimeGetAllTheyAskedForAndNoNumberTwice() throws Exception {
        AtomicLong blocks = new AtomicLong();
        CodeNumbers numbers = new CodeNumbers(count -> {
            List<Long> opened = LongStream.range(0, count)
                    .map(_ -> blocks.getAndIncrement())
                    .boxed()
                    .toList();
            return Future.succeededFuture(opened);
        });
        List<Callable<List<String>>> takes = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int count = i % 2 == 0 ? 1_000 : 900;
            takes.add(() -> numbers.take('D', count).await().indefinitely());
        }
        // Mutiny sets itself up at its first use, which must not be two at the same time.
        Set<String> codes = new HashSet<>(numbers.take('D', 1).await().indefinitely());
        int asked = 1;
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (var taken : callers.invokeAll(takes)) {
                assertThat(taken.get()).hasSizeBetween(900, 1_000);
                asked += taken.get().size();
                codes.addAll(taken.get());
            }
        }
        assertThat(asked).isEqualTo(1 + 200 * 1_000 + 200 * 900);
        assertThat(codes).hasSize(asked);
    }
}
