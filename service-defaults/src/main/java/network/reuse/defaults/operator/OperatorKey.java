package network.reuse.defaults.operator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The key of a file: base64 of 32 random bytes or more. It is read at each use, so that a key that is replaced counts from
 * then on, and works while Keycloak is away.
 */
final class OperatorKey {
    private static final int FEWEST_BYTES = 32;

    private final Vertx vertx;
    private final String file;

    OperatorKey(Vertx vertx, String file) {
        this.vertx = vertx;
        this.file = file;
    }

    /** Whether this is the key; takes the same time whatever part of it is right. Fails when the file holds no key. */
    Future<Boolean> is(String presented) {
        byte[] given = presented.getBytes(StandardCharsets.UTF_8);
        return read().map(key -> MessageDigest.isEqual(key, given));
    }

    private Future<byte[]> read() {
        return vertx.fileSystem().readFile(file).map(content -> {
            String key = content.toString(StandardCharsets.UTF_8).strip();
            if (bytes(key) < FEWEST_BYTES) {
                throw new IllegalStateException("the key file of the operator's desk holds no key: write base64 of "
                        + FEWEST_BYTES + " random bytes into it (openssl rand -base64 32)");
            }
            return key.getBytes(StandardCharsets.UTF_8);
        });
    }

    private static int bytes(String key) {
        try {
            return Base64.getDecoder().decode(key).length;
        } catch (IllegalArgumentException notBase64) {
            return 0;
        }
    }
}
