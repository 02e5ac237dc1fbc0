package network.reuse.refurb.application.certificate;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import network.reuse.defaults.keys.Sha256;

/**
 * Something that a statement holds as a digest alone (SD-JWT, RFC 9901 §4.2): whoever has the disclosure reads it, and can show that
 * it is what was signed; nobody else can guess it, because of its salt.
 */
record Disclosure(String text) {
    private static final int SALT = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Disclosure of(String name, Object value) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        String array = Jws.write(List.of(Jws.base64(salt), name, value));
        return new Disclosure(Jws.base64(array.getBytes(StandardCharsets.UTF_8)));
    }

    /** By which the signed statement names it. */
    String digest() {
        return Jws.base64(Sha256.of(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
