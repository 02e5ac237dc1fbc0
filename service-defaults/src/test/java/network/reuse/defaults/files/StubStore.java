package network.reuse.defaults.files;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A store that does nothing but what a test has it do. */
abstract class StubStore implements FileStore {
    @Override
    public Future<Void> put(FileKey key, ReceivedFile file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<FileContent> get(FileKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> delete(FileKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<FileKey>> list(@Nullable FileKey after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> deleteUnfinished(Instant before) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<UUID>> mark() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> mark(UUID mark) {
        throw new UnsupportedOperationException();
    }
}
