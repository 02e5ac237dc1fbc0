package network.reuse.refurb;

import static io.restassured.RestAssured.given;
import static network.reuse.refurb.RefurbCalls.DEVICES;
import static network.reuse.refurb.RefurbCalls.DONOR;
import static network.reuse.refurb.RefurbCalls.OTHER;
import static network.reuse.refurb.RefurbCalls.WORKSHOP;
import static network.reuse.refurb.RefurbCalls.count;
import static network.reuse.refurb.RefurbCalls.expected;
import static network.reuse.refurb.RefurbCalls.owner;
import static network.reuse.refurb.RefurbCalls.read;
import static network.reuse.refurb.RefurbCalls.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.reuse.defaults.files.FileChecks;
import network.reuse.defaults.files.FileContent;
import network.reuse.defaults.files.FileRetention;
import network.reuse.defaults.keys.Sha256;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.RawHttp;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A workshop's photos are kept for those who see the device, and the device's stream tells of them. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class PhotosIT {
    /** Sets the photos apart from those that an earlier run has left. */
    private static final long RUN = System.nanoTime();

    private static final String WHO_AND_WHERE = "Jeanne Martin, 48.5839 N";

    @Inject
    FileRetention retention;

    @Inject
    FileChecks checks;

    @Inject
    MeterRegistry metrics;

    @Test
    void aPhotoIsKeptWithoutWhatTheCameraWroteAndItsHashIsInTheEvent() throws Exception {
        UUID device = received();
        byte[] sent = photo(1, WHO_AND_WHERE);
        byte[] kept = photo(1, "");
        String hash = hash(1);

        String id = send(WORKSHOP, device, "image/png", sent)
                .then()
                .statusCode(201)
                .body("mediaType", equalTo("image/webp"))
                .body("bytes", equalTo(kept.length))
                .body("sha256", equalTo(hash))
                .extract()
                .path("id");

        read(DONOR, DEVICES + device + "/photos")
                .statusCode(200)
                .body("id", contains(id))
                .body("sha256", contains(hash));
        Response found = given().auth().oauth2(DONOR).get(DEVICES + device + "/photos/" + id);
        found.then()
                .statusCode(200)
                .contentType("image/webp")
                .header("ETag", '"' + hash + '"')
                .header("Content-Disposition", containsString("attachment"))
                .header("X-Content-Type-Options", "nosniff");
        assertThat(found.asByteArray()).isEqualTo(kept);
        given().auth()
                .oauth2(DONOR)
                .header("If-None-Match", '"' + hash + '"')
                .get(DEVICES + device + "/photos/" + id)
                .then()
                .statusCode(304);
        assertThat(count("select count(*) from event_journal where stream_id = '" + device
                        + "' and type = 'refurb.DevicePhotographed.v1' and value like '%" + hash + "%'"))
                .isOne();
        read(OTHER, DEVICES + device + "/photos").statusCode(404);
        read(OTHER, DEVICES + device + "/photos/" + id).statusCode(404);
        send(OTHER, device, "image/webp", photo(2, "")).then().statusCode(404);
    }

    @Test
    void aRepeatedCallGetsTheFirstPhotoAndLeavesNothingBehind() throws Exception {
        UUID device = received();
        String key = UUID.randomUUID().toString();
        String first = send(WORKSHOP, device, "image/webp", photo(3, ""), key)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        send(WORKSHOP, device, "image/webp", photo(3, ""), key)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("id", equalTo(first));
        send(WORKSHOP, device, "image/webp", photo(4, ""), key).then().statusCode(422);

        read(WORKSHOP, DEVICES + device + "/photos").body("id", contains(first));
        assertThat(stored(3)).isOne();
    }

    @Test
    void ofManyPhotosThatComeAtOnceTenAreKept() throws Exception {
        UUID device = received();
        List<Future<Integer>> sent = new ArrayList<>();
        try (ExecutorService phones = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 14; i++) {
                byte[] photo = photo(100 + i, "");
                sent.add(phones.submit(() -> {
                    Response answer = send(WORKSHOP, device, "image/webp", photo);
                    while (answer.statusCode() == 429 || "in_progress".equals(answer.path("code"))) {
                        answer = send(WORKSHOP, device, "image/webp", photo);
                    }
                    return answer.statusCode();
                }));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> one : sent) {
            statuses.add(one.get());
        }
        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
        read(WORKSHOP, DEVICES + device + "/photos").body("$", hasSize(10));
        send(WORKSHOP, device, "image/webp", photo(200, ""))
                .then()
                .statusCode(409)
                .body("code", equalTo("enough_photos"));
        assertThat(stored(200)).isZero();
    }

    @Test
    void whatIsNoPictureOrTooLargeOrOfADeviceThatIsNotThereIsRefused() throws Exception {
        UUID device = received();
        send(WORKSHOP, device, "image/jpeg", "<svg xmlns='x'/>".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("unknown_file_type"));
        send(WORKSHOP, device, "image/webp", Arrays.copyOf(photo(5, ""), 25))
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("picture_unreadable"));
        send(WORKSHOP, device, "image/svg+xml", photo(5, "")).then().statusCode(415);
        send(WORKSHOP, device, "image/webp", Arrays.copyOf(photo(5, ""), 8 * 1024 * 1024 + 1))
                .then()
                .statusCode(413);
        send(WORKSHOP, expected(1).getFirst(), "image/webp", photo(5, ""))
                .then()
                .statusCode(409)
                .body("code", equalTo("illegal_now"));
    }

    @Test
    void whileTheStoreIsAwayACallerIsToldToComeBackAndNothingIsHalfDone() throws Exception {
        UUID device = received();
        String key = UUID.randomUUID().toString();
        String first = send(WORKSHOP, device, "image/webp", photo(10, ""), key)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Path folder = folder();
        Path aside = folder.resolveSibling("files-aside");
        Files.move(folder, aside);
        try {
            Files.createFile(folder);
            send(WORKSHOP, device, "image/webp", photo(6, ""))
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue());
            read(WORKSHOP, DEVICES + device + "/photos").body("id", contains(first));
            send(WORKSHOP, device, "image/webp", photo(10, ""), key)
                    .then()
                    .statusCode(201)
                    .header("Idempotent-Replayed", "true")
                    .body("id", equalTo(first));
        } finally {
            Files.delete(folder);
            Files.move(aside, folder);
        }
        send(WORKSHOP, device, "image/webp", photo(6, "")).then().statusCode(201);
    }

    @Test
    void aPhotoEndsAfterThreeYearsAndItsBytesGoWhenNoRowSpeaksOfThem() throws Exception {
        UUID device = received();
        String old = kept(device, 7);
        String young = kept(device, 8);
        // Its bytes are as old as its id says, which is not today's.
        Path bytes = bytes(7, old);
        Path older = Files.copy(bytes, bytes(7, "01900000-0000-7000-8000-0000000000f1"));
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            assertThat(statement.executeUpdate("update file set ends_at = ends_at - interval '3 years' where id = '"
                            + old + "' and ends_at = created_at + interval '3 years'"))
                    .isOne();
            assertThat(statement.executeUpdate("update timer set due_at = now() where command = 'end-files'"))
                    .isOne();
        }
        await("what is old to end")
                .atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from file where id = '" + old + "'") == 0);
        read(WORKSHOP, DEVICES + device + "/photos").body("id", contains(young));
        read(WORKSHOP, DEVICES + device + "/photos/" + old).statusCode(404);

        Path owner = folder().resolve("owner");
        Files.writeString(owner, UUID.randomUUID().toString());
        assertThat(swept()).isZero();
        assertThat(older).as("bytes that another database marked as its own").exists();

        // Which is what an operator does whose database goes on.
        Files.delete(owner);
        assertThat(swept()).isOne();
        String mark = Files.readString(owner);
        assertThat(older).doesNotExist();
        assertThat(swept()).isZero();
        assertThat(owner)
                .as("a copy of the database from before this sweep has another")
                .content()
                .isNotEqualTo(mark);
        assertThat(bytes)
                .as("bytes of today, whose row a command may be about to write")
                .exists();
        assertThat(bytes(8, young)).exists();
    }

    private int swept() throws Exception {
        return retention.sweep().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aPhotoThatComesSlowlyHoldsUpNoReception() throws Exception {
        UUID device = received();
        List<UUID> others = expected(1);
        try (Socket slow = call(
                "POST",
                DEVICES + device + "/photos",
                "Expect: 100-continue\r\nContent-Length: 4000\r\n" + "Content-Type: image/webp\r\nIdempotency-Key: "
                        + UUID.randomUUID() + "\r\n")) {
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .as("its body is being read")
                    .isEqualTo("HTTP/1.1 100");
            receive(others).statusCode(200);
        }
    }

    @Test
    void aPhotoThatIsFetchedForACallerWhoHasGoneIsClosed() throws Exception {
        UUID device = received();
        String id = kept(device, 11);
        Path bytes = bytes(11, id);
        byte[] original = Files.readAllBytes(bytes);
        Files.delete(bytes);
        assertThat(new ProcessBuilder("mkfifo", bytes.toString()).start().waitFor())
                .isZero();
        Socket caller = call("GET", DEVICES + device + "/photos/" + id, "");
        try (OutputStream disk = onceRead(bytes)) {
            // The store reads from the pipe still; an answer, if it comes to one, is sent from a file: a thread that
            // opens a pipe waits.
            Files.delete(bytes);
            Files.write(bytes, original);
            caller.setSoLinger(true, 0);
            caller.close();
            // Meanwhile it is noticed who has gone.
            read(WORKSHOP, DEVICES + device + "/photos").statusCode(200);
            disk.write(original);
        }
        read(WORKSHOP, DEVICES + device + "/photos/" + id).statusCode(200);

        await("what was fetched to be closed").until(() -> FileContent.open() == 0);
    }

    /** The writing end of a pipe, once the store reads from it; opening it ends for nothing else, not even an interrupt. */
    private static OutputStream onceRead(Path pipe) throws Exception {
        CompletableFuture<OutputStream> opened = new CompletableFuture<>();
        var _ = Thread.ofPlatform().daemon().start(() -> {
            try {
                var _ = opened.complete(Files.newOutputStream(pipe, StandardOpenOption.WRITE));
            } catch (IOException refused) {
                var _ = opened.completeExceptionally(refused);
            }
        });
        return opened.get(30, TimeUnit.SECONDS);
    }

    /** A call whose head has been sent. */
    private static Socket call(String method, String path, String headers) throws IOException {
        Socket socket = RawHttp.open(RestAssured.port);
        socket.getOutputStream()
                .write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + WORKSHOP
                                + "\r\n" + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void bytesThatWereAlteredAreNotGivenOut() throws Exception {
        UUID device = received();
        String id = kept(device, 9);
        Path bytes = bytes(9, id);
        byte[] original = Files.readAllBytes(bytes);

        long before = checked();

        Files.writeString(bytes, "other bytes");
        damaged(device, id);
        // As it is a month later.
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "update file_check set checked_at = now() - interval '31 days' where file_id = '" + id + "'");
        }
        assertThat(checked()).isEqualTo(before + 1);

        Files.delete(bytes);
        damaged(device, id);
        assertThat(checked()).isEqualTo(before + 1);
        assertThat((long) metrics.get("reuse.files.damaged").gauge().value()).isEqualTo(before + 1);

        Files.write(bytes, original);
        read(WORKSHOP, DEVICES + device + "/photos/" + id).statusCode(200);
        assertThat(checked()).isEqualTo(before);
        assertThat((long) metrics.get("reuse.files.damaged").gauge().value()).isEqualTo(before);
    }

    /** How many files are damaged, once those that are due have been compared. */
    private long checked() throws Exception {
        return checks.check().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** No document speaks of what an operator has to mend. */
    private static void damaged(UUID device, String id) {
        given().noFilters()
                .auth()
                .oauth2(WORKSHOP)
                .get(DEVICES + device + "/photos/" + id)
                .then()
                .statusCode(500)
                .contentType("application/problem+json");
    }

    private static UUID received() throws Exception {
        List<UUID> ids = expected(1);
        receive(ids).statusCode(200);
        return ids.getFirst();
    }

    private static String kept(UUID device, int number) {
        return send(WORKSHOP, device, "image/webp", photo(number, ""))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A picture that is this number's; with what a camera wrote, where that is not empty. */
    private static byte[] photo(int number, String camera) {
        byte[] written = camera.getBytes(StandardCharsets.UTF_8);
        int more = written.length == 0 ? 0 : 8 + written.length + written.length % 2;
        ByteBuffer photo = ByteBuffer.allocate(12 + 8 + 12 + more).order(ByteOrder.LITTLE_ENDIAN);
        photo.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(photo.capacity() - 8)
                .put("WEBPVP8 ".getBytes(StandardCharsets.US_ASCII))
                .putInt(12)
                .putInt(number)
                .putLong(RUN);
        if (more > 0) {
            photo.put("EXIF".getBytes(StandardCharsets.US_ASCII))
                    .putInt(written.length)
                    .put(written);
        }
        return photo.array();
    }

    private static Path folder() {
        return ConfigProvider.getConfig().getValue("reuse.files.folder", Path.class);
    }

    private static String hash(int number) {
        return HexFormat.of().formatHex(Sha256.of(photo(number, "")));
    }

    private static Path shelf(int number) {
        return folder().resolve(hash(number).substring(0, 2));
    }

    private static Path bytes(int number, String id) {
        return shelf(number).resolve(hash(number) + "." + id);
    }

    /** How many files have the bytes of that photo. */
    private static long stored(int number) throws IOException {
        if (!Files.isDirectory(shelf(number))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(shelf(number))) {
            return files.filter(file -> file.getFileName().toString().startsWith(hash(number)))
                    .count();
        }
    }

    private static Response send(String token, UUID device, String type, byte[] photo) {
        return send(token, device, type, photo, UUID.randomUUID().toString());
    }

    private static Response send(String token, UUID device, String type, byte[] photo, String key) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .header("Content-Type", type)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, ContentType.BINARY)))
                .body(photo)
                .post(DEVICES + device + "/photos");
    }
}
