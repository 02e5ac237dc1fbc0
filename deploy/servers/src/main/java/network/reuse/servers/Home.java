package network.reuse.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The folder of the checkout: it holds the declarations in {@code deploy/} and the unpacked servers in {@code .reuse/}. */
public record Home(Path root) {

    /** Where the system property {@code reuse.root} points, else the nearest folder upward that holds the {@code reuse} script. */
    public static Home find() {
        String given = System.getProperty("reuse.root");
        if (given != null && Files.isDirectory(Path.of(given, "deploy"))) {
            return new Home(Path.of(given).toAbsolutePath().normalize());
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("deploy/postgresql"))) {
                return new Home(folder);
            }
        }
        throw new IllegalStateException("The checkout was not found from here: set -Dreuse.root to its folder.");
    }

    /** A declaration below {@code deploy/}. */
    public Path declaration(String path) {
        return root.resolve("deploy").resolve(path);
    }

    /** Reads a declaration below {@code deploy/} as text. */
    public String text(String path) {
        return source("deploy/" + path);
    }

    /** Reads a file of the checkout as text. */
    String source(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(path + " cannot be read: restore it from git.", unreadable);
        }
    }

    /** The folder of unpacked servers, shared by all runs of this checkout. */
    public Path cache() {
        return root.resolve(".reuse/servers");
    }

    static String version(String server) {
        var versions = new Properties();
        try (InputStream in = Home.class.getResourceAsStream("versions.properties")) {
            if (in == null) {
                throw new IllegalStateException("versions.properties is missing: build deploy/servers again.");
            }
            versions.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return versions.getProperty(server);
    }
}
