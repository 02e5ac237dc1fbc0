package network.reuse.allocation.rest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import network.reuse.allocation.application.goods.StockGoods.Stocked;
import network.reuse.allocation.domain.Goods;
import network.reuse.defaults.text.NoContact;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of commands about counted goods. */
final class GoodsForms {
    private GoodsForms() {}

    /** Goods that a sponsor counts from now on. */
    public record GoodsStock(
            @NotBlank @Size(max = 100) @NoContact
            @Schema(
                    description =
                            "Comme dans les packs de vos programmes ; la casse et les blancs ne comptent pas. / As in the packs of your programmes; case and blanks do not matter.",
                    examples = "Casque")
            String name,

            @NotNull @PositiveOrZero @Max(Goods.MOST) @Schema(
                    description =
                            "Combien vous en avez de libres, sans ceux mis de côté pour des packs déjà réservés. / How many you have free, without those put aside for packs that are reserved already.",
                    examples = "400")
            Integer count,

            @NotBlank @Size(min = 5, max = 5) @Schema(
                    description = "Code INSEE de la commune du porteur. / INSEE code of the sponsor's commune.",
                    examples = "59350")
            String commune,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(description = "Votre référence. / Your own reference.", examples = "CASQUES-2026")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        Stocked stocked() {
            return new Stocked(name, count, commune, partnerRef);
        }
    }

    /** Goods that came in addition. */
    public record GoodsReceipt(
            @NotNull @Positive @Max(Goods.MOST) @Schema(description = "Combien vous en comptez de plus. / How many more you count.", examples = "100")
            Integer count,

            @Nullable Instant occurredAt) {}

    /** What a stock-taking found. */
    public record GoodsStocktaking(
            @NotNull @PositiveOrZero @Max(Goods.MOST) @Schema(
                    description =
                            "Combien vous en comptez, ceux mis de côté compris. / How many you count, those put aside among them.",
                    examples = "398")
            Integer count,

            @NotNull @PositiveOrZero @Max(Goods.MOST) @Schema(
                    description =
                            "Combien les livres en avaient en stock quand vous avez compté, ceux mis de côté compris (« free » et « reserved »). / How many the books had in stock when you counted, those put aside among them (\"free\" and \"reserved\").",
                    examples = "400")
            Integer expected,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Deux casques cassés")
            String reason,

            @Nullable Instant occurredAt) {}
}
