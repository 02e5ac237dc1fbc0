package network.reuse.servers;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders and files that their owner alone may enter and read, whatever the umask is and whoever made them before. */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /** A folder, made with those above it that are missing, or closed when it was open. */
    public static Path folder(Path folder) throws IOException {
        Path made = Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        return closed(made, FOLDER);
    }

    /** A file, empty when it is new, or closed when it was open. */
    public static Path file(Path file) throws IOException {
        try {
            return Files.createFile(file, fileAttribute());
        } catch (FileAlreadyExistsException before) {
            return closed(file, FILE);
        }
    }

    /** A file with this text and no other. */
    public static void write(Path file, String text) throws IOException {
        Files.writeString(file(file), text);
    }

    /** For those who make files of other names. */
    public static FileAttribute<Set<PosixFilePermission>> fileAttribute() {
        return PosixFilePermissions.asFileAttribute(FILE);
    }

    private static Path closed(Path path, Set<PosixFilePermission> rights) throws IOException {
        return Files.getPosixFilePermissions(path).equals(rights) ? path : Files.setPosixFilePermissions(path, rights);
    }
}
