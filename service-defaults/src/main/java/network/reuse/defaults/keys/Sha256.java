package network.reuse.defaults.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every JVM has. */
public final class Sha256 {
    private Sha256() {}

    /** A digest to which bytes are added. */
    public static MessageDigest begun() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this JVM has no SHA-256", impossible);
        }
    }

    /** The 32 bytes of the digest of these. */
    public static byte[] of(byte[] bytes) {
        return begun().digest(bytes);
    }
}
