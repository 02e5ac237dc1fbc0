package network.reuse.defaults.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the modules are made of, for tests that hold lists to what the sources say. */
final class Sources {
    private Sources() {}

    /** The text of every source of every module, but for tests. */
    static Map<Path, String> ofAllModules() throws IOException {
        Map<Path, String> sources = new TreeMap<>();
        try (Stream<Path> modules = Files.list(Path.of(System.getProperty("reuse.root")))) {
            for (Path module : modules.map(one -> one.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> all = Files.walk(module)) {
                    for (Path source :
                            all.filter(one -> one.toString().endsWith(".java")).toList()) {
                        sources.put(source, Files.readString(source));
                    }
                }
            }
        }
        return sources;
    }
}
