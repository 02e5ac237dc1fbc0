package network.reuse.refurb.application.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import network.reuse.defaults.keys.Sha256;
import org.jspecify.annotations.Nullable;

/** JSON Web Signatures in their compact form (RFC 7515), by Ed25519 (RFC 8037): the signed bytes are kept and served as they are. */
final class Jws {
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Jws() {}

    static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    static String sha256(String ascii) {
        return HexFormat.of().formatHex(Sha256.of(ascii.getBytes(StandardCharsets.US_ASCII)));
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a statement cannot be written", impossible);
        }
    }

    /** The last 32 bytes of a public key's X.509 form. */
    static byte[] raw(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, X509.length, encoded.length);
    }

    /** Whether one of these keys, by the id that the header names, has signed it; the keys are {@code x} of a JWK by their {@code kid}. */
    static boolean isSigned(String jws, Map<String, String> keys) {
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        try {
            JsonNode header = JSON.readTree(decode(parts[0]));
            String x = keys.get(header.path("kid").asText());
            if (x == null || !"EdDSA".equals(header.path("alg").asText())) {
                return false;
            }
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key(decode(x)));
            check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return check.verify(decode(parts[2]));
        } catch (IOException | IllegalArgumentException | GeneralSecurityException altered) {
            return false;
        }
    }

    /** Its header; one without anything when that cannot be read any more. */
    static JsonNode header(String jws) {
        try {
            return JSON.readTree(decode(jws.split("\\.", -1)[0]));
        } catch (IOException | IllegalArgumentException altered) {
            return JSON.createObjectNode();
        }
    }

    /** What it states as an entry of a chain; null when that cannot be read any more, or is something else. */
    static @Nullable Statement statement(String jws) {
        String[] parts = jws.split("\\.", -1);
        try {
            JsonNode payload = parts.length == 3 ? JSON.readTree(decode(parts[1])) : JSON.missingNode();
            return Statement.NEEDED.stream().allMatch(payload::hasNonNull)
                    ? JSON.treeToValue(payload, Statement.class)
                    : null;
        } catch (IOException | IllegalArgumentException altered) {
            return null;
        }
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static PublicKey key(byte[] raw) throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(X509, X509.length + raw.length);
        System.arraycopy(raw, 0, encoded, X509.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
