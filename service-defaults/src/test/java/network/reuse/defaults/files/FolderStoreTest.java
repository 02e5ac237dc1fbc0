package network.reuse.defaults.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import network.reuse.defaults.ids.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends FileStoreContract {
    @TempDir
    Path folder;

    @Override
    FileStore store() {
        return new FolderStore(VERTX, folder);
    }

    @Override
    void alter(FileKey key, byte[] bytes) throws IOException {
        Files.write(folder.resolve(key.sha256().substring(0, 2)).resolve(key.toString()), bytes);
    }

    @Override
    FileStore away() throws IOException {
        return new FolderStore(VERTX, Files.createFile(folder.resolve("no-folder")));
    }

    @Test
    void whatAProcessLeftHalfWrittenIsNoFile() throws Exception {
        FileKey key = new FileKey("ab".repeat(32), Ids.next());
        Path left = folder.resolve("ab").resolve(key + ".writing");
        Files.createDirectories(left.getParent());
        Files.write(left, new byte[] {1, 2, 3});

        assertThat(await(store().list(null))).isEmpty();
        await(store().deleteUnfinished(Files.getLastModifiedTime(left).toInstant()));
        assertThat(left).exists();
        await(store().deleteUnfinished(
                        Files.getLastModifiedTime(left).toInstant().plusMillis(1)));
        assertThat(left).doesNotExist();
    }

    @Test
    void nothingButTheFileStaysInTheFolder() throws Exception {
        try (ReceivedFile file = received(700)) {
            await(store().put(new FileKey(file.sha256(), Ids.next()), file));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }
}
