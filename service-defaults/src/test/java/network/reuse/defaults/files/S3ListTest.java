package network.reuse.defaults.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an object store answers page by page, as S3 writes it. */
class S3ListTest {
    private static final String HASH = "ab".repeat(32);

    @Test
    void namesOfOthersEndNoPage() throws Exception {
        List<String> first = IntStream.range(0, FileStore.PAGE - 1)
                .mapToObj(S3ListTest::name)
                .toList();
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", call -> {
            boolean further = call.getRequestURI().getRawQuery().contains("continuation-token=more");
            String listed = further
                    ? page(List.of(name(FileStore.PAGE), name(FileStore.PAGE + 1)), "")
                    : page(
                            first,
                            "<Contents><Key>refurb/a-note</Key></Contents><NextContinuationToken>more</NextContinuationToken>");
            answer(call, listed);
        });
        store.start();
        Vertx vertx = Vertx.vertx();
        URI address = URI.create("http://127.0.0.1:" + store.getAddress().getPort());
        try (S3Store files =
                S3Store.at(vertx, Optional.of(address), "us-east-1", "files", "refurb/", "key", "secret")) {
            List<FileKey> listed =
                    files.list(null).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);

            assertThat(listed).hasSize(FileStore.PAGE);
            assertThat(listed.getLast()).hasToString(name(FileStore.PAGE));
        } finally {
            store.stop(0);
            var _ = vertx.close();
        }
    }

    private static String name(int number) {
        return HASH + "." + new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }

    private static String page(List<String> names, String more) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                + "<Name>files</Name><Prefix>refurb/</Prefix><IsTruncated>" + !more.isEmpty() + "</IsTruncated>"
                + names.stream()
                        .map(name -> "<Contents><Key>refurb/" + name + "</Key></Contents>")
                        .collect(Collectors.joining())
                + more + "</ListBucketResult>";
    }

    private static void answer(HttpExchange call, String xml) throws IOException {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/xml");
        call.sendResponseHeaders(200, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
