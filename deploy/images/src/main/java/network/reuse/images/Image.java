package network.reuse.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A program on a base and a Java runtime. Its layers lie in their order on the runtime, which all images share, so that what changes
 * least lies lowest.
 *
 * @param name such as {@code collection}
 * @param version of the release, the image's tag
 * @param revision the commit that it is made of
 * @param arguments of the JVM, up to the main class or the jar
 * @param environment beside what all images have
 * @param ports where it listens
 * @param labels beside the OCI's
 */
record Image(
        String name,
        String version,
        String revision,
        List<FileEntriesLayer> layers,
        List<String> arguments,
        Map<String, String> environment,
        Set<Integer> ports,
        Map<String, String> labels) {
    /** Where the program is, and runs. */
    static final String APP = "/app";

    /** Where the bill of materials is, CycloneDX as JSON. */
    static final String MATERIALS = "/usr/share/doc/reuse/bom.json";

    /** Whom the processes run as; no such user exists on a node. */
    private static final String USER = "10001:10001";

    private static final String JAVA = "/opt/java";

    /** Writes the image as a tar that an engine loads. */
    Path write(BaseImage base, JavaRuntime runtime, Path folder) {
        Path tar = folder.resolve(name + ".tar");
        var entrypoint = new ArrayList<>(List.of(JAVA + "/bin/java"));
        entrypoint.addAll(arguments);
        // In one order, whichever JVM makes it.
        var variables = new TreeMap<>(environment);
        variables.put("LANG", "C.UTF-8");
        try {
            JibContainerBuilder image = base.builder();
            image.addFileEntriesLayer(Layer.of("java", runtime.folder(), JAVA, _ -> true));
            layers.forEach(image::addFileEntriesLayer);
            image.setFormat(ImageFormat.Docker)
                    .setCreationTime(Reproducible.TIME)
                    .setUser(USER)
                    .setWorkingDirectory(AbsoluteUnixPath.get(APP))
                    .setEntrypoint(entrypoint)
                    .setEnvironment(variables)
                    .setExposedPorts(ports.stream().map(Port::tcp).collect(Collectors.toSet()))
                    .setLabels(allLabels(base, runtime));
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

    /** Those of the OCI's annotation keys, and which JVM it has. */
    private Map<String, String> allLabels(BaseImage base, JavaRuntime runtime) {
        var all = new LinkedHashMap<String, String>();
        all.put("org.opencontainers.image.title", "reuse-" + name);
        all.put("org.opencontainers.image.version", version);
        all.put("org.opencontainers.image.revision", revision);
        all.put("org.opencontainers.image.created", Reproducible.TIME.toString());
        all.putAll(base.labels());
        all.put("network.reuse.jvm", runtime.build());
        all.putAll(labels);
        return all;
    }
}
