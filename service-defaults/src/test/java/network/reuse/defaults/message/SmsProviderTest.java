package network.reuse.defaults.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where SMS may be sent from. */
class SmsProviderTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        var _ = VERTX.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.twilio.com", "https://api.twilio.com/", "https://sms.example:8443"})
    void anAddressIsAHostAndAPort(String url) {
        assertThat(provider(url, false).isSet()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sms.example/api",
                "https://sms.example?key=1",
                "https://sms.example#top",
                "https://key:secret@sms.example"
            })
    void whatWouldBeDroppedFromAnAddressIsRefused(String url) {
        assertThatThrownBy(() -> provider(url, false)).hasMessageContaining("a host and a port alone");
    }

    @Test
    void namesAndNumbersOfPeopleGoNowhereInTheClear() {
        assertThatThrownBy(() -> provider("http://sms.example", true)).hasMessageContaining("https");
        assertThatThrownBy(() -> provider("http://127.0.0.1:8080", false)).hasMessageContaining("https");
        assertThat(provider("http://127.0.0.1:8080", true).isSet()).isTrue();
    }

    private static SmsProvider provider(String url, boolean development) {
        return new SmsProvider(
                VERTX,
                Optional.of(URI.create(url)),
                Optional.of("AC0"),
                Optional.empty(),
                Optional.of("secret"),
                Optional.of("+33600000000"),
                development);
    }
}
