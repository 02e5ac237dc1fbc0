package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import network.reuse.local.Partner.Reply;
import network.reuse.local.Walls.Call;
import network.reuse.local.Walls.Walled;

/** How whoever opened a webhook reads and changes it, and nobody else does. */
final class WebhookWalls {
    static final String PATH = "/v1/webhooks";
    private static final String DONOR = "region-grand-est";
    private static final String OTHER_DONOR = "autre-donneur";

    private WebhookWalls() {}

    static void add(Map<String, Walled> table, Stock stock) {
        table.put(
                "openWebhook",
                new Walled(DONOR, OTHER_DONOR, () -> new Call(PATH, null, Stock.WEBHOOK), WebhookWalls::openedItsOwn));
        table.put("webhook", Walls.on(DONOR, OTHER_DONOR, stock::webhook, "", ""));
        table.put(
                "webhooks",
                new Walled(
                        DONOR, OTHER_DONOR, () -> new Call(PATH + "?limit=500", stock.webhook(), ""), Walls::leftOut));
        table.put(
                "webhookDeliveries",
                new Walled(
                        DONOR, OTHER_DONOR, () -> new Call(stock.webhook() + "/deliveries", null, ""), Walls::refused));
        table.put(
                "pingWebhook",
                new Walled(DONOR, OTHER_DONOR, () -> new Call(stock.webhook() + "/ping", null, ""), Walls::refused));
        table.put(
                "redeliverEvents",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(stock.webhook() + "/redeliveries", null, "{\"after\":\"1.0\"}"),
                        Walls::refused));
        table.put("correctWebhook", Walls.on(DONOR, OTHER_DONOR, stock::webhook, "/correction", Stock.WEBHOOK));
        table.put("rotateWebhookSecret", Walls.on(DONOR, OTHER_DONOR, stock::webhook, "/secret-rotation", ""));
        table.put("disableWebhook", Walls.on(DONOR, OTHER_DONOR, fresh(stock), "/disabling", ""));
        table.put(
                "enableWebhook",
                Walls.on(DONOR, OTHER_DONOR, () -> stock.disabledWebhook(Stock.WEBHOOK), "/enabling", "{}"));
        table.put("closeWebhook", Walls.on(DONOR, OTHER_DONOR, fresh(stock), "/closing", ""));
    }

    private static Supplier<String> fresh(Stock stock) {
        return () -> stock.webhook(UUID.randomUUID().toString(), Stock.WEBHOOK);
    }

    /** The other opens its own, of which the owner sees nothing. */
    private static void openedItsOwn(Reply other, Call call) {
        String opened = PATH + "/" + other.expect(201).body().path("id").asText();
        assertThat(new Partner(RunningNetwork.get(), DONOR).get(opened).status())
                .as("%s, which the other opened by %s", opened, call.path())
                .isEqualTo(404);
    }
}
