package network.reuse.defaults.commit;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

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

    private final Pool pool;
    private long next;
    private long end;

    public CodeNumbers(Pool pool) {
        this.pool = pool;
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
            int blocks = (missing + BLOCK - 1) / BLOCK;
            return Uni.createFrom()
                    .completionStage(
                            () -> pool.query("select nextval('code_block') from generate_series(1, " + blocks + ")")
                                    .execute()
                                    .toCompletionStage())
                    .map(rows -> {
                        RowIterator<Row> numbers = rows.iterator();
                        while (numbers.hasNext()) {
                            openBlock(numbers.next().getLong(0));
                            takeFromBlock(letter, count, codes);
                        }
                        return codes;
                    });
        });
    }

    private synchronized void openBlock(long number) {
        next = number * BLOCK;
        end = next + BLOCK;
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
