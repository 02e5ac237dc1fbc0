package network.reuse.defaults.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import network.reuse.defaults.ids.Ids;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What every file store does. */
abstract class FileStoreContract {
    static final Vertx VERTX = Vertx.vertx();

    abstract FileStore store() throws IOException;

    /** Replaces what the store keeps under a key, as somebody would who has no business there. */
    abstract void alter(FileKey key, byte[] bytes) throws Exception;

    /** A store of the same kind that cannot be reached. */
    abstract FileStore away() throws IOException;

    @AfterAll
    static void stop() {
        var _ = VERTX.close();
    }

    @Test
    void whatIsKeptIsFoundToTheByteUntilItIsDeleted() throws Exception {
        FileStore store = store();
        try (ReceivedFile file = received(3_000)) {
            FileKey key = new FileKey(file.sha256(), Ids.next());
            await(store.put(key, file));
            await(store.put(key, file));

            try (FileContent found = await(store.get(key))) {
                assertThat(Files.readAllBytes(found.path())).isEqualTo(Files.readAllBytes(file.path()));
            }
            await(store.delete(key));
            await(store.delete(key));
            assertThatThrownBy(() -> await(store.get(key))).hasRootCauseInstanceOf(FileDamaged.class);
        }
    }

    @Test
    void theSameBytesOfTwoFilesAreDeletedOneByOne() throws Exception {
        FileStore store = store();
        try (ReceivedFile file = received(2_000)) {
            FileKey first = new FileKey(file.sha256(), Ids.next());
            FileKey second = new FileKey(file.sha256(), Ids.next());
            await(store.put(first, file));
            await(store.put(second, file));

            await(store.delete(first));

            try (FileContent found = await(store.get(second))) {
                assertThat(found.path()).hasSize(file.bytes());
            }
        }
    }

    @Test
    void bytesThatWereAlteredAreNotGivenOut() throws Exception {
        FileStore store = store();
        try (ReceivedFile file = received(2_500)) {
            FileKey key = new FileKey(file.sha256(), Ids.next());
            await(store.put(key, file));
            byte[] bytes = Files.readAllBytes(file.path());
            bytes[bytes.length / 2] ^= 1;
            alter(key, bytes);

            assertThatThrownBy(() -> await(store.get(key)))
                    .hasRootCauseInstanceOf(FileDamaged.class)
                    .hasMessageContaining("other bytes");
        }
    }

    @Test
    void allKeysAreListedPageByPageInTheirOrder() throws Exception {
        FileStore store = store();
        List<FileKey> kept = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            try (ReceivedFile file = received(1_000 + i)) {
                FileKey key = new FileKey(file.sha256(), Ids.next());
                await(store.put(key, file));
                kept.add(key);
            }
        }
        List<FileKey> inOrder = kept.stream().sorted().toList();

        assertThat(await(store.list(null))).containsSubsequence(inOrder).isSorted();
        assertThat(await(store.list(inOrder.get(2))))
                .containsSubsequence(inOrder.subList(3, 5))
                .doesNotContainAnyElementsOf(inOrder.subList(0, 3));
    }

    @Test
    void theMarkIsTheLastThatWasGivenAndNoFile() throws Exception {
        FileStore store = store();
        assertThat(await(store.mark())).isEmpty();
        UUID last = UUID.randomUUID();

        await(store.mark(UUID.randomUUID()));
        await(store.mark(last));

        assertThat(await(store.mark())).contains(last);
        assertThat(await(store.list(null))).isEmpty();
    }

    @Test
    void contentThatIsClosedTwiceIsClosedOnce() throws Exception {
        FileStore store = store();
        int before = FileContent.open();
        try (ReceivedFile file = received(1_200)) {
            FileKey key = new FileKey(file.sha256(), Ids.next());
            await(store.put(key, file));
            FileContent found = await(store.get(key));
            assertThat(FileContent.open()).isEqualTo(before + 1);
            found.close();
            found.close();
        }
        assertThat(FileContent.open()).isEqualTo(before);
    }

    @Test
    void aStoreThatCannotBeReachedSaysSo() throws Exception {
        FileStore away = away();
        try (ReceivedFile file = received(1_500)) {
            FileKey key = new FileKey(file.sha256(), Ids.next());
            assertThatThrownBy(() -> await(away.put(key, file))).cause().isInstanceOf(FileStoreAway.class);
        }
    }

    /** A picture of its own, as large as that. */
    static ReceivedFile received(int seed) throws IOException {
        return ReceivedFile.read(new ByteArrayInputStream(TestPictures.jpeg(seed)), RetentionClass.DEVICE_PHOTO);
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
