package network.reuse.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {
    private static final ClientAddresses BEHIND_PROXIES =
            new ClientAddresses(Optional.of(List.of("10.0.0.0/8", " 192.0.2.1", "fd00::/8")));

    @Test
    void nobodyIsBelievedUnlessItIsTrusted() {
        ClientAddresses alone = new ClientAddresses(Optional.empty());
        assertThat(alone.client("198.51.100.7", List.of("6.6.6.6"))).isEqualTo("198.51.100.7");
        assertThat(alone.client("127.0.0.1", List.of("6.6.6.6"))).isEqualTo("127.0.0.1");
        assertThat(BEHIND_PROXIES.client("198.51.100.7", List.of("6.6.6.6"))).isEqualTo("198.51.100.7");
        assertThat(BEHIND_PROXIES.client("192.0.2.2", List.of("6.6.6.6"))).isEqualTo("192.0.2.2");
        assertThat(BEHIND_PROXIES.client("11.0.0.1", List.of("6.6.6.6"))).isEqualTo("11.0.0.1");
    }

    @Test
    void aProxyThatIsTrustedIsBelievedAboutWhoCalledIt() {
        for (String proxy : List.of("10.255.0.1", "192.0.2.1", "fd00::7")) {
            assertThat(BEHIND_PROXIES.client(proxy, List.of("198.51.100.7"))).isEqualTo("198.51.100.7");
            assertThat(BEHIND_PROXIES.client(proxy, List.of("198.51.100.7:50312")))
                    .isEqualTo("198.51.100.7");
            assertThat(BEHIND_PROXIES.client(proxy, List.of("[2001:db8::7]:50312")))
                    .isEqualTo("2001:db8:0:0:0:0:0:7");
        }
    }

    @Test
    void whatACallerWroteBeforeTheProxyAddedToItIsPassedOver() {
        assertThat(BEHIND_PROXIES.client("10.0.0.1", List.of("6.6.6.6, 198.51.100.7")))
                .isEqualTo("198.51.100.7");
        assertThat(BEHIND_PROXIES.client("10.0.0.1", List.of("10.9.9.9, 198.51.100.7")))
                .isEqualTo("198.51.100.7");
        assertThat(BEHIND_PROXIES.client("10.0.0.1", List.of("6.6.6.6", "198.51.100.7", "10.0.0.2")))
                .isEqualTo("198.51.100.7");
        assertThat(BEHIND_PROXIES.client("10.0.0.1", List.of("6.6.6.6, nobody, 10.0.0.2")))
                .isEqualTo("10.0.0.2");
    }

    @Test
    void withoutAnAddressToReadTheProxyItselfIsTheCaller() {
        for (String said : List.of("", "unknown", "localhost", "7", "[", "[]:1", "1.2.3.4.5", "%00", "a:b:c")) {
            assertThat(BEHIND_PROXIES.client("10.0.0.1", List.of(said)))
                    .as(said)
                    .isEqualTo("10.0.0.1");
        }
        assertThat(BEHIND_PROXIES.client("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
        assertThat(BEHIND_PROXIES.client("10.0.0.1", List.of("10.0.0.3"))).isEqualTo("10.0.0.3");
    }

    @Test
    void whatIsNoNetworkIsRefusedByItsVariable() {
        for (String wrong :
                List.of("10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/x", "balancer", "::1/129", "/8")) {
            assertThatThrownBy(() -> new ClientAddresses(Optional.of(List.of(wrong))))
                    .as(wrong)
                    .hasMessageContaining("REUSE_EDGE_TRUSTED_PROXIES")
                    .hasMessageContaining(wrong);
        }
    }
}
