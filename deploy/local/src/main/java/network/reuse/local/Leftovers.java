package network.reuse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import network.reuse.servers.Child;
import network.reuse.servers.Folder;
import network.reuse.servers.Service;
import network.reuse.servers.Unpacked;

/** What an earlier start has left in a folder: processes that still run, and files. */
final class Leftovers {
    private Leftovers() {}

    /** Whether a part of a network still runs there. */
    static boolean anyChild(Path path) {
        var folder = new Folder(path);
        return allNames().stream().anyMatch(name -> Child.adopt(folder, name).isPresent());
    }

    /** Ends what still runs there as a power cut would. */
    static void end(Path path) {
        var folder = new Folder(path);
        allNames().forEach(name -> Child.adopt(folder, name).ifPresent(Child::killNine));
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path folder) {
        try {
            Unpacked.delete(folder);
        } catch (IOException busy) {
            throw new UncheckedIOException(folder + " could not be deleted: end what still uses it.", busy);
        }
    }

    private static List<String> allNames() {
        return Stream.concat(
                        Stream.of("postgresql", "kafka", "keycloak"),
                        Service.ALL.stream().map(Service::name))
                .toList();
    }
}
