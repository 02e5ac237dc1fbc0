package network.reuse.defaults.request;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
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
        long[] left = {limit};
        context.setInputStream(new CountedStream(context.getInputStream(), read -> {
            left[0] -= read;
            if (left[0] < 0) {
                throw Refusal.of(
                        Refusal.Kind.TOO_LARGE,
                        "too_large",
                        "La demande dépasse la taille permise.",
                        "The request is larger than allowed.");
            }
        }));
        return context.proceed();
    }
}
