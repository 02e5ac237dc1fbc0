package network.reuse.images;

import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What lies under the Java runtime: a Linux with a C library, and nothing that runs by itself. */
sealed interface BaseImage {
    /** An image of a registry, or a folder of this machine that {@code base.sh} laid out. */
    static BaseImage of(String name) {
        return Files.isDirectory(Path.of(name)) ? new Folder(Path.of(name)) : new Pinned(name);
    }

    /** An image that has this base, and nothing else yet. */
    JibContainerBuilder builder() throws IOException;

    /** What the image's labels say of it. */
    Map<String, String> labels();

    /**
     * An image of a registry.
     *
     * @param name its reference, which ends with its digest: a tag may be another image tomorrow
     */
    record Pinned(String name) implements BaseImage {
        public Pinned {
            if (!name.matches(".+@sha256:[0-9a-f]{64}")) {
                throw new IllegalArgumentException("The base '" + name
                        + "' may be another one tomorrow: name it with its digest, such as debian:13-slim@sha256:….");
            }
        }

        @Override
        public JibContainerBuilder builder() {
            try {
                return Jib.from(RegistryImage.named(name));
            } catch (InvalidImageReferenceException wrong) {
                throw new IllegalArgumentException("'" + name + "' is not the name of an image.", wrong);
            }
        }

        @Override
        public Map<String, String> labels() {
            int at = name.indexOf('@');
            return Map.of(
                    "org.opencontainers.image.base.name",
                    name.substring(0, at),
                    "org.opencontainers.image.base.digest",
                    name.substring(at + 1));
        }
    }

    /** A folder that becomes the lowest layer. */
    record Folder(Path path) implements BaseImage {
        @Override
        public JibContainerBuilder builder() throws IOException {
            return Jib.fromScratch().addFileEntriesLayer(Layer.of("base", path, "/", _ -> true));
        }

        @Override
        public Map<String, String> labels() {
            return Map.of();
        }
    }
}
