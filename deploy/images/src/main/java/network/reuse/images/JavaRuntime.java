package network.reuse.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import network.reuse.servers.Unpacked;

/**
 * A Java runtime without compiler and tools, linked from the JDK that runs this: an AOT cache is accepted by the very build of
 * the JVM that made it and by no other, so the images carry theirs.
 *
 * @param folder its home, which holds {@code bin/java}
 */
record JavaRuntime(Path folder) {
    /** All of Java SE, and what Netty, Vert.x, Jackson and the metrics use beside it. */
    private static final String MODULES =
            "java.se,jdk.unsupported,jdk.management,jdk.crypto.cryptoki,jdk.localedata,jdk.naming.dns,jdk.net,jdk.zipfs";

    /** Links it, unless it was linked from the same JDK before. */
    static JavaRuntime linked(Path folder) {
        Path jdk = Path.of(System.getProperty("java.home"));
        Path source = folder.resolve("linked-from");
        String build = build(jdk) + "\n" + MODULES + "\n";
        try {
            if (Files.exists(source) && Files.readString(source).equals(build)) {
                return new JavaRuntime(folder);
            }
            Unpacked.delete(folder);
            Files.createDirectories(folder.getParent());
            var _ = Command.output(List.of(
                    jdk.resolve("bin/jlink").toString(),
                    "--add-modules",
                    MODULES,
                    "--include-locales=fr,en",
                    "--no-header-files",
                    "--no-man-pages",
                    "--output",
                    folder.toString()));
            Files.writeString(source, build);
            Reproducible.date(folder);
            return new JavaRuntime(folder);
        } catch (IOException refused) {
            throw new UncheckedIOException(folder + " cannot be written.", refused);
        }
    }

    Path java() {
        return folder.resolve("bin/java");
    }

    /** Vendor and build of the JVM, such as {@code Eclipse Adoptium 25.0.1+8-LTS}. */
    String build() {
        return build(Path.of(System.getProperty("java.home")));
    }

    private static String build(Path jdk) {
        var release = new Properties();
        try (var in = Files.newBufferedReader(jdk.resolve("release"))) {
            release.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    jdk + " does not say which build it is: use a JDK with a file 'release'.", unreadable);
        }
        return (release.getProperty("IMPLEMENTOR", "unknown") + " "
                        + release.getProperty("JAVA_RUNTIME_VERSION", System.getProperty("java.runtime.version")))
                .replace("\"", "");
    }
}
