package network.reuse.defaults.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The codes in links that open something to whoever holds them: 128 bits that nobody can guess, derived from the id of what they open
 * under a secret, so that they are kept nowhere but as hashes.
 */
public final class LinkCodes {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final SecretKey key;

    /** Codes for one use of a secret; those for another are unlike them. */
    public LinkCodes(RootKey secret, String use) {
        this.key = secret.derive(ALGORITHM, use);
    }

    /** The code of what has this id: 22 letters, digits, {@code -} and {@code _}. */
    public String of(UUID id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] whole = mac.doFinal(id.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no HMAC-SHA-256", impossible);
        }
    }

    /** What is kept of a code: its SHA-256, which does not lead back to so many random bits. */
    public static String hash(String code) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(code.getBytes(StandardCharsets.UTF_8)));
    }
}
