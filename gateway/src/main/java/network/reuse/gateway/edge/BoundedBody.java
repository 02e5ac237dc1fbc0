package network.reuse.gateway.edge;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A body that is passed on as it comes, up to a number of bytes; one byte more fails it. */
final class BoundedBody implements ReadStream<Buffer> {
    private final ReadStream<Buffer> body;
    private final Runnable exceeded;
    private long left;
    private @Nullable Handler<Throwable> failed;

    BoundedBody(ReadStream<Buffer> body, long limit, Runnable exceeded) {
        this.body = body;
        this.left = limit;
        this.exceeded = exceeded;
    }

    @Override
    public BoundedBody handler(@Nullable Handler<Buffer> handler) {
        body.handler(
                handler == null
                        ? null
                        : chunk -> {
                            if (left < 0) {
                                return;
                            }
                            left -= chunk.length();
                            if (left >= 0) {
                                handler.handle(chunk);
                                return;
                            }
                            exceeded.run();
                            if (failed != null) {
                                failed.handle(new IllegalStateException("a body is too large"));
                            }
                        });
        return this;
    }

    @Override
    public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public BoundedBody endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(
                handler == null
                        ? null
                        : _ -> {
                            if (left >= 0) {
                                handler.handle(null);
                            }
                        });
        return this;
    }

    @Override
    public BoundedBody pause() {
        body.pause();
        return this;
    }

    @Override
    public BoundedBody resume() {
        body.resume();
        return this;
    }

    @Override
    public BoundedBody fetch(long amount) {
        body.fetch(amount);
        return this;
    }
}
