package network.reuse.gateway.webhooks;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import network.reuse.defaults.keys.RootKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The secrets that deliveries are signed with, as Standard Webhooks writes them ({@code whsec_…}). Each is derived from its webhook and
 * a random reference under a key that the gateway alone has ({@code REUSE_WEBHOOKS_KEY}), so that it is kept nowhere. Signing is the
 * library's, {@code com.standardwebhooks}, which depends on nothing; receivers have the same one in their languages.
 */
@ApplicationScoped
public class WebhookSecrets {
    private static final String HMAC = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    private final SecretKey key;

    public WebhookSecrets(@ConfigProperty(name = "reuse.webhooks.key") String rootKey) {
        this.key = RootKey.of("REUSE_WEBHOOKS_KEY", rootKey).derive(HMAC, "webhook-secrets");
    }

    /** The secret of a webhook that this reference stands for. */
    String of(UUID webhook, UUID secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return PREFIX
                    + Base64.getEncoder()
                            .encodeToString(mac.doFinal((webhook + "/" + secret).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no HMAC-SHA-256", impossible);
        }
    }

    /**
     * The headers by which the receiver knows who sent this, when, and that it is the one that was sent before; signed with both
     * secrets while the former one is still good.
     *
     * @param message the same at each attempt
     * @param second when it is sent, by the real time
     */
    Map<String, String> sign(
            UUID webhook, Webhook.Secrets secrets, Instant now, UUID message, long second, String body) {
        String id = message.toString();
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(second),
                "webhook-signature",
                Stream.concat(Stream.of(secrets.current()), Stream.ofNullable(secrets.formerAt(now)))
                        .map(secret -> signature(of(webhook, secret), id, second, body))
                        .collect(Collectors.joining(" ")));
    }

    static String signature(String secret, String id, long second, String body) {
        try {
            return new com.standardwebhooks.Webhook(secret).sign(id, second, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException impossible) {
            throw new IllegalStateException("a delivery cannot be signed", impossible);
        }
    }
}
