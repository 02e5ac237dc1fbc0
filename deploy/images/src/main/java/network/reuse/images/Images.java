package network.reuse.images;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import network.reuse.local.ServiceJvm;
import network.reuse.servers.Home;
import network.reuse.servers.Service;

/**
 * Makes the images of all services and of the provision as tars: {@code ./reuse images}. Its arguments are the base (a reference with its digest, or a
 * folder), the release's version, and the commit that it is made of.
 */
public final class Images {
    private Images() {}

    public static void main(String[] arguments) {
        int code = 0;
        try {
            make(BaseImage.of(arguments[0]), arguments[1], arguments[2]);
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException broken) {
            System.err.println(broken.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private static void make(BaseImage base, String version, String revision) {
        Path root = Home.find().root();
        Path folder = root.resolve("deploy/images/target");
        JavaRuntime runtime = JavaRuntime.linked(folder.resolve("java"));
        System.out.println("Java runtime: " + runtime.build());
        Path apps = folder.resolve("apps");
        for (Service service : Service.ALL) {
            Path packaged = root.resolve(service.module()).resolve("target/quarkus-app");
            if (!Files.exists(packaged.resolve("quarkus-run.jar"))) {
                throw new IllegalStateException(service.name() + " is not built: run ./reuse images, which builds it.");
            }
            var _ = Reproducible.copy(packaged, apps.resolve(service.module()));
        }
        var training = new Training(apps, runtime, ServiceJvm.USUAL, folder.resolve("training"), System.out::println);
        training.run();
        Path images = folder.resolve("images");
        for (Service service : Service.ALL) {
            var image = new ServiceImage(
                    service.name(),
                    version,
                    revision,
                    apps.resolve(service.module()),
                    training.cache(service),
                    root.resolve(service.module()).resolve("target/bom.json"),
                    Set.of(
                            service.usual().callers(),
                            service.usual().management(),
                            service.usual().operator()));
            System.out.println(image.write(base, runtime, ServiceJvm.USUAL, images));
        }
        System.out.println(new ProvisionImage(version, revision, root).write(base, runtime, apps, images));
    }
}
