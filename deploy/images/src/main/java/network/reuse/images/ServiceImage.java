package network.reuse.images;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One service as an image: the libraries, the service itself, and the AOT cache. All layers but the cache are equal whenever and
 * wherever they are made of the same sources.
 *
 * @param name of the service, such as {@code collection}
 * @param version of the release, the image's tag
 * @param revision the commit that it is made of
 * @param app the service as it is packaged, dated as in {@link Reproducible}
 * @param cache its AOT cache
 * @param materials its bill of materials, CycloneDX as JSON
 * @param ports where it listens
 */
record ServiceImage(
        String name, String version, String revision, Path app, Path cache, Path materials, Set<Integer> ports) {

    /** Writes the image as a tar that an engine loads. */
    Path write(BaseImage base, JavaRuntime runtime, List<String> jvmFlags, Path folder) {
        var arguments = new ArrayList<>(jvmFlags);
        arguments.addAll(List.of("-XX:AOTCache=" + Image.APP + "/app.aot", "-jar", Image.APP + "/quarkus-run.jar"));
        try {
            FileEntriesLayer service = Layer.of("service", app, Image.APP, file -> !file.startsWith("lib"));
            return new Image(
                            name,
                            version,
                            revision,
                            List.of(
                                    Layer.of("libraries", app, Image.APP, file -> file.startsWith("lib")),
                                    Layer.with(service, materials, Image.MATERIALS),
                                    Layer.of("cache", cache, Image.APP + "/app.aot")),
                            arguments,
                            Map.of(
                                    "QUARKUS_HTTP_HOST",
                                    "0.0.0.0",
                                    "REUSE_MANAGEMENT_HOST",
                                    "0.0.0.0",
                                    "QUARKUS_LOG_CONSOLE_JSON_ADDITIONAL_FIELD_VERSION_VALUE",
                                    version),
                            ports,
                            // The jars that the cache goes with.
                            Map.of("network.reuse.jars", Digest.ofFolder(app)))
                    .write(base, runtime, folder);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(app + " cannot be read.", unreadable);
        }
    }
}
