package network.reuse.gateway.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever has one of the secrets that are good knows a delivery. */
class WebhookSecretsTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final UUID WEBHOOK = UUID.fromString("01980000-0000-7000-8000-000000000001");

    @Test
    void theSignatureIsThatOfStandardWebhooks() {
        assertThat(WebhookSecrets.signature(
                        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
                        "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
                        1_649_367_553,
                        "{\"email\":\"test@example.com\",\"username\":\"test_user\"}"))
                .isEqualTo("v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=");
    }

    @Test
    void bothSecretsAreGoodUntilTheFormerOneEnds() throws Exception {
        WebhookSecrets secrets = new WebhookSecrets(KEY);
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        UUID former = UUID.randomUUID();
        UUID current = UUID.randomUUID();
        Webhook.Secrets both = new Webhook.Secrets(former, null, null).rotated(current, now.plusSeconds(60));

        for (UUID good : List.of(former, current)) {
            verify(secrets.of(WEBHOOK, good), headers(secrets, both, now));
        }
        Map<String, List<String>> later = headers(secrets, both, now.plusSeconds(60));
        verify(secrets.of(WEBHOOK, current), later);
        assertThatThrownBy(() -> verify(secrets.of(WEBHOOK, former), later))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(secrets.of(WEBHOOK, current))
                .matches("whsec_[A-Za-z0-9+/]{43}=")
                .isEqualTo(new WebhookSecrets(KEY).of(WEBHOOK, current))
                .isNotEqualTo(secrets.of(WEBHOOK, former))
                .isNotEqualTo(secrets.of(UUID.randomUUID(), current));
    }

    private static void verify(String secret, Map<String, List<String>> headers) throws Exception {
        new com.standardwebhooks.Webhook(secret).verify("{\"a\":\"é\"}", headers);
    }

    private static Map<String, List<String>> headers(WebhookSecrets secrets, Webhook.Secrets good, Instant now) {
        return secrets
                .sign(
                        WEBHOOK,
                        good,
                        now,
                        UUID.fromString("01980000-0000-7000-8000-000000000002"),
                        System.currentTimeMillis() / 1000,
                        "{\"a\":\"é\"}")
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    }
}
