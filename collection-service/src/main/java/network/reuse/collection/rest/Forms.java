package network.reuse.collection.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.application.CorrectRegistration;
import network.reuse.collection.domain.Claim;
import network.reuse.collection.domain.LegalQuality;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Purchase;
import network.reuse.collection.domain.Run;
import network.reuse.collection.domain.Visit;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.SupplyCondition;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.Within;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of collection's commands. */
final class Forms {
    private Forms() {}

    /** So many of a category. */
    public record QuantityForm(
            @NotNull @Schema(examples = "LAPTOP") DeviceCategory category,

            @NotNull @PositiveOrZero @Max(100_000) @Schema(examples = "120")
            Integer count) {}

    /** A donor's offer. */
    public record Offer(
            @NotNull @Schema(description = "L'organisation à qui il est proposé. / The organisation it is offered to.")
            UUID recipient,

            @NotBlank @Size(min = 5, max = 5) @Schema(
                    description =
                            "Code INSEE de la commune de l'enlèvement. / INSEE code of the commune of the pickup.",
                    examples = "67482")
            String commune,

            @NotEmpty @Size(max = 20) List<@Valid @NotNull QuantityForm> quantities,

            @Schema(
                    description =
                            "Votre site où il est enlevé, dans cette commune ; seul le transporteur réservé saura comment le joindre."
                                    + " / Your site where it is fetched, in this commune; the carrier that is booked alone learns how to reach it.")
            @Nullable UUID site,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(description = "La référence du donneur. / The donor's own reference.", examples = "DSI-2026-017")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {}

    /** What an organisation bought and has received. */
    public record Supply(
            @Schema(
                    description =
                            "Le fournisseur, s'il est au registre du réseau. / The supplier, where it is in the network's register.")
            @Nullable UUID supplier,

            @Size(min = 1, max = 200) @NoContact
            @Schema(
                    description = "Son nom, s'il n'est pas au registre. / Its name, where it is not in the register.",
                    examples = "Hewlett-Packard France")
            @Nullable String supplierName,

            @Size(min = 14, max = 20) @Schema(
                    description =
                            "Son SIRET, s'il n'est pas au registre. / Its SIRET, where it is not in the register.",
                    examples = "73282932000074")
            @Nullable String supplierSiret,

            @NotNull @Schema(description = "Neuf ou d'occasion. / New or used.", examples = "NEW")
            SupplyCondition condition,

            @NotBlank @Size(max = 100) @NoContact(allowsDocumentNumber = true)
            @Schema(description = "Le numéro de la facture. / The invoice's number.", examples = "FA-2026-1187")
            String invoiceRef,

            @NotNull @Within(yearsBack = 20, yearsAhead = 1)
            @Schema(description = "La date de la facture. / The invoice's date.", examples = "2026-09-01")
            LocalDate invoicedOn,

            @NotBlank @Size(min = 5, max = 5) @Schema(
                    description =
                            "Code INSEE de la commune où il est reçu. / INSEE code of the commune where it is received.",
                    examples = "67482")
            String commune,

            @Schema(
                    description =
                            "L'atelier où il va ; l'acheteur s'il manque. / The workshop that it goes to; the buyer when absent.")
            @Nullable UUID workshop,

            @NotEmpty @Size(max = 20) List<@Valid @NotNull QuantityForm> quantities,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description = "La référence de l'acheteur. / The buyer's own reference.",
                    examples = "ACHAT-2026-04")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        Purchase purchase() {
            return new Purchase(condition, supplierName, supplierSiret, invoiceRef, invoicedOn);
        }
    }

    /** The recipient's yes. */
    public record Acceptance(
            @Schema(
                    description =
                            "Où il va ; chez le destinataire s'il manque. / Where it goes; the recipient itself when absent.")
            @Nullable UUID workshop,

            @Size(min = 1, max = 20) @Schema(
                    description =
                            "Ce qui est convenu ; l'offre si cela manque. / What is agreed; the offer when absent.")
            @Nullable List<@Valid @NotNull QuantityForm> quantities,

            @Nullable Instant occurredAt) {}

    /** What a coordinator decides on a lot that is offered. */
    public record Assignment(
            @NotNull @Schema(
                    description = "L'atelier qui le reçoit et en devient le destinataire."
                            + " / The workshop that receives it and becomes its recipient.")
            UUID workshop,

            @Size(min = 1, max = 20) @Schema(
                    description =
                            "Ce qui est convenu ; l'offre si cela manque. / What is agreed; the offer when absent.")
            @Nullable List<@Valid @NotNull QuantityForm> quantities,

            @Size(min = 1, max = 500) @NoContact
            @Schema(
                    description =
                            "Exigé quand ce n'est pas l'atelier à qui il est proposé. / Required where it is not the workshop that it"
                                    + " is offered to. " + NoContact.DESCRIPTION,
                    examples = "Le premier atelier est plein")
            @Nullable String reason,

            @Nullable Instant occurredAt) {}

    /** How many machines a workshop takes in a week. */
    public record WorkshopCapacity(
            @NotNull @Min(0) @Max(100_000) @Schema(examples = "60")
            Integer machinesPerWeek,

            @NotNull @Within(yearsBack = 1, yearsAhead = 2)
            @Schema(description = "Depuis quel jour. / From which day on.", examples = "2026-12-01")
            LocalDate from) {}

    /** The donor's yes to the gift agreement. */
    public record DonorSignatureForm(
            @Min(0) @Max(100_000_00) @Schema(
                    description =
                            "Ce que vaut l'appareil le plus cher, en centimes ; exigé d'une personne publique, 30000 au plus. / What"
                                    + " the most valuable device is worth, in cents; required of a public body, 30000 at most.",
                    examples = "25000")
            @Nullable Integer highestUnitCents,

            @Nullable Instant occurredAt) {}

    /** The recipient's yes to the gift agreement. */
    public record RecipientSignatureForm(
            @NotNull @Schema(
                    description =
                            "À quel titre vous recevez le don (CG3P art. L. 3212-2 et L. 3212-3) ; OTHER ne reçoit rien d'une personne"
                                    + " publique. / As what you take the gift; OTHER takes none of a public body.",
                    examples = "ESUS_REUSE_BODY")
            LegalQuality legalQuality,

            @NotNull @Schema(
                    description =
                            "Vous vous engagez au réemploi, et à en justifier (loi REEN art. 16). / You commit yourself to reuse, and"
                                    + " to justify it.",
                    examples = "true")
            Boolean commitsToReuse,

            @Nullable Instant occurredAt) {}

    /** Who fetches the lot, and when. */
    public record Pickup(
            @NotNull UUID carrier,

            @NotNull @Within(yearsBack = 1, yearsAhead = 2) @Schema(description = "Dès quand. / From when on.")
            Instant from,

            @NotNull @Within(yearsBack = 1, yearsAhead = 2)
            @Schema(
                    description = "Après from, de " + Lot.LONGEST_PICKUP_DAYS + " jours au plus. / After from, by "
                            + Lot.LONGEST_PICKUP_DAYS + " days at most.")
            Instant until,

            @Schema(
                    description =
                            "Un site du donateur, qu'il vous a dit ; celui de l'enlèvement précédent ou de l'offre si cela manque."
                                    + " Le transporteur saura comment le joindre, vous non. / A site of the donor's, which it told you; that of"
                                    + " the pickup before or of the offer when absent. The carrier learns how to reach it, you do not.")
            @Nullable UUID site,

            @Nullable Instant occurredAt) {}

    /** When the carrier comes instead. */
    public record PickupMove(
            @NotNull @Within(yearsBack = 1, yearsAhead = 2) @Schema(description = "Dès quand. / From when on.")
            Instant from,

            @NotNull @Within(yearsBack = 1, yearsAhead = 2)
            @Schema(
                    description = "Après from, de " + Lot.LONGEST_PICKUP_DAYS + " jours au plus. / After from, by "
                            + Lot.LONGEST_PICKUP_DAYS + " days at most.")
            Instant until,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Le quai est fermé ce matin-là")
            String reason,

            @Nullable Instant occurredAt) {}

    /** When a carrier comes for one lot. */
    public record StopForm(
            @NotNull @Schema(
                    description = "Un lot dont l'enlèvement est réservé chez vous."
                            + " / A lot of which the pickup is booked with you.")
            UUID lot,

            @NotNull @Within(yearsBack = 1, yearsAhead = 2) Instant from,

            @NotNull @Within(yearsBack = 1, yearsAhead = 2) Instant until) {
        Visit visit() {
            return new Visit(lot, from, until);
        }
    }

    /** How a carrier fetches several lots, one after the other. */
    public record RunForm(
            @NotBlank @Size(max = 100) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description = "Votre référence du véhicule. / Your own reference of the vehicle.",
                    examples = "UTILITAIRE-3")
            String vehicleRef,

            @Size(min = 1, max = 100) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description =
                            "Votre référence de l'équipage, jamais un nom. / Your own reference of the crew, never a name.",
                    examples = "EQ-12")
            @Nullable String crewRef,

            @NotEmpty @Size(max = Run.MOST_VISITS) List<@Valid @NotNull StopForm> stops,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description = "La référence du transporteur. / The carrier's own reference.",
                    examples = "TOURNEE-2026-48-A")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {}

    /** How it goes instead; with the same vehicle and the same crew where no other is named. */
    public record RunMove(
            @Size(min = 1, max = 100) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description =
                            "Un autre véhicule ; le même si cela manque. / Another vehicle; the same when absent.",
                    examples = "UTILITAIRE-4")
            @Nullable String vehicleRef,

            @Size(min = 1, max = 100) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description = "Un autre équipage ; le même si cela manque. / Another crew; the same when absent.",
                    examples = "EQ-12")
            @Nullable String crewRef,

            @NotEmpty @Size(max = Run.MOST_VISITS) List<@Valid @NotNull StopForm> stops,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Véhicule en panne")
            String reason,

            @Nullable Instant occurredAt) {}

    static List<Visit> visits(List<StopForm> stops) {
        return stops.stream().map(StopForm::visit).toList();
    }

    /** What was counted. */
    public record Count(
            @NotEmpty @Size(max = 20) List<@Valid @NotNull QuantityForm> quantities,
            @Nullable Instant occurredAt) {}

    /** What was counted as a lot changed hands, and whose the other hand is. */
    public record Signature(
            @NotEmpty @Size(max = 20) List<@Valid @NotNull QuantityForm> quantities,

            @Schema(
                    description =
                            "L'organisation envers laquelle vous signez : 409 another_counterpart si ce n'est plus elle."
                                    + " / The organisation that you sign towards: 409 another_counterpart when it is another by now.")
            @Nullable UUID counterpart,

            @Nullable Instant occurredAt) {}

    /** What became of disputed devices. */
    public record SettlementForm(
            @NotNull @Schema(examples = "LAPTOP") DeviceCategory category,

            @NotNull @Schema(
                    description =
                            "Retrouvés chez qui a le lot, jamais donnés par qui l'avait avant (tous ceux qui les ont"
                                    + " comptés le disent), ou perdus."
                                    + " / Found with whoever holds the lot, never given by whoever held it before (all who counted"
                                    + " them say so), or lost.",
                    examples = "FOUND")
            DiscrepancyOutcome outcome,

            @Min(1) @Max(100_000) @Schema(
                    description = "Combien ; tous ceux qui restent à régler si cela manque."
                            + " / How many; all that are left to be settled when absent.",
                    examples = "1")
            @Nullable Integer count,

            @Schema(
                    description = "L'organisation dont c'est le fait ; la vôtre si cela manque."
                            + " / The organisation whose doing it is; yours when absent.")
            @Nullable UUID by,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Un portable était resté dans la caisse des écrans")
            String reason,

            @Nullable Instant occurredAt) {
        Claim claim(UUID saidBy) {
            return new Claim(category, outcome, count, by, saidBy, reason);
        }
    }

    /** What had been counted wrongly. */
    public record Correction(
            @NotEmpty @Size(max = 20) List<@Valid @NotNull QuantityForm> quantities,

            @NotBlank @Size(max = 500) @NoContact @Schema(description = NoContact.DESCRIPTION)
            String reason,

            @Nullable Instant occurredAt) {}

    /** Where the lot goes after all. */
    public record WorkshopCorrection(
            @NotNull @Schema(description = "L'atelier où il va. / The workshop that it goes to.")
            UUID workshop,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Le premier atelier est plein")
            String reason,

            @Nullable Instant occurredAt) {}

    /** What a device should have been registered as; what is left out was right. */
    public record RegistrationCorrection(
            @Nullable DeviceCategory category,

            @Size(min = 1, max = 200) @Schema(examples = "Dell") @Nullable String manufacturer,

            @Size(min = 1, max = 200) @NoContact @Schema(examples = "Latitude 5410") @Nullable String model,

            @Size(min = 1, max = 200) @Schema(examples = "5CG0123ABC") @Nullable String serialNumber,

            @Size(min = 1, max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(description = NoContact.DESCRIPTION, examples = "PC-04711")
            @Nullable String partnerRef,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Modèle mal lu sur l'étiquette")
            String reason,

            @Nullable Instant occurredAt) {
        CorrectRegistration.Amendment amendment() {
            return new CorrectRegistration.Amendment(category, manufacturer, model, serialNumber, partnerRef);
        }
    }

    static List<Quantity> quantities(List<QuantityForm> forms) {
        return forms.stream()
                .map(form -> new Quantity(form.category(), form.count()))
                .toList();
    }
}
