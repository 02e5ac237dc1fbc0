package network.reuse.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpstreamTest {
    @Test
    void aServiceIsReachedByHttpAtItsPort() {
        assertThat(Upstream.all(with("http://collection")))
                .contains(new Upstream("collection", "collection", 80), new Upstream("refurb", "refurb", 8080));
        assertThat(Upstream.all(with("http://10.0.0.7:9000/"))).contains(new Upstream("collection", "10.0.0.7", 9000));
    }

    @Test
    void whatTheGatewayCannotSpeakToIsRefusedInOneSentence() {
        for (String wrong :
                List.of("https://collection:8443", "collection:8081", "ftp://collection", "http:collection")) {
            assertThatThrownBy(() -> Upstream.all(with(wrong)))
                    .as(wrong)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("REUSE_COLLECTION_URL is \"" + wrong + "\": the gateway speaks http");
        }
    }

    private static SmallRyeConfig with(String collection) {
        SmallRyeConfigBuilder settings = new SmallRyeConfigBuilder();
        Upstream.NAMES.forEach(name -> settings.withDefaultValue("reuse." + name + ".url", "http://" + name + ":8080"));
        return settings.withDefaultValue("reuse.collection.url", collection).build();
    }
}
