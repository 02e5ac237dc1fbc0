package network.reuse.refurb.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.files.FileContent;
import network.reuse.defaults.files.FoundFile;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** Answers a call with a file: as an attachment, whose ETag is the SHA-256 of its bytes. */
final class FileAnswers {
    private final HttpHeaders headers;
    private final ResteasyReactiveRequestContext call;

    private FileAnswers(HttpHeaders headers, ResteasyReactiveRequestContext call) {
        this.headers = headers;
        this.call = call;
    }

    /** The answer to the call that is being served. */
    static FileAnswers to(HttpHeaders headers) {
        return new FileAnswers(headers, CurrentRequestManager.get());
    }

    /** The file; called so by whoever saves it, with its type's ending. */
    Response of(FoundFile found, String name) {
        closeWhenAnswered(found.content());
        return Pages.one(headers, found.content().path().toFile(), found.file().sha256())
                .type(found.file().type().mediaType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + name + "."
                                + found.file().type().extension() + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /** The bytes are read from a file that is open by then. Whoever asked may have gone while they were fetched: nothing is answered then. */
    private void closeWhenAnswered(FileContent content) {
        call.registerCompletionCallback(_ -> content.close());
        if (call.serverResponse().closed()) {
            content.close();
        }
    }
}
