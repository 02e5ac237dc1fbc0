package network.reuse.defaults.commit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Gives out the readable codes of things that people read out, such as {@code D-7Q4K2M}: six characters of Crockford's
 * base 32, never twice, without an order that would tell how many there are. Numbers come in blocks of 1,000.
 */
@ApplicationScoped
public class CodeNumbers {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BLOCK = 1_000;
    private static final long MASK = (1L << 30) - 1;
    private static final long SPREAD = 661_974_379L;

    private final IntFunction<Future<List<Long>>> blocks;
    private long next;
    private long end;

    @Inject
    public CodeNumbers(Pool pool) {
        this(count -> pool.query("select nextval('code_block') from generate_series(1, " + count + ")")
                .execute()
                .map(rows -> {
                    List<Long> numbers = new ArrayList<>(count);
                    rows.forEach(row -> numbers.add(row.getLong(0)));
                    return numbers;
                }));
    }

    CodeNumbers(IntFunction<Future<List<Long>>> blocks) {
        this.blocks = blocks;
    }

    /** So many new codes, with this letter in front. */
    public Uni<List<String>> take(char letter, int count) {
        return Uni.createFrom().deferred(() -> {
            List<String> codes = new ArrayList<>(count);
            takeFromBlock(letter, count, codes);
            int missing = count - codes.size();
            if (missing == 0) {
                return Uni.createFrom().item(codes);
            }
            return Uni.createFrom()
                    .completionStage(
                            () -> blocks.apply((missing + BLOCK - 1) / BLOCK).toCompletionStage())
                    .map(numbers -> {
                        numbers.forEach(number -> takeFromNewBlock(number, letter, count, codes));
                        return codes;
                    });
        });
    }

    /** Opened and used in one step, so that nobody empties the block in between; what is left of it serves the next. */
    private synchronized void takeFromNewBlock(long number, char letter, int wanted, List<String> codes) {
        next = number * BLOCK;
        end = next + BLOCK;
        takeFromBlock(letter, wanted, codes);
    }

    private synchronized void takeFromBlock(char letter, int wanted, List<String> codes) {
        while (codes.size() < wanted && next < end) {
            codes.add(letter + "-" + spell(next++));
        }
    }

    /** A bijection on 30 bits (an odd factor has an inverse), so that different numbers never share a code. */
    static String spell(long number) {
        long spread = (number * SPREAD) & MASK;
        spread ^= spread >>> 15;
        spread = (spread * SPREAD) & MASK;
        char[] code = new char[6];
        for (int i = 5; i >= 0; i--) {
            code[i] = DIGITS.charAt((int) (spread & 31));
            spread >>>= 5;
        }
        return new String(code);
    }
}
