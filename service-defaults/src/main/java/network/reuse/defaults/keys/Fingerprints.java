package network.reuse.defaults.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
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

    public Fingerprints(@ConfigProperty(name = "reuse.people.key") Optional<String> rootKey) {
        this.key = rootKey.map(base64 -> RootKey.of("REUSE_PEOPLE_KEY", base64).derive(HMAC, "fingerprints"))
                .orElse(null);
    }

    /** The fingerprint of these parts, one after the other, in base64. */
    public String of(byte[]... parts) {
        Digest digest = begin();
        for (byte[] part : parts) {
            digest.add(part, 0, part.length);
        }
        return Base64.getEncoder().encodeToString(digest.end());
    }

    /** Takes the fingerprint of these bytes and of what follows them while that is read. */
    public FingerprintedStream reading(byte[] first, InputStream rest) {
        Digest digest = begin();
        digest.add(first, 0, first.length);
        return new FingerprintedStream(rest, digest);
    }

    /** A fingerprint that is being taken. */
    interface Digest {
        void add(byte[] bytes, int offset, int length);

        byte[] end();
    }

    private Digest begin() {
        try {
            return key == null ? sha() : hmac(key);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no SHA-256", impossible);
        }
    }

    private static Digest sha() throws GeneralSecurityException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        return new Digest() {
            @Override
            public void add(byte[] bytes, int offset, int length) {
                sha.update(bytes, offset, length);
            }

            @Override
            public byte[] end() {
                return sha.digest();
            }
        };
    }

    private static Digest hmac(SecretKey key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(key);
        return new Digest() {
            @Override
            public void add(byte[] bytes, int offset, int length) {
                mac.update(bytes, offset, length);
            }

            @Override
            public byte[] end() {
                return mac.doFinal();
            }
        };
    }
}
