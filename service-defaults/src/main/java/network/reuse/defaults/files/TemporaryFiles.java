package network.reuse.defaults.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The files that a process has on its machine while they come or go, in a folder of its own. */
final class TemporaryFiles {
    private static final String FOLDER = "reuse-files-";

    private TemporaryFiles() {}

    /** Makes an empty file, for whoever asks to delete. */
    static Path create() throws IOException {
        Path folder = folder(ProcessHandle.current().pid());
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return Files.createTempFile(folder, "", ".file");
    }

    /** Deletes what this process has none of yet, and what processes have left that are no more. */
    static void clean() {
        try (Stream<Path> folders = Files.list(parent())) {
            for (Path folder : folders.filter(TemporaryFiles::isLeft).toList()) {
                for (Path file : children(folder)) {
                    Files.deleteIfExists(file);
                }
                Files.deleteIfExists(folder);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static boolean isLeft(Path folder) {
        OptionalLong process = process(folder.getFileName().toString());
        // What another user's process has left is that user's.
        return process.isPresent()
                && Files.isWritable(folder)
                && (process.getAsLong() == ProcessHandle.current().pid()
                        || ProcessHandle.of(process.getAsLong()).isEmpty());
    }

    private static OptionalLong process(String name) {
        return name.matches(FOLDER + "[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(name.substring(FOLDER.length())))
                : OptionalLong.empty();
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException gone) {
            // Another process that starts has deleted it.
            return List.of();
        }
    }

    /** Where the files of the process with this number are. */
    static Path folder(long process) {
        return parent().resolve(FOLDER + process);
    }

    private static Path parent() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
