package network.reuse.defaults.files;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.FileTransformerConfiguration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Keeps files in a bucket of an object store that speaks S3, AWS or another, their keys behind a prefix. */
final class S3Store implements FileStore, AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final Duration ANSWERING = Duration.ofSeconds(5);
    private static final Duration ATTEMPT = Duration.ofSeconds(8);
    private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(15);
    private static final int CONNECTIONS = 16;

    /** How many copies this machine has at a time of files that are fetched and not yet being sent. */
    private static final int MOST_COPIES = 16;

    private final Vertx vertx;
    private final S3AsyncClient client;
    private final String bucket;
    private final String prefix;
    private final Semaphore copies = new Semaphore(MOST_COPIES);

    private S3Store(Vertx vertx, S3AsyncClient client, String bucket, String prefix) {
        this.vertx = vertx;
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /**
     * A store that is asked when something is kept or read for the first time.
     *
     * @param endpoint where another store than AWS is reached
     * @param prefix what the service's names begin with in the bucket
     */
    static S3Store at(
            Vertx vertx,
            Optional<URI> endpoint,
            String region,
            String bucket,
            String prefix,
            String accessKey,
            String secretKey) {
        S3AsyncClientBuilder builder = S3AsyncClient.builder()
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(CONNECTIONS)
                        .connectionTimeout(CONNECTING)
                        .connectionAcquisitionTimeout(ANSWERING)
                        .readTimeout(ANSWERING)
                        .writeTimeout(ANSWERING))
                .overrideConfiguration(
                        bounds -> bounds.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(ALL_ATTEMPTS))
                // What other stores than AWS do not know. The name of each file has its checksum.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .forcePathStyle(endpoint.isPresent());
        endpoint.ifPresent(builder::endpointOverride);
        return new S3Store(vertx, builder.build(), bucket, prefix);
    }

    @Override
    public Future<Void> put(FileKey key, ReceivedFile file) {
        return here(client.putObject(
                        request -> request.bucket(bucket)
                                .key(prefix + key)
                                .contentType(file.type().mediaType())
                                .contentLength(file.bytes()),
                        AsyncRequestBody.fromFile(file.path())))
                .mapEmpty();
    }

    @Override
    public Future<FileContent> get(FileKey key) {
        if (!copies.tryAcquire()) {
            return Future.failedFuture(new FileStoreAway("too much is being read from it", null));
        }
        return vertx.executeBlocking(TemporaryFiles::create, false)
                .compose(path -> here(client.getObject(
                                request -> request.bucket(bucket).key(prefix + key),
                                AsyncResponseTransformer.toFile(
                                        path, FileTransformerConfiguration.defaultCreateOrReplaceExisting())))
                        .compose(_ -> checked(key, path))
                        .recover(failure -> forget(path)
                                .compose(_ -> Future.failedFuture(
                                        failure.getCause() instanceof NoSuchKeyException
                                                ? FileDamaged.missing(key)
                                                : failure))))
                .onFailure(_ -> copies.release());
    }

    private Future<FileContent> checked(FileKey key, Path path) {
        return vertx.executeBlocking(() -> FileContent.sha256(path), false).map(found -> {
            if (!found.equals(key.sha256())) {
                throw FileDamaged.altered(key);
            }
            return new FileContent(path, () -> {
                copies.release();
                FileContent.forget(path);
            });
        });
    }

    @Override
    public Future<Void> delete(FileKey key) {
        return here(client.deleteObject(request -> request.bucket(bucket).key(prefix + key)))
                .mapEmpty();
    }

    @Override
    public Future<List<FileKey>> list(@Nullable FileKey after) {
        return list(after, null, new ArrayList<>());
    }

    private Future<List<FileKey>> list(@Nullable FileKey after, @Nullable String further, List<FileKey> found) {
        return here(client.listObjectsV2(request -> request.bucket(bucket)
                        .prefix(prefix)
                        .startAfter(after == null ? null : prefix + after)
                        .continuationToken(further)
                        .maxKeys(PAGE)))
                .compose(page -> {
                    page.contents().stream()
                            .map(S3Object::key)
                            .map(name -> FileKey.parse(name.substring(prefix.length())))
                            .flatMap(Optional::stream)
                            .limit(PAGE - found.size())
                            .forEach(found::add);
                    return found.size() < PAGE && Boolean.TRUE.equals(page.isTruncated())
                            ? list(after, page.nextContinuationToken(), found)
                            : Future.succeededFuture(found);
                });
    }

    /** The store itself keeps a file whole or not at all. */
    @Override
    public Future<Void> deleteUnfinished(Instant before) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Optional<UUID>> mark() {
        return here(client.getObject(
                        request -> request.bucket(bucket).key(prefix + OWNER), AsyncResponseTransformer.toBytes()))
                .map(found -> Optional.of(UUID.fromString(found.asUtf8String().strip())))
                .recover(failure -> failure.getCause() instanceof NoSuchKeyException
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    @Override
    public Future<Void> mark(UUID mark) {
        return here(client.putObject(
                        request -> request.bucket(bucket).key(prefix + OWNER).contentType("text/plain"),
                        AsyncRequestBody.fromString(mark.toString())))
                .mapEmpty();
    }

    @Override
    public void close() {
        client.close();
    }

    /** Goes on where whoever asked is, not on a thread of the client; what fails is an absence, unless it says otherwise by its cause. */
    private <T> Future<T> here(CompletableFuture<T> answer) {
        return Future.fromCompletionStage(answer, vertx.getOrCreateContext()).recover(failure -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return Future.failedFuture(new FileStoreAway(cause.toString(), cause));
        });
    }

    private Future<Void> forget(Path path) {
        return vertx.executeBlocking(
                () -> {
                    FileContent.forget(path);
                    return null;
                },
                false);
    }
}
