package network.reuse.defaults.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A secret of 32 bytes, from which HKDF-SHA-256 (RFC 5869) derives one independent key for each use. Never printed. */
public final class RootKey {
    private static final int BYTES = 32;

    private final SecretKey root;

    private RootKey(SecretKey root) {
        this.root = root;
    }

    /** The secret as configuration gives it: base64 of 32 bytes. */
    public static RootKey of(String name, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException(name + " is base64 of 32 bytes (openssl rand -base64 32)");
        }
        if (bytes.length != BYTES) {
            throw new IllegalStateException(
                    name + " is base64 of 32 bytes (openssl rand -base64 32), not of " + bytes.length);
        }
        return new RootKey(new SecretKeySpec(bytes, "HKDF"));
    }

    /** The key for one use; different uses give keys that tell nothing of each other. */
    public SecretKey derive(String algorithm, String use) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(root)
                                    .thenExpand(("network.reuse/" + use).getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no HKDF", impossible);
        }
    }

    @Override
    public String toString() {
        return "RootKey[…]";
    }
}
