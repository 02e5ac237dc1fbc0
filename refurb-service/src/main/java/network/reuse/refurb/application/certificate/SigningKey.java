package network.reuse.refurb.application.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import network.reuse.defaults.keys.RootKey;
import network.reuse.defaults.keys.Sha256;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The Ed25519 key by which this process signs, made of {@code REUSE_CERTIFICATE_KEY}, base64 of 32 random bytes. Its id is the
 * key's thumbprint (RFC 7638), so that whoever has the key can tell that it is the one.
 */
@ApplicationScoped
public class SigningKey {
    private final PrivateKey key;
    private final String x;
    private final String kid;

    public SigningKey(@ConfigProperty(name = "reuse.certificate.key") String secret) {
        byte[] seed = RootKey.of("REUSE_CERTIFICATE_KEY", secret)
                .derive("Ed25519", "certificates")
                .getEncoded();
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            // A private key is 32 random bytes (RFC 8032 §5.1.5), which the generator asks for: it is given those of
            // the secret.
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            KeyPair pair = generator.generateKeyPair();
            key = pair.getPrivate();
            x = Jws.base64(Jws.raw(pair.getPublic()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no Ed25519", impossible);
        }
        kid = Jws.base64(Sha256.of(
                ("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}").getBytes(StandardCharsets.US_ASCII)));
        if (!Jws.isSigned(signed(key, kid, "test", Map.of()), Map.of(kid, x))) {
            throw new IllegalStateException("this JVM does not verify what it signs");
        }
    }

    /** The public key, as a JWK says it. */
    String x() {
        return x;
    }

    String kid() {
        return kid;
    }

    /** The payload as a JWS in its compact form. */
    String sign(String type, Object payload) {
        return signed(key, kid, type, payload);
    }

    private static String signed(PrivateKey key, String kid, String type, Object payload) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("alg", "EdDSA");
        header.put("kid", kid);
        header.put("typ", type);
        String signed = part(header) + "." + part(payload);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Jws.base64(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM cannot sign", impossible);
        }
    }

    private static String part(Object value) {
        return Jws.base64(Jws.write(value).getBytes(StandardCharsets.UTF_8));
    }

    /** Gives these bytes, and no others. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException("an Ed25519 key has " + seed.length + " bytes, not " + bytes.length);
            }
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }
}
