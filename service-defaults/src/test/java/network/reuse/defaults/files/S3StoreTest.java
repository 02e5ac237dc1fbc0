package network.reuse.defaults.files;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** The same against an object store that listens at {@code files.endpoint}, with the bucket and the keys of s3rver. */
@EnabledIfSystemProperty(
        named = "files.endpoint",
        matches = "http.+",
        disabledReason = "needs an object store: ./reuse test --whole files")
class S3StoreTest extends FileStoreContract {
    private static final String REGION = "us-east-1";
    private static final String BUCKET = "files";
    private static final String KEY = "S3RVER";

    private final String prefix = UUID.randomUUID() + "/";
    private S3Store store = at("http://127.0.0.1:9");

    @BeforeEach
    void open() {
        store.close();
        store = at(Objects.requireNonNull(System.getProperty("files.endpoint")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    FileStore store() {
        return store;
    }

    @Override
    void alter(FileKey key, byte[] bytes) throws Exception {
        try (S3AsyncClient client = S3AsyncClient.builder()
                .region(Region.of(REGION))
                .endpointOverride(URI.create(Objects.requireNonNull(System.getProperty("files.endpoint"))))
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
                .build()) {
            var _ = client.putObject(
                            request -> request.bucket(BUCKET).key(prefix + key), AsyncRequestBody.fromBytes(bytes))
                    .get();
        }
    }

    @Override
    FileStore away() {
        return at("http://127.0.0.1:9");
    }

    private S3Store at(String endpoint) {
        return S3Store.at(VERTX, Optional.of(URI.create(endpoint)), REGION, BUCKET, prefix, KEY, KEY);
    }
}
