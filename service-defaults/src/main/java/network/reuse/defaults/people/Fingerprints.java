package network.reuse.defaults.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a body is the one that was sent before, without keeping it. Where people are kept it is HMAC-SHA-256
 * under a key, since the plain hash of a body that holds little but a phone number is soon guessed; else SHA-256.
 */
@ApplicationScoped
public class Fingerprints {
    private static final String HMAC = "HmacSHA256";

    private final @Nullable SecretKey key;

    Fingerprints(@ConfigProperty(name = "reuse.people.key") Optional<String> rootKey) {
        this.key = rootKey.map(base64 -> RootKey.of("REUSE_PEOPLE_KEY", base64).derive(HMAC, "fingerprints"))
                .orElse(null);
    }

    /** The fingerprint of these parts, one after the other, in base64. */
    public String of(byte[]... parts) {
        try {
            return Base64.getEncoder().encodeToString(key == null ? sha(parts) : hmac(key, parts));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no SHA-256", impossible);
        }
    }

    private static byte[] sha(byte[]... parts) throws GeneralSecurityException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            sha.update(part);
        }
        return sha.digest();
    }

    private static byte[] hmac(SecretKey key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(key);
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}
