package network.reuse.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One service as an image. Its layers are the Java runtime, which all services share, the libraries, the service itself, and the
 * AOT cache; what changes least lies lowest. All but the cache are equal whenever and wherever they are made of the same sources.
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
    /** Whom the processes run as; no such user exists on a node. */
    static final String USER = "10001:10001";

    private static final String JAVA = "/opt/java";
    private static final String APP = "/app";
    private static final String MATERIALS = "/usr/share/doc/reuse/bom.json";

    /** Writes the image as a tar that an engine loads. */
    Path write(BaseImage base, JavaRuntime runtime, List<String> jvmFlags, Path folder) {
        Path tar = folder.resolve(name + ".tar");
        try {
            JibContainerBuilder image = base.builder();
            image.addFileEntriesLayer(Layer.of("java", runtime.folder(), JAVA, _ -> true));
            image.addFileEntriesLayer(Layer.of("libraries", app, APP, file -> file.startsWith("lib")));
            FileEntriesLayer service = Layer.of("service", app, APP, file -> !file.startsWith("lib"));
            image.addFileEntriesLayer(Layer.with(service, materials, MATERIALS));
            image.addFileEntriesLayer(Layer.of("cache", cache, APP + "/app.aot"));
            image.setFormat(ImageFormat.Docker)
                    .setCreationTime(Reproducible.TIME)
                    .setUser(USER)
                    .setWorkingDirectory(AbsoluteUnixPath.get(APP))
                    .setEntrypoint(command(jvmFlags))
                    .setEnvironment(Map.of(
                            "LANG",
                            "C.UTF-8",
                            "QUARKUS_HTTP_HOST",
                            "0.0.0.0",
                            "REUSE_MANAGEMENT_HOST",
                            "0.0.0.0",
                            "QUARKUS_LOG_CONSOLE_JSON_ADDITIONAL_FIELD_VERSION_VALUE",
                            version))
                    .setExposedPorts(ports.stream().map(Port::tcp).collect(Collectors.toSet()))
                    .setLabels(labels(base, runtime));
            Files.createDirectories(folder);
            var _ = image.containerize(Containerizer.to(TarImage.at(tar).named("reuse/" + name + ":" + version))
                    .setBaseImageLayersCache(folder.resolve("layers/base"))
                    .setApplicationLayersCache(folder.resolve("layers/application"))
                    .setToolName("reuse"));
            return tar;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (Exception refused) {
            throw new IllegalStateException(
                    "The image of " + name + " cannot be made: " + refused.getMessage(), refused);
        }
    }

    private static List<String> command(List<String> jvmFlags) {
        var command = new ArrayList<String>();
        command.add(JAVA + "/bin/java");
        command.addAll(jvmFlags);
        command.addAll(List.of("-XX:AOTCache=" + APP + "/app.aot", "-jar", APP + "/quarkus-run.jar"));
        return command;
    }

    /** Those of the OCI's annotation keys, and of which JVM and jars the cache is. */
    private Map<String, String> labels(BaseImage base, JavaRuntime runtime) throws IOException {
        var labels = new LinkedHashMap<String, String>();
        labels.put("org.opencontainers.image.title", "reuse-" + name);
        labels.put("org.opencontainers.image.version", version);
        labels.put("org.opencontainers.image.revision", revision);
        labels.put("org.opencontainers.image.created", Reproducible.TIME.toString());
        labels.putAll(base.labels());
        labels.put("network.reuse.jvm", runtime.build());
        labels.put("network.reuse.jars", Digest.ofFolder(app));
        return labels;
    }
}
