package network.reuse.mediation;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.PublishedApi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "mediation"))
class PublishedApiIT {
    @Test
    void theGatewayPublishesWhatThisServiceOffers() throws Exception {
        PublishedApi.check("mediation");
    }
}
