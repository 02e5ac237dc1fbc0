package network.reuse.images;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.reuse.servers.Provision;

/**
 * The job that applies the declarations of a release: its libraries, then what applies them and the declarations themselves, where it
 * looks for them. It has no AOT cache, since it runs for seconds.
 *
 * @param version of the release, the image's tag
 * @param revision the commit that it is made of
 * @param root of the checkout, where {@code deploy/provision} is packaged
 */
record ProvisionImage(String version, String revision, Path root) {
    static final String NAME = "provision";

    private static final List<String> ARGUMENTS = List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Dreuse.root=" + Image.APP,
            "-cp",
            Image.APP + "/*:" + Image.APP + "/lib/*",
            Provision.class.getName());

    /** Writes the image as a tar that an engine loads, after a copy of what is in it. */
    Path write(BaseImage base, JavaRuntime runtime, Path copies, Path folder) {
        try {
            Path app = laidOut(copies.resolve(NAME));
            FileEntriesLayer provision = Layer.of("provision", app, Image.APP, file -> !file.startsWith("lib"));
            return new Image(
                            NAME,
                            version,
                            revision,
                            List.of(
                                    Layer.of("libraries", app, Image.APP, file -> file.startsWith("lib")),
                                    Layer.with(
                                            provision,
                                            root.resolve("deploy/provision/target/bom.json"),
                                            Image.MATERIALS)),
                            ARGUMENTS,
                            Map.of(),
                            Set.of(),
                            Map.of())
                    .write(base, runtime, folder);
        } catch (IOException refused) {
            throw new UncheckedIOException(copies + " cannot be written.", refused);
        }
    }

    /** Copies what the image has of its own, as it is in it. */
    Path laidOut(Path app) throws IOException {
        Path packaged = root.resolve("deploy/provision/target/app");
        if (!Files.isDirectory(packaged)) {
            throw new IllegalStateException("The provision is not built: run ./reuse images, which builds it.");
        }
        var _ = Reproducible.copy(packaged, app);
        for (String declaration : Provision.DECLARATIONS) {
            Reproducible.add(root.resolve(declaration), app.resolve(declaration));
        }
        return app;
    }
}
