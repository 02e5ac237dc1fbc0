package network.reuse.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import network.reuse.servers.Unpacked;

/** What makes two images of the same sources equal: one time for every file, and files in the order of their names. */
final class Reproducible {
    /** The time of the build's own archives, {@code project.build.outputTimestamp} in {@code pom.xml}. */
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private Reproducible() {}

    /**
     * A copy of a folder whose files all have {@link #TIME}. The AOT cache remembers the time and size of each jar it was
     * trained with and is refused beside others, so the copy that is trained is the one that goes into the image.
     */
    static Path copy(Path source, Path target) {
        try {
            Unpacked.delete(target);
            add(source, target);
            return target;
        } catch (IOException refused) {
            throw new UncheckedIOException(source + " cannot be copied to " + target + ".", refused);
        }
    }

    /** Adds a copy of a file, or of those of a folder, whose files all have {@link #TIME}. */
    static void add(Path source, Path target) throws IOException {
        for (Path file : files(source)) {
            Path copy = target.resolve(source.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        date(target);
    }

    /** Gives every file and folder below {@link #TIME}. */
    static void date(Path folder) throws IOException {
        FileTime time = FileTime.from(TIME);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.toList()) {
                if (!Files.isSymbolicLink(one)) {
                    Files.setLastModifiedTime(one, time);
                }
            }
        }
    }

    /** The files of a folder and those below it, by name; a link to a file is one. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
