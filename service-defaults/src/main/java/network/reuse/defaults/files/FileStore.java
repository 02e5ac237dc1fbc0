package network.reuse.defaults.files;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of files are kept, each under its {@link FileKey}. Every operation fails with {@link FileStoreAway} while the store cannot be
 * reached, and may be asked for again.
 */
public interface FileStore {
    /** Under which name a store keeps its mark. */
    String OWNER = "owner";

    /** How many keys a page has at most. */
    int PAGE = 1_000;

    /** Keeps it; when this succeeds, it is kept whole, and when it fails there is nothing, or all of it. */
    Future<Void> put(FileKey key, ReceivedFile file);

    /** Its bytes, as a file of this machine, which are those that the key names; else it fails with {@link FileDamaged}. */
    Future<FileContent> get(FileKey key);

    /** Forgets the bytes; nothing happens when they are not there. */
    Future<Void> delete(FileKey key);

    /** The next keys behind this one, in their order; all when there are fewer than {@link #PAGE}. Other names are passed over. */
    Future<List<FileKey>> list(@Nullable FileKey after);

    /** Deletes what processes that were killed have left half written before then. */
    Future<Void> deleteUnfinished(Instant before);

    /** What {@link #mark(UUID)} has said last; empty when nobody has. */
    Future<Optional<UUID>> mark();

    /** Says beside the files whose they are. */
    Future<Void> mark(UUID mark);
}
