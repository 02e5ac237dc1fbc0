package network.reuse.refurb.rest;

import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Fingerprinted;
import network.reuse.defaults.files.ReceivedFile;
import org.jspecify.annotations.Nullable;

/**
 * A photo that was sent; what it is, its bytes say, whatever the request calls it.
 *
 * @param refusal why it is none; told once the rest of the request has been read
 */
record PhotoFile(@Nullable ReceivedFile file, @Nullable Refusal refusal, String fingerprint) implements Fingerprinted {
    static final String JPEG = "image/jpeg";
    static final String PNG = "image/png";
    static final String WEBP = "image/webp";

    /** The photo; refused when it is none. */
    ReceivedFile required() {
        if (file == null) {
            throw refusal == null ? new IllegalStateException("a photo is there or refused") : refusal;
        }
        return file;
    }
}
