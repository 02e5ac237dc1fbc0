package network.reuse.servers;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Folders of the cache that are made once, whole or not at all, by whichever process comes first. */
public final class Unpacked {
    private Unpacked() {}

    /** What fills a folder that does not exist yet. */
    @FunctionalInterface
    interface Filling {
        void into(Path folder) throws IOException, InterruptedException;
    }

    static Path once(Path target, Filling filling) {
        if (Files.isDirectory(target)) {
            return target;
        }
        try {
            Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
            Path name = target.getFileName();
            try (FileChannel channel = FileChannel.open(
                            parent.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel)) {
                if (lock.isValid() && !Files.isDirectory(target)) {
                    Path fresh = parent.resolve(name + ".new");
                    delete(fresh);
                    Files.createDirectories(fresh);
                    filling.into(fresh);
                    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return target;
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    target + " cannot be made: check its rights and the free disk space.", refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A file lock belongs to the whole JVM, so a second thread of it is refused where a second process would wait. */
    static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException heldByThisJvm) {
                Wait.pause(Duration.ofMillis(50));
            }
        }
    }

    /** Unpacks a tar stream, leaving out the given number of leading folders of each name. */
    static void untar(InputStream archive, Path folder, int leading) throws IOException {
        try (var tar = new TarArchiveInputStream(new BufferedInputStream(archive, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path name = Path.of(entry.getName()).normalize();
                if (name.getNameCount() <= leading || entry.getName().isEmpty()) {
                    continue;
                }
                Path target = folder.resolve(name.subpath(leading, name.getNameCount()))
                        .normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("An archive may not write outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                    continue;
                }
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
                    tar.transferTo(out);
                }
                if ((entry.getMode() & 0100) != 0) {
                    Set<PosixFilePermission> rights = EnumSet.copyOf(Files.getPosixFilePermissions(target));
                    rights.add(PosixFilePermission.OWNER_EXECUTE);
                    Files.setPosixFilePermissions(target, rights);
                }
            }
        }
    }

    /** Deletes a folder and all that is in it, if it is there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
