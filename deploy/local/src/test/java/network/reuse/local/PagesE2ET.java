package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The pages for people in a real browser; needs Node, npm and Chromium. */
@EnabledIfSystemProperty(named = "pages", matches = "true", disabledReason = "needs a browser: ./reuse test --whole")
class PagesE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();

    @Test
    void whoeverHoldsTheLinkBooksAndGivesBackByKeyboardOnASmallPhone() throws Exception {
        Classroom classroom = new Classroom(NETWORK);
        var _ = classroom.scheduledIn("67482");
        String invitation = classroom.invitation(new Shelf(NETWORK, 1).handedOver());
        NodeProject pages = new NodeProject("deploy/pages");
        var _ = pages.run(Map.of(), "npm", "ci");

        String output = pages.run(
                Map.of(
                        "LINK",
                        NETWORK.gatewayUri()
                                .resolve("/invitations/" + invitation)
                                .toString()),
                "npm",
                "run",
                "--silent",
                "invitation");

        JsonNode seats =
                new ObjectMapper().readTree(output.strip().lines().toList().getLast());
        assertThat(RunningNetwork.count(
                        NETWORK,
                        "mediation",
                        "select count(*) from booking where status = 'BOOKED' and code = '"
                                + seats.path("second").asText() + "'"))
                .isOne();
        assertThat(RunningNetwork.count(
                        NETWORK,
                        "mediation",
                        "select count(*) from booking where status = 'CANCELLED' and code = '"
                                + seats.path("first").asText() + "'"))
                .isOne();
    }

    @Test
    void whoeverScansALabelSeesWhatTheDeviceIsOnASmallPhone() throws Exception {
        String device = Stock.id(new Shelf(NETWORK, 1).announced());
        String link = ScannedLabel.of(NETWORK, "atelier-strasbourg", device).address();
        NodeProject pages = new NodeProject("deploy/pages");
        var _ = pages.run(Map.of(), "npm", "ci");

        String output = pages.run(Map.of("PAGE", link), "npm", "run", "--silent", "device");

        String code = new ObjectMapper()
                .readTree(output.strip().lines().toList().getLast())
                .path("code")
                .asText();
        assertThat(link).isEqualTo(NETWORK.gatewayUri().resolve("/d/" + code).toString());
    }

    @Test
    void theHomePageIsLiveAgainByItselfAfterItWasRefused() throws Exception {
        NodeProject pages = new NodeProject("deploy/pages");
        var _ = pages.run(Map.of(), "npm", "ci");

        String output = pages.run(
                Map.of("PAGE", NETWORK.gatewayUri().resolve("/?region=44").toString()),
                "npm",
                "run",
                "--silent",
                "live");

        JsonNode asked =
                new ObjectMapper().readTree(output.strip().lines().toList().getLast());
        assertThat(asked.path("refused").asInt()).isGreaterThan(2);
        assertThat(asked.path("from").asText()).matches("[0-9]+");
    }
}
