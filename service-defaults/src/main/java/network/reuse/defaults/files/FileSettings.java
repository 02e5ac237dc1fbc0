package network.reuse.defaults.files;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the bytes of files are kept. */
@ConfigMapping(prefix = "reuse.files")
public interface FileSettings {
    /** A folder, or an object store that speaks S3. */
    enum Kind {
        FOLDER,
        S3
    }

    Kind store();

    /** Of a folder: its path. */
    Path folder();

    /** How often bytes are looked for that no row speaks of. */
    Duration sweepEvery();

    /** How often some of the files are compared with their rows. */
    Duration checkEvery();

    /** Of an object store: where it is. */
    S3 s3();

    /** An object store that speaks S3. */
    interface S3 {
        /** Its address; that of AWS in the region when there is none. */
        Optional<URI> endpoint();

        Optional<String> bucket();

        /** What the names of this service's files begin with: several services share a bucket. */
        String prefix();

        String region();

        Optional<String> accessKey();

        Optional<String> secretKey();
    }
}
