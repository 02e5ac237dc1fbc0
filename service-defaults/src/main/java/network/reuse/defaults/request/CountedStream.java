package network.reuse.defaults.request;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/** Tells how many bytes are read from it, so that a limit holds while they come: whoever is told may refuse. */
public final class CountedStream extends FilterInputStream {
    private final IntConsumer count;

    /**
     * Reads nothing yet.
     *
     * @param count is told how many bytes each read has brought, none at the end
     */
    public CountedStream(InputStream in, IntConsumer count) {
        super(in);
        this.count = count;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        count.accept(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        count.accept(Math.max(0, read));
        return read;
    }
}
