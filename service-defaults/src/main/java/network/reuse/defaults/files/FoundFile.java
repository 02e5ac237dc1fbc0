package network.reuse.defaults.files;

import io.smallrye.mutiny.Uni;

/** A file and its bytes, which are to be closed. */
public record FoundFile(StoredFile file, FileContent content) {
    /** Fetches its bytes, which are those that its row names. */
    public static Uni<FoundFile> in(FileStore store, StoredFile file) {
        return Uni.createFrom()
                .completionStage(() -> store.get(file.key()).toCompletionStage())
                .map(content -> new FoundFile(file, content));
    }
}
