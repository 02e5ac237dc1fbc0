package network.reuse.collection.rest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import network.reuse.collection.application.MoveGoods.Shipment;
import network.reuse.collection.application.ReceiveGoods.Delivery;
import network.reuse.collection.domain.Goods;
import network.reuse.collection.domain.GoodsCondition;
import network.reuse.collection.domain.GoodsKind;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.defaults.text.NoContact;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of commands about counted goods. */
final class GoodsForms {
    static final String KIND = "[A-Z][A-Z0-9_]{1,39}";

    private GoodsForms() {}

    /** A kind of goods that are counted. */
    public record GoodsKindForm(
            @NotBlank @Pattern(regexp = KIND) @Schema(examples = "HEADSET")
            String code,

            @NotBlank @Size(max = 100) @Schema(examples = "Casque")
            String french,

            @NotBlank @Size(max = 100) @Schema(examples = "Headset")
            String english,

            @NotNull @Schema(
                    description =
                            "Si cela stocke des données : usagé, ce n'est alors pas compté. / Whether it stores data: a used one is then not counted.",
                    examples = "false")
            Boolean medium) {
        GoodsKind kind() {
            return new GoodsKind(code, french, english, medium);
        }
    }

    /** What arrived from a donor. */
    public record DeliveryForm(
            @NotNull @Schema(description = "L'organisation qui donne. / The organisation that gives.")
            UUID donor,

            @NotBlank @Pattern(regexp = KIND) @Schema(
                    description = "Une sorte de /v1/collection/goods-kinds. / A kind of /v1/collection/goods-kinds.",
                    examples = "HEADSET")
            String kind,

            @NotNull @Schema(examples = "NEW") GoodsCondition condition,

            @NotNull @Positive @Max(Goods.MOST) @Schema(description = "Combien vous en comptez. / How many you count.", examples = "400")
            Integer count,

            @NotBlank @Size(max = 10) @Schema(description = "La commune INSEE du site. / The INSEE commune of the site.", examples = "59350")
            String commune,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(description = "Votre référence. / Your own reference.", examples = "BL-2026-118")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        Delivery delivery() {
            return new Delivery(donor, kind, condition, count, commune);
        }
    }

    /** What is sent on. */
    public record ShipmentForm(
            @NotNull @Schema(description = "L'organisation qui les recevra. / The organisation that will receive them.")
            UUID recipient,

            @NotNull @Positive @Max(Goods.MOST) @Schema(description = "Combien partent. / How many leave.", examples = "120")
            Integer count,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description = "Votre référence de l'envoi. / Your own reference of the shipment.",
                    examples = "BL-2026-119")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        Shipment shipment() {
            return new Shipment(recipient, count, partnerRef);
        }
    }

    /** What the recipient counts. */
    public record GoodsTakeover(
            @NotNull @PositiveOrZero @Max(Goods.MOST) @Schema(description = "Combien vous en comptez. / How many you count.", examples = "120")
            Integer count,

            @Nullable Instant occurredAt) {}

    /** What became of a difference. */
    public record GoodsSettlement(
            @NotNull @Schema(examples = "FOUND") DiscrepancyOutcome outcome,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Un carton était resté sur le quai")
            String reason,

            @Nullable Instant occurredAt) {}

    /** What a stock-taking found. */
    public record Stocktaking(
            @NotNull @PositiveOrZero @Max(Goods.MOST) @Schema(description = "Combien il y en a. / How many there are.", examples = "398")
            Integer count,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Inventaire annuel")
            String reason,

            @Nullable Instant occurredAt) {}
}
