package network.reuse.refurb.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent.Treatment;
import network.reuse.contracts.TreatmentMode;
import network.reuse.defaults.text.NoContact;
import network.reuse.refurb.domain.Pallet;
import network.reuse.refurb.domain.Pallet.Arrival;
import network.reuse.refurb.domain.Pallet.Departure;
import network.reuse.refurb.domain.Pallet.Weight;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of commands about pallets. */
final class PalletForms {
    private PalletForms() {}

    /** A pallet that is to be loaded. */
    public record PalletForm(
            @NotNull @Schema(description = "L'éco-organisme qui la recevra. / The eco-organism that will receive it.")
            UUID ecoOrganism,

            @NotBlank @Size(max = 20) @Schema(
                    description =
                            "Le code déchet (décision 2000/532/CE) de tout ce qu'elle porte. / The waste code (Decision 2000/532/EC) of all that is on it.",
                    examples = "20 01 35*")
            String wasteCode,

            @NotBlank @Size(max = 10) @Schema(
                    description = "La commune INSEE où elle est chargée. / The INSEE commune where it is loaded.",
                    examples = "67482")
            String commune,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description = "La référence de l'atelier. / The workshop's own reference.",
                    examples = "PAL-2026-09")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {}

    /** What is put on it. */
    public record Loading(
            @NotEmpty @Size(max = Pallet.MOST_DEVICES) @Schema(description = "Des appareils mis au rebut. / Scrapped devices.")
            List<@NotNull UUID> deviceIds,

            @Nullable Instant occurredAt) {}

    /** What is taken off it. */
    public record Unloading(
            @NotEmpty @Size(max = Pallet.MOST_DEVICES) @Schema(
                    description =
                            "Des appareils de la palette ; si elle est arrivée, ceux qui n'y étaient pas. / Devices of the pallet; of one that has arrived, those that were not on it.")
            List<@NotNull UUID> deviceIds,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Chargé sur la mauvaise palette")
            String reason,

            @Nullable Instant occurredAt) {}

    /** How it leaves. */
    public record DepartureForm(
            @NotNull @Positive @Max(Pallet.MOST_GRAMS) @Schema(
                    description =
                            "Le poids mesuré, palette comprise, en grammes. / What it weighs with the pallet, in grams.",
                    examples = "209500")
            Long grossGrams,

            @NotNull @PositiveOrZero @Max(Pallet.MOST_GRAMS) @Schema(
                    description =
                            "Le poids de la palette vide, cadre et film compris, en grammes. / What the empty pallet weighs with its frame and wrapping, in grams.",
                    examples = "25000")
            Long tareGrams,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description =
                            "La référence du bordereau qui l'accompagne, s'il y en a un. / The reference of the slip that goes with it, if there is one.",
                    examples = "BSD-20260910-7Q4K2M8HJ")
            @Nullable String slipRef,

            @Nullable Instant occurredAt) {
        Departure departure() {
            return new Departure(new Weight(grossGrams, tareGrams), slipRef);
        }
    }

    /** How it arrived. */
    public record ArrivalForm(
            @NotNull @Positive @Max(Pallet.MOST_GRAMS) @Schema(
                    description =
                            "La masse mesurée à l'arrivée, sans la palette, en grammes. / What was weighed at its arrival, without the pallet, in grams.",
                    examples = "184000")
            Long netGrams,

            @Size(max = Pallet.MOST_DEVICES) @Schema(
                    description =
                            "Les appareils du manifeste qui n'y étaient pas. / The devices of the manifest that were not on it.",
                    examples = "[]")
            @Nullable List<@NotNull UUID> missing,

            @Nullable Instant occurredAt) {
        Arrival arrival() {
            return new Arrival(netGrams, missing == null ? List.of() : missing);
        }
    }

    /** What became of a part of it. */
    public record TreatmentForm(
            @NotNull @Schema(examples = "RECYCLING") TreatmentMode mode,

            @Pattern(regexp = "R ([0-9]|1[0-3])|D ([1-9]|1[0-5])")
            @Schema(
                    description =
                            "Le code de l'opération (directive 2008/98/CE, annexes I et II ; R 0 : réemploi). / The operation's code (Directive 2008/98/EC, annexes I and II; R 0: reuse).",
                    examples = "R 4")
            @Nullable String operation,

            @NotNull @Positive @Max(Pallet.MOST_GRAMS) @Schema(examples = "150000")
            Long grams) {
        Treatment treatment() {
            return new Treatment(mode, operation, grams);
        }
    }

    /** What became of all that was on it. */
    public record TreatmentsForm(
            @NotEmpty @Size(max = 50) @Schema(description = "En tout, pas plus que la masse reçue. / In all, no more than was received.")
            List<@Valid @NotNull TreatmentForm> treatments,

            @Nullable Instant occurredAt) {
        List<Treatment> said() {
            return treatments.stream().map(TreatmentForm::treatment).toList();
        }
    }
}
