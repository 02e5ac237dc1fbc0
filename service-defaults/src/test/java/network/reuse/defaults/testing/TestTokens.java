package network.reuse.defaults.testing;

import io.smallrye.jwt.build.Jwt;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signs tokens as the realm would, with a key made for this test run. */
public final class TestTokens {
    public static final UUID GRAND_EST = UUID.fromString("01900000-0000-7000-8000-000000000001");
    public static final UUID CARRIER = UUID.fromString("01900000-0000-7000-8000-000000000002");
    public static final UUID WORKSHOP = UUID.fromString("01900000-0000-7000-8000-000000000003");
    public static final UUID COORDINATION = UUID.fromString("01900000-0000-7000-8000-000000000004");
    public static final UUID ADMIN = UUID.fromString("01900000-0000-7000-8000-000000000005");
    public static final UUID OTHER_DONOR = UUID.fromString("01900000-0000-7000-8000-000000000006");
    public static final UUID OTHER_WORKSHOP = UUID.fromString("01900000-0000-7000-8000-000000000007");

    /** What the realm is called in its tokens; nothing answers there. */
    public static final String ISSUER = "https://connexion.reemploi.example/realms/reuse";

    static final String KEY_ID = "of-this-test-run";
    private static final String PRIVATE = "reuse.test.private-key";
    private static final String PUBLIC = "reuse.test.public-key";

    private TestTokens() {}

    /** A token of an organisation's client with these roles. */
    public static String of(UUID organisation, String... roles) {
        return of("live", organisation, roles);
    }

    /** A token of an organisation's client for the sandbox. */
    public static String sandbox(UUID organisation, String... roles) {
        return of("test", organisation, roles);
    }

    /** A token that names this network; null when it is to name none. */
    public static String of(@Nullable String env, UUID organisation, String... roles) {
        return signed(ISSUER, claims(env, organisation, roles), organisation.toString());
    }

    /** A token of the live network, signed by the realm's key, that names another issuer. */
    public static String issuedBy(String issuer, UUID organisation, String... roles) {
        return signed(issuer, claims("live", organisation, roles), organisation.toString());
    }

    private static Map<String, Object> claims(@Nullable String env, UUID organisation, String... roles) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "organisation", organisation.toString(),
                "regions", List.of("44"),
                "azp", "client-of-" + organisation,
                "realm_access", Map.of("roles", Set.of(roles))));
        if (env != null) {
            claims.put("env", env);
        }
        return claims;
    }

    /** A token of a client that was given these roles and nothing else. */
    public static String withoutOrganisation(String... roles) {
        return signed(
                ISSUER, Map.of("env", "live", "realm_access", Map.of("roles", Set.of(roles))), "client-of-nobody");
    }

    private static String signed(String issuer, Map<String, Object> claims, String subject) {
        return Jwt.claims(claims)
                .subject(subject)
                .audience("reuse-api")
                .issuer(issuer)
                .expiresIn(Duration.ofMinutes(30))
                .jws()
                .keyId(KEY_ID)
                .sign(privateKey());
    }

    /** The key that tokens are checked with. */
    static synchronized RSAPublicKey publicKey() {
        try {
            if (System.getProperty(PUBLIC) == null) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                KeyPair pair = generator.generateKeyPair();
                System.setProperty(
                        PRIVATE,
                        Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
                System.setProperty(
                        PUBLIC,
                        Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
            }
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(System.getProperty(PUBLIC))));
        } catch (NoSuchAlgorithmException | InvalidKeySpecException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static PrivateKey privateKey() {
        try {
            var _ = publicKey();
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(System.getProperty(PRIVATE))));
        } catch (NoSuchAlgorithmException | InvalidKeySpecException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
