package network.reuse.refurb.rest;

import java.io.IOException;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Fingerprinted;
import network.reuse.defaults.files.ReceivedFile;
import network.reuse.defaults.files.RetentionClass;
import network.reuse.defaults.keys.FingerprintedStream;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jspecify.annotations.Nullable;

/**
 * A file that was sent; what it is, its bytes say, whatever the request calls it.
 *
 * @param refusal why it is none; told once the rest of the request has been read
 */
record SentFile(@Nullable ReceivedFile file, @Nullable Refusal refusal, String fingerprint) implements Fingerprinted {
    static final String JPEG = "image/jpeg";
    static final String PNG = "image/png";
    static final String WEBP = "image/webp";
    static final String PDF = "application/pdf";

    /** Reads it while it comes, onto this machine's disk until the request has been answered. */
    static SentFile read(FingerprintedStream body, RetentionClass retention) throws IOException {
        try {
            ReceivedFile file = ReceivedFile.read(body, retention);
            CurrentRequestManager.get().registerCompletionCallback(_ -> file.close());
            return new SentFile(file, null, body.fingerprint());
        } catch (Refusal refusal) {
            return new SentFile(null, refusal, "");
        }
    }

    /** The file; refused when it is none. */
    ReceivedFile required() {
        if (file == null) {
            throw refusal == null ? new IllegalStateException("a file is there or refused") : refusal;
        }
        return file;
    }
}
