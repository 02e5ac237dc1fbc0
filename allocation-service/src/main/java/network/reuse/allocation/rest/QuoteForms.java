package network.reuse.allocation.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.application.pack.QuotePrice;
import network.reuse.allocation.domain.PriceCap.Piece;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.time.Within;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** The bodies of questions about prices. */
final class QuoteForms {
    private QuoteForms() {}

    /** A device that is none yet. */
    public record QuoteItem(
            @NotNull @Schema(examples = "LAPTOP") DeviceCategory category,

            @NotNull @Schema(description = "Qui l'a donné. / Who gave it.", examples = "PUBLIC_BODY")
            DonorKind donorKind,

            @PositiveOrZero @Max(1_000_000) @Schema(
                    description =
                            "Son propre prix, en centimes d'euro ; alors tous en ont un. / Its own price, in euro cents; then all have one.")
            @Nullable Integer priceCents) {
        private Piece piece() {
            return new Piece(null, category, donorKind, priceCents);
        }
    }

    /** What is to be priced together: a pack, devices, and items that are none yet. */
    public record QuoteQuestion(
            @Schema(
                    description =
                            "Un pack ; son programme dit prix et plan. / A pack; its programme says price and plan.")
            @Nullable UUID pack,

            @Size(min = 1, max = 500) @UniqueElements
            @Schema(description = "Des appareils de votre stock. / Devices of your stock.", uniqueItems = true)
            @Nullable List<@NotNull UUID> devices,

            @Size(min = 1, max = 500) @Schema(
                    description = "Des appareils à titre d'essai. / Devices by way of trial.",
                    examples = "[{\"category\":\"LAPTOP\",\"donorKind\":\"PUBLIC_BODY\"}]")
            @Nullable List<@Valid @NotNull QuoteItem> items,

            @Schema(
                    description =
                            "Un programme dont le prix et le plan valent pour ces appareils. / A programme whose price and plan hold for these devices.")
            @Nullable UUID programme,

            @PositiveOrZero @Max(1_000_000) @Schema(
                    description =
                            "Ce que l'acheteur paierait, en centimes d'euro ; le prix du programme s'il manque. / What the buyer would pay, in euro cents; the programme's price when absent.",
                    examples = "5000")
            @Nullable Integer priceCents,

            @Size(max = 500) @Schema(
                    description =
                            "Le prix de chaque appareil ; le plafond est alors tenu appareil par appareil. / The price of each device; the cap is then held device by device.",
                    examples = "[]")
            @Nullable List<Forms.@Valid @NotNull DevicePriceForm> prices,

            @Within(yearsBack = 20, yearsAhead = 10)
            @Schema(
                    description =
                            "Le jour de la vente ; aujourd'hui s'il manque. / The day of the sale; today when absent.")
            @Nullable LocalDate on) {
        QuotePrice.Asked asked() {
            if (pack == null && devices == null && items == null) {
                throw Refusal.invalid(
                        "/pack",
                        "required",
                        "Donnez « pack », « devices » ou « items ».",
                        "Give \"pack\", \"devices\" or \"items\".");
            }
            return new QuotePrice.Asked(
                    pack,
                    devices == null ? List.of() : devices,
                    items == null
                            ? List.of()
                            : items.stream().map(QuoteItem::piece).toList(),
                    programme,
                    priceCents,
                    Forms.DevicePriceForm.prices(prices),
                    on);
        }
    }
}
