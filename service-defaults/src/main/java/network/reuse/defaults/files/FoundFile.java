package network.reuse.defaults.files;

import io.vertx.core.Future;

/** A file and its bytes, which are to be closed. */
public record FoundFile(StoredFile file, FileContent content) {
    /** Fetches its bytes, which are those that its row names. */
    public static Future<FoundFile> in(FileStore store, StoredFile file) {
        return store.get(file.key()).map(content -> new FoundFile(file, content));
    }
}
