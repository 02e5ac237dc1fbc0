package network.reuse.defaults.files;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps files in a folder of this machine, or in one that all processes of a service have mounted. A file is written under another name,
 * forced to the disk and then renamed, so that what has its name is complete, whatever ends the process.
 */
final class FolderStore implements FileStore {
    private static final String UNFINISHED = ".writing";

    private final Vertx vertx;
    private final Path folder;

    FolderStore(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    @Override
    public Future<Void> put(FileKey key, ReceivedFile file) {
        return aside(() -> {
            Path shelf = shelf(key);
            Path place = shelf.resolve(key.toString());
            if (!Files.isDirectory(shelf)) {
                Files.createDirectories(shelf);
                force(folder, StandardOpenOption.READ);
            }
            write(file.path(), place);
            return null;
        });
    }

    private static void write(Path bytes, Path place) throws IOException {
        Path parent = Objects.requireNonNull(place.getParent());
        Path within = parent.resolve(place.getFileName() + UNFINISHED);
        try {
            Files.copy(bytes, within, StandardCopyOption.REPLACE_EXISTING);
            force(within, StandardOpenOption.WRITE);
            Files.move(within, place, StandardCopyOption.ATOMIC_MOVE);
            force(parent, StandardOpenOption.READ);
        } finally {
            Files.deleteIfExists(within);
        }
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    @Override
    public Future<FileContent> get(FileKey key) {
        return aside(() -> {
            Path place = place(key);
            String found;
            try {
                found = FileContent.sha256(place);
            } catch (NoSuchFileException none) {
                throw FileDamaged.missing(key);
            }
            if (!found.equals(key.sha256())) {
                throw FileDamaged.altered(key);
            }
            return new FileContent(place, () -> {});
        });
    }

    @Override
    public Future<Void> delete(FileKey key) {
        return aside(() -> {
            Files.deleteIfExists(place(key));
            return null;
        });
    }

    @Override
    public Future<List<FileKey>> list(@Nullable FileKey after) {
        return aside(() -> {
            List<FileKey> keys = new ArrayList<>();
            for (Path shelf : shelves()) {
                if (keys.size() < PAGE && (after == null || shelf.compareTo(shelf(after)) >= 0)) {
                    children(shelf).stream()
                            .map(path -> FileKey.parse(path.getFileName().toString()))
                            .flatMap(Optional::stream)
                            .filter(key -> after == null || key.compareTo(after) > 0)
                            .limit(PAGE - keys.size())
                            .forEach(keys::add);
                }
            }
            return keys;
        });
    }

    @Override
    public Future<Void> deleteUnfinished(Instant before) {
        return aside(() -> {
            for (Path shelf : shelves()) {
                for (Path path : children(shelf)) {
                    if (path.toString().endsWith(UNFINISHED)
                            && Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
                        Files.deleteIfExists(path);
                    }
                }
            }
            return null;
        });
    }

    @Override
    public Future<Optional<UUID>> mark() {
        return aside(() -> {
            try {
                return Optional.of(
                        UUID.fromString(Files.readString(folder.resolve(OWNER)).strip()));
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Future<Void> mark(UUID mark) {
        return aside(() -> {
            Files.createDirectories(folder);
            Path text = TemporaryFiles.create();
            try {
                Files.writeString(text, mark.toString());
                write(text, folder.resolve(OWNER));
            } finally {
                Files.deleteIfExists(text);
            }
            return null;
        });
    }

    private List<Path> shelves() throws IOException {
        return children(folder).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> children(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private Path place(FileKey key) {
        return shelf(key).resolve(key.toString());
    }

    /** A folder for each of the first two digits. */
    private Path shelf(FileKey key) {
        return folder.resolve(key.sha256().substring(0, 2));
    }

    private <T> Future<T> aside(Callable<T> work) {
        return vertx.executeBlocking(
                () -> {
                    try {
                        return work.call();
                    } catch (IOException | UncheckedIOException refused) {
                        throw new FileStoreAway(refused.toString(), refused);
                    }
                },
                false);
    }
}
