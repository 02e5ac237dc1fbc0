package network.reuse.gateway.passport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Says in a sentence what an event means to somebody who reads the passport. */
final class Story {
    private Story() {}

    /** What happened; an event that this version does not know is told by its name. */
    static Sentence of(String type, JsonNode detail) {
        return switch (type) {
            case "collection.LotOffered.v1" ->
                new Sentence(
                        "Proposé par son donneur, dans un lot de " + total(detail, "quantities") + ".",
                        "Offered by its donor, in a lot of " + total(detail, "quantities") + ".");
            case "collection.LotAccepted.v1" ->
                new Sentence(
                        "Lot accepté : " + total(detail, "quantities") + " attendus à l'atelier.",
                        "Lot accepted: " + total(detail, "quantities") + " expected at the workshop.");
            case "collection.LotDeclined.v1" -> new Sentence("Lot refusé.", "Lot declined.");
            case "collection.LotWithdrawn.v1" ->
                new Sentence("Offre retirée par le donneur.", "Offer withdrawn by the donor.");
            case "collection.PickupScheduled.v1" -> new Sentence("Enlèvement prévu.", "Pickup scheduled.");
            case "collection.LotLoaded.v1" ->
                new Sentence(
                        "Chargé par le transporteur : " + total(detail, "quantities") + ".",
                        "Loaded by the carrier: " + total(detail, "quantities") + ".");
            case "collection.LotCollected.v1" ->
                new Sentence(
                        "Collecté : donneur et transporteur s'accordent sur " + total(detail, "quantities") + ".",
                        "Collected: donor and carrier agree on " + total(detail, "quantities") + ".");
            case "collection.LotCorrected.v1" ->
                new Sentence(
                        "Quantités du lot corrigées : " + total(detail, "before") + " devient " + total(detail, "now")
                                + ".",
                        "The lot's quantities corrected: " + total(detail, "before") + " becomes "
                                + total(detail, "now") + ".");
            case "collection.DeviceRegistered.v1" ->
                new Sentence(
                        "Enregistré : " + text(detail, "manufacturer") + " " + text(detail, "model") + ".",
                        "Registered: " + text(detail, "manufacturer") + " " + text(detail, "model") + ".");
            case "collection.DeviceLost.v1" ->
                lost(detail, "avant son arrivée en atelier", "before it reached a workshop");
            case "collection.LossCorrected.v1", "refurb.LossCorrected.v1", "allocation.LossCorrected.v1" ->
                new Sentence("Retrouvé ; la perte ne compte plus.", "Found again; the loss no longer counts.");
            case "refurb.DeviceReceived.v1" -> new Sentence("Reçu en atelier.", "Received at a workshop.");
            case "refurb.DeviceTriaged.v1" -> {
                int media = detail.path("media").size();
                yield new Sentence(
                        "Diagnostiqué ; supports de stockage trouvés : " + media + ".",
                        "Triaged; storage media found: " + media + ".");
            }
            case "refurb.MediumErased.v1" ->
                new Sentence(
                        "Support " + text(detail, "serialNumber") + " effacé, niveau " + text(detail, "level") + " ("
                                + text(detail, "method") + ", " + text(detail, "tool") + ").",
                        "Medium " + text(detail, "serialNumber") + " erased, level " + text(detail, "level") + " ("
                                + text(detail, "method") + ", " + text(detail, "tool") + ").");
            case "refurb.MediumDestroyed.v1" ->
                new Sentence(
                        "Support " + text(detail, "serialNumber") + " détruit.",
                        "Medium " + text(detail, "serialNumber") + " destroyed.");
            case "refurb.DeviceRepaired.v1" ->
                new Sentence("Réparé : " + text(detail, "work") + ".", "Repaired: " + text(detail, "work") + ".");
            case "refurb.DeviceGraded.v1" ->
                new Sentence("Classé " + text(detail, "grade") + ".", "Graded " + text(detail, "grade") + ".");
            case "refurb.GradeCorrected.v1" ->
                new Sentence(
                        "Classement corrigé : " + text(detail, "before") + " devient " + text(detail, "now") + ".",
                        "Grade corrected: " + text(detail, "before") + " becomes " + text(detail, "now") + ".");
            case "refurb.QualityCheckFailed.v1" ->
                new Sentence(
                        "Contrôle qualité non concluant : " + list(detail.path("faults")) + ".",
                        "Quality check failed: " + list(detail.path("faults")) + ".");
            case "refurb.DeviceReady.v1" ->
                new Sentence("Prêt à être remis à quelqu'un.", "Ready to be handed to somebody.");
            case "refurb.DeviceScrapped.v1" ->
                new Sentence(
                        "Retiré pour recyclage : " + text(detail, "reason") + ".",
                        "Scrapped: " + text(detail, "reason") + ".");
            case "refurb.DeviceLost.v1" -> lost(detail, "depuis l'atelier", "from the workshop");
            case "refurb.ScrapCorrected.v1" ->
                new Sentence(
                        "De retour à l'établi ; la mise au rebut ne compte plus.",
                        "Back on the bench; the scrapping no longer counts.");
            case "refurb.DeviceDispatched.v1" -> new Sentence("Expédié par l'atelier.", "Dispatched by the workshop.");
            case "refurb.DispatchCorrected.v1" ->
                new Sentence(
                        "Resté à l'atelier ; l'expédition ne compte plus.",
                        "Still at the workshop; the dispatch no longer counts.");
            case "allocation.DeviceStocked.v1" ->
                new Sentence("Entré en stock, reçu contre signature.", "In stock, signed for.");
            case "allocation.DeviceReserved.v1" -> new Sentence("Réservé pour un pack.", "Reserved for a pack.");
            case "allocation.DeviceReleased.v1" ->
                new Sentence("De nouveau en stock : réservation levée.", "In stock again: the reservation ended.");
            case "allocation.DeviceDelivered.v1" -> new Sentence("Remis.", "Handed over.");
            case "allocation.DeviceSold.v1" -> new Sentence("Vendu.", "Sold.");
            case "allocation.DeliveryCorrected.v1" ->
                new Sentence(
                        "Toujours en stock ; la remise ne compte plus.",
                        "Still in stock; the hand-over no longer counts.");
            case "allocation.DeviceReturned.v1" ->
                new Sentence(
                        "Rendu ; il repart en atelier pour un nouvel effacement.",
                        "Returned; it goes to a workshop and is erased again.");
            case "allocation.DeviceLost.v1" -> lost(detail, "depuis le stock", "from the stock");
            default -> new Sentence(type, type);
        };
    }

    private static Sentence lost(JsonNode detail, String whereFrench, String whereEnglish) {
        boolean data = detail.path("possibleData").asBoolean();
        return new Sentence(
                "Perdu " + whereFrench + (data ? ", peut-être avec des données." : ", sans données."),
                "Lost " + whereEnglish + (data ? ", possibly with data." : ", without data."));
    }

    private static long total(JsonNode detail, String field) {
        return detail.path(field)
                .valueStream()
                .mapToLong(quantity -> quantity.path("count").asLong())
                .sum();
    }

    private static String text(JsonNode detail, String field) {
        return detail.path(field).asText("—");
    }

    private static String list(JsonNode many) {
        List<String> texts = new ArrayList<>();
        many.forEach(one -> texts.add(one.asText()));
        return String.join(", ", texts);
    }
}
