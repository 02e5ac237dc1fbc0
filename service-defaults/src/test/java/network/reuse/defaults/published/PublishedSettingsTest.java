package network.reuse.defaults.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishedSettingsTest {
    private static final Map<String, String> GOOD = Map.of(
            "reuse.public.url", "https://reemploi.grandest.example",
            "reuse.public.issuer", "https://connexion.grandest.example/realms/reuse",
            "reuse.public.contact", "contact@grandest.example",
            "reuse.public.kafka", "kafka-1.grandest.example:9094, kafka-2.grandest.example:9094",
            "reuse.mail.from", "Réseau de réemploi <ne-pas-repondre@grandest.example>");

    @Test
    void whatEverybodyReachesIsPublished() {
        assertThat(PublishedSettings.refused(GOOD::get)).isEmpty();
    }

    @Test
    void aServicePublishesNothingBySettingsThatItHasNot() {
        assertThat(PublishedSettings.refused(Map.<String, String>of()::get)).isEmpty();
    }

    @Test
    void anAddressThatIsLocalOrNotHttpsOrMissingIsRefusedByItsVariable() {
        for (String address : List.of(
                "http://localhost:8080",
                "https://localhost",
                "https://LOCALHOST./",
                "https://gateway.localhost",
                "https://127.0.0.1:8443",
                "https://127.8.9.10",
                "https://[::1]:8443",
                "https://0.0.0.0",
                "https://reuse.invalid",
                "https://keycloak/realms/reuse",
                "https://gateway.reuse.svc:8080",
                "https://gateway.reuse.svc.cluster.local",
                "http://reemploi.grandest.example",
                "reemploi.grandest.example",
                "https://",
                "not an address",
                " ",
                "")) {
            assertThat(with("reuse.public.url", address))
                    .as(address)
                    .hasValueSatisfying(why ->
                            assertThat(why).startsWith("REUSE_PUBLIC_URL is ").contains("REUSE_DEVELOPMENT=true"));
            assertThat(with("reuse.public.issuer", address))
                    .as(address)
                    .hasValueSatisfying(why -> assertThat(why).startsWith("REUSE_PUBLIC_ISSUER is "));
        }
        assertThat(with("reuse.public.url", ""))
                .hasValueSatisfying(why -> assertThat(why).startsWith("REUSE_PUBLIC_URL is not set, "));
        assertThat(with("reuse.public.url", "https://10.20.30.40")).isEmpty();
    }

    @Test
    void aMailboxThatNobodyHasIsRefused() {
        for (String mailbox : List.of(
                "Réseau de réemploi <ne-pas-repondre@reuse.invalid>",
                "contact@localhost",
                "contact@",
                "@grandest.example",
                "contact",
                "")) {
            assertThat(with("reuse.mail.from", mailbox))
                    .as(mailbox)
                    .hasValueSatisfying(why -> assertThat(why).startsWith("REUSE_MAIL_FROM is "));
            assertThat(with("reuse.public.contact", mailbox))
                    .as(mailbox)
                    .hasValueSatisfying(why -> assertThat(why).startsWith("REUSE_PUBLIC_CONTACT is "));
        }
    }

    @Test
    void brokersOfOnesOwnMachineOrClusterAreRefused() {
        for (String brokers : List.of(
                "localhost:19092",
                "kafka.grandest.example:9094,127.0.0.1:9094",
                "[::1]:9094",
                "kafka",
                "kafka-kafka-bootstrap.kafka.svc:9093",
                "kafka:9092",
                "")) {
            assertThat(with("reuse.public.kafka", brokers))
                    .as(brokers)
                    .hasValueSatisfying(why -> assertThat(why).startsWith("REUSE_PUBLIC_KAFKA is "));
        }
    }

    private static Optional<String> with(String name, String value) {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put(name, value);
        return PublishedSettings.refused(settings::get);
    }
}
