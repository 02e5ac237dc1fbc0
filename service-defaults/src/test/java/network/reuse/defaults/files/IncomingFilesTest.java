package network.reuse.defaults.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import network.reuse.defaults.ids.Ids;
import org.junit.jupiter.api.Test;

/** How a call's files come into the store. */
class IncomingFilesTest {
    private final List<Promise<Void>> begun = new ArrayList<>();
    private final FileStore store = new StubStore() {
        @Override
        public Future<Void> put(FileKey key, ReceivedFile file) {
            Promise<Void> promise = Promise.promise();
            begun.add(promise);
            return promise.future();
        }
    };

    @Test
    void aFewArePutAtATimeAndItIsDoneWhenAllAreThere() {
        CompletableFuture<?> done = put(6);
        assertThat(begun).hasSize(4);

        begun.get(2).complete();
        begun.get(0).complete();
        assertThat(begun).hasSize(6);
        assertThat(done).isNotDone();

        begun.forEach(Promise::tryComplete);
        assertThat(done).isCompleted();
    }

    @Test
    void noMoreArePutOnceOneHasFailedWhichIsToldWhenNoneIsBeingPut() {
        CompletableFuture<?> done = put(60);

        begun.get(1).fail(new FileStoreAway("the first", null));
        begun.get(0).fail(new FileStoreAway("the second", null));
        begun.get(3).complete();
        assertThat(begun).hasSize(4);
        assertThat(done).isNotDone();

        begun.get(2).complete();
        assertThat(begun).hasSize(4);
        assertThatThrownBy(done::join).hasCauseInstanceOf(FileStoreAway.class).hasMessageContaining("the first");
    }

    @Test
    void nothingIsPutWhereThereIsNoFile() {
        assertThat(put(0)).isCompleted();
    }

    private CompletableFuture<?> put(int count) {
        Map<FileKey, ReceivedFile> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            files.put(
                    new FileKey("a".repeat(64), Ids.next()),
                    new ReceivedFile(Path.of("none"), "a".repeat(64), 1, FileType.PDF));
        }
        return IncomingFiles.put(store, files).subscribeAsCompletionStage();
    }
}
