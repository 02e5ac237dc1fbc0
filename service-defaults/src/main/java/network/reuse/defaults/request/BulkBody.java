package network.reuse.defaults.request;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import network.reuse.contracts.Refusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Holds the body of a bulk operation to its limit while it is read, where no length was told. */
@Provider
@Bulk
public class BulkBody implements ReaderInterceptor {
    private final long limit;

    public BulkBody(@ConfigProperty(name = "reuse.request.bulk-body") long limit) {
        this.limit = limit;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Counted(context.getInputStream(), limit));
        return context.proceed();
    }

    private static final class Counted extends FilterInputStream {
        private long left;

        Counted(InputStream body, long limit) {
            super(body);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw Refusal.of(
                        Refusal.Kind.TOO_LARGE,
                        "too_large",
                        "La demande dépasse la taille permise.",
                        "The request is larger than allowed.");
            }
        }
    }
}
