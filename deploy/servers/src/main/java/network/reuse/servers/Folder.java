package network.reuse.servers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Everything one running network leaves on disk: data, logs, pid files and generated secrets; its owner's alone. */
public record Folder(Path path) {
    private static final int LAST_WORDS = 8_192;

    public Folder {
        path = path.toAbsolutePath().normalize();
    }

    /** The data of one server. */
    public Path data(String server) {
        return made(path.resolve("data")).resolve(server);
    }

    /** The log of one process. */
    public Path log(String process) {
        Path log = made(path.resolve("logs")).resolve(process + ".log");
        try {
            return OwnerOnly.file(log);
        } catch (IOException refused) {
            throw new UncheckedIOException(log + " cannot be written: check its rights.", refused);
        }
    }

    /** The end of the log of one process, to say why it did not come up. */
    public String endOfLog(String process) {
        Path log = log(process);
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - LAST_WORDS));
            var end = new byte[LAST_WORDS];
            int read = Math.max(0, file.read(end));
            List<String> lines =
                    new String(end, 0, read, StandardCharsets.UTF_8).lines().toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - 6))
                    .map(line -> line.length() > 300 ? line.substring(0, 300) + " ..." : line)
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            return "(" + log + " cannot be read)";
        }
    }

    /** The pid file of one process. */
    public Path pidFile(String process) {
        return made(path.resolve("run")).resolve(process + ".pid");
    }

    /** The archive of the classes that the processes of one service load. */
    public Path classes(String service) {
        return made(path.resolve("classes")).resolve(service + ".jsa");
    }

    /** The generated secrets. */
    public GeneratedSecrets secrets() {
        return new GeneratedSecrets(made(path).resolve("secrets.properties"));
    }

    private Path made(Path folder) {
        try {
            var _ = OwnerOnly.folder(path);
            return OwnerOnly.folder(folder);
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    folder + " cannot be made: check its rights and the free disk space.", refused);
        }
    }
}
