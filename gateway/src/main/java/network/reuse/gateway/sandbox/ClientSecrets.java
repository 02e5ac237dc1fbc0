package network.reuse.gateway.sandbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import network.reuse.defaults.keys.RootKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The secrets of the sandbox's clients. Each is derived from the client's id under a key that the gateway alone has ({@code
 * REUSE_SANDBOX_KEY}), so that it is told again to whoever repeats the call that opened it and is kept nowhere but in the realm.
 */
@ApplicationScoped
public class ClientSecrets {
    private static final String HMAC = "HmacSHA256";

    private final SecretKey key;

    public ClientSecrets(@ConfigProperty(name = "reuse.sandbox.key") String rootKey) {
        this.key = RootKey.of("REUSE_SANDBOX_KEY", rootKey).derive(HMAC, "sandbox-client-secrets");
    }

    /** The secret of that organisation's client: 256 bits as 43 letters, digits, {@code -} and {@code _}. */
    String of(UUID organisation) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(organisation.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no HMAC-SHA-256", impossible);
        }
    }
}
