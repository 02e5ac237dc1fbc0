package network.reuse.defaults.document;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Callable;

/** Answers with PDF files. Drawing takes a processor and no more: it does so on a thread that may be busy. */
@ApplicationScoped
public class Papers {
    /** The media type of every paper. */
    public static final String PDF = "application/pdf";

    private final Vertx vertx;

    public Papers(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The file that this drawing makes. */
    public Uni<byte[]> drawn(Callable<byte[]> drawing) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(drawing, false).toCompletionStage());
    }

    /** An answer with this file, which browsers show and save under that name. */
    public static Response.ResponseBuilder answer(byte[] pdf, String fileName) {
        return Response.ok(pdf, PDF)
                .header("Content-Disposition", "inline; filename=\"" + fileName + ".pdf\"")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    /** A paper as it is answered. */
    public Uni<Response> answer(Paper paper, String fileName) {
        return drawn(paper::pdf).map(pdf -> answer(pdf, fileName).build());
    }
}
