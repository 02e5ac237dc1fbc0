package network.reuse.defaults.keys;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/** Takes the fingerprint of what is read from it, so that a body is not kept for that. */
public final class FingerprintedStream extends FilterInputStream {
    private final Fingerprints.Digest digest;

    FingerprintedStream(InputStream body, Fingerprints.Digest digest) {
        super(body);
        this.digest = digest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        if (read > 0) {
            digest.add(into, offset, read);
        }
        return read;
    }

    /** Always false: what is read again would be counted again. */
    @Override
    public boolean markSupported() {
        return false;
    }

    /** The fingerprint of all that was read, in base64; to be asked for once. */
    public String fingerprint() {
        return Base64.getEncoder().encodeToString(digest.end());
    }
}
