package network.reuse.defaults.files;

import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the file store that the settings name; a service that keeps files does not start where they lack something. */
class FileStores {
    @Produces
    @Singleton
    FileStore store(
            Vertx vertx, FileSettings settings, @ConfigProperty(name = "reuse.development") boolean development) {
        return switch (settings.store()) {
            case FOLDER -> {
                if (!development && !settings.folder().isAbsolute()) {
                    throw new IllegalStateException("reuse.files.folder is " + settings.folder()
                            + ", which is no place for files: set reuse.files.store=s3 with a bucket, or reuse.files.folder to the absolute"
                            + " path of a folder that outlives the process.");
                }
                yield new FolderStore(vertx, settings.folder());
            }
            case S3 -> {
                FileSettings.S3 s3 = settings.s3();
                yield S3Store.at(
                        vertx,
                        s3.endpoint(),
                        s3.region(),
                        required(s3.bucket(), "reuse.files.s3.bucket"),
                        s3.prefix(),
                        required(s3.accessKey(), "reuse.files.s3.access-key"),
                        required(s3.secretKey(), "reuse.files.s3.secret-key"));
            }
        };
    }

    void close(@Disposes FileStore store) {
        if (store instanceof S3Store s3) {
            s3.close();
        }
    }

    private static String required(Optional<String> value, String name) {
        return value.orElseThrow(
                () -> new IllegalStateException(name + " is not set, which reuse.files.store=s3 needs."));
    }
}
