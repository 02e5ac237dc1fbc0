package network.reuse.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything one running network leaves on disk: data, logs, pid files and generated secrets. */
public record Folder(Path path) {

    public Folder {
        path = path.toAbsolutePath().normalize();
    }

    /** The data of one server. */
    public Path data(String server) {
        return made(path.resolve("data")).resolve(server);
    }

    /** The log of one process. */
    public Path log(String process) {
        return made(path.resolve("logs")).resolve(process + ".log");
    }

    /** The pid file of one process. */
    public Path pidFile(String process) {
        return made(path.resolve("run")).resolve(process + ".pid");
    }

    /** The generated secrets. */
    public Secrets secrets() {
        return new Secrets(made(path).resolve("secrets.properties"));
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    folder + " cannot be made: check its rights and the free disk space.", refused);
        }
    }
}
