package network.reuse.allocation;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import network.reuse.defaults.testing.DocumentedCalls;
import network.reuse.defaults.testing.HttpManners;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.PublishedApi;
import network.reuse.defaults.testing.StrictInput;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
class PublishedApiIT {
    @BeforeAll
    static void theRegisterNamesOrganisations() throws Exception {
        AllocationServiceIT.register();
    }

    @Test
    void everyExampleOfABodyIsTaken() throws Exception {
        HttpManners.everyExampleOfABodyIsTaken(port("quarkus.http.test-port"), PublishedApi.live());
    }

    @Test
    void whatAnOperationDoesNotOfferIsAProblemThatSaysWhatItDoes() throws Exception {
        HttpManners.whatIsNotOfferedIsAProblem(port("quarkus.http.test-port"), PublishedApi.live());
    }

    @Test
    void theGatewayPublishesWhatThisServiceOffers() throws Exception {
        PublishedApi.check("allocation");
    }

    @Test
    void everyAnswerHasTheTypeThatTheDocumentNames() throws Exception {
        HttpManners.answersHaveTheTypesOfTheDocument(port("quarkus.http.test-port"), PublishedApi.live());
    }

    @Test
    void timesOutsideAnyCalendarAreInvalid() throws Exception {
        HttpManners.timesOutsideAnyCalendarAreInvalid(port("quarkus.http.test-port"), PublishedApi.live());
    }

    @Test
    void whatHttpForbidsIsRefused() throws Exception {
        HttpManners.whatHttpForbidsIsRefused(port("quarkus.http.test-port"), "/v1/allocation/packs");
    }

    @Test
    void nobodySpeaksHttp2InClearTextAndOperatorsSendNoLargeBody() throws Exception {
        HttpManners.http2InClearTextIsRefused(port("quarkus.http.test-port"), "/v1/allocation/packs");
        HttpManners.largeBodiesAreRefused(port("quarkus.management.test-port"), "/quarantine/1/replay");
    }

    @Test
    void aValueThatDoesNotFitIsRefusedWhereItStands() throws Exception {
        StrictInput.aValueThatDoesNotFitIsRefusedWhereItStands(calls());
    }

    @Test
    void aCharacterThatNobodySeesIsRefusedInEveryText() throws Exception {
        StrictInput.aCharacterThatNobodySeesIsRefusedInEveryText(calls());
    }

    @Test
    void everyBodyIsReadToItsEnd() throws Exception {
        StrictInput.everyBodyIsReadToItsEnd(calls());
    }

    @Test
    void everyNumberAndDayHasBounds() throws Exception {
        StrictInput.everyNumberAndDayHasBounds(calls());
    }

    @Test
    void everyQueryIsReadToTheLetter() throws Exception {
        StrictInput.everyQueryIsReadToTheLetter(calls());
    }

    private static DocumentedCalls calls() throws Exception {
        return DocumentedCalls.of(port("quarkus.http.test-port"), PublishedApi.live());
    }

    private static int port(String name) {
        return ConfigProvider.getConfig().getValue(name, Integer.class);
    }
}
