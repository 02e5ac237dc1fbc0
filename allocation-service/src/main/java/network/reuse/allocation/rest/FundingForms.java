package network.reuse.allocation.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.application.funding.CallFunds;
import network.reuse.allocation.application.funding.OpenEnvelope;
import network.reuse.allocation.application.funding.PlanCoFinancing;
import network.reuse.allocation.application.funding.SignAgreement;
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.Within;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** The bodies of commands about money. */
final class FundingForms {
    private static final long MOST = 10_000_000_000L;

    private FundingForms() {}

    /** A funder's envelope. */
    public record EnvelopeOpening(
            @NotNull @Schema(description = "L'organisation qui finance. / The organisation that pays.")
            UUID funder,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(
                    description = "Pour quoi l'argent est donné. / What the money is for.",
                    examples = "Un ordinateur pour cent familles")
            String purpose,

            @NotNull @Positive @Max(MOST) @Schema(description = "Le plafond, en centimes d'euro. / The ceiling, in euro cents.", examples = "1500000")
            Long ceilingCents,

            @NotNull @Within(yearsBack = 20, yearsAhead = 10)
            @Schema(description = "Le premier jour. / The first day.", examples = "2026-09-01")
            LocalDate from,

            @NotNull @Within(yearsBack = 20, yearsAhead = 100)
            @Schema(description = "Le dernier jour. / The last day.", examples = "2026-12-31")
            LocalDate until,

            @NotBlank @Size(min = 5, max = 5) @Schema(
                    description = "Code INSEE de la commune du porteur. / INSEE code of the sponsor's commune.",
                    examples = "63113")
            String commune,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description =
                            "La référence du porteur, telle celle de la convention. / The sponsor's own reference, such as the agreement's.",
                    examples = "CONV-2026-07")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        OpenEnvelope.Terms terms() {
            return new OpenEnvelope.Terms(funder, purpose, ceilingCents, from, until, commune, partnerRef);
        }
    }

    /** What of an envelope is to be otherwise. */
    public record EnvelopeAmendment(
            @Positive @Max(MOST) @Schema(
                    description =
                            "Le plafond, jamais en dessous de ce qui est engagé. / The ceiling, never below what is committed.",
                    examples = "1800000")
            @Nullable Long ceilingCents,

            @Within(yearsBack = 20, yearsAhead = 10)
            @Schema(description = "Le premier jour. / The first day.", examples = "2026-09-01")
            @Nullable LocalDate from,

            @Within(yearsBack = 20, yearsAhead = 100)
            @Schema(description = "Le dernier jour. / The last day.", examples = "2027-01-31")
            @Nullable LocalDate until,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Avenant n° 1")
            String reason,

            @Nullable Instant occurredAt) {
        OpenEnvelope.Amendment asked() {
            return new OpenEnvelope.Amendment(ceilingCents, from, until, reason);
        }
    }

    /** Something that a funder gave besides money. */
    public record InKindContribution(
            @NotBlank @Size(max = 200) @NoContact @Schema(examples = "Salle de remise, deux jours")
            String what,

            @Positive @Max(MOST) @Schema(
                    description =
                            "Ce que cela vaut selon qui le donne ; le réseau ne l'estime pas. / What its giver says it is worth; the network does not value it.",
                    examples = "40000")
            @Nullable Long valueCents,

            @Nullable Instant occurredAt) {}

    /** What was paid back. */
    public record FundRefund(
            @NotNull @Positive @Max(MOST) @Schema(
                    description =
                            "Au plus l'avoir du financeur, en centimes d'euro. / At most the funder's credit, in euro cents.",
                    examples = "15000")
            Long cents,

            @Nullable Instant occurredAt) {}

    /** What an envelope bears of a pack. */
    public record EnvelopeShareForm(
            @NotNull @Schema(
                    description =
                            "Une enveloppe que votre organisation a ouverte. / An envelope that your organisation opened.")
            UUID envelope,

            @Positive @Max(1_000_000) @Schema(
                    description =
                            "Sa part, en centimes d'euro ; si aucune ne la dit, le reste du coût est partagé à parité. / Its share, in euro cents; when none says it, the rest of the cost is shared at parity.",
                    examples = "15000")
            @Nullable Integer cents) {}

    /** Who pays what of a programme's packs. */
    public record CoFinancingPlan(
            @Positive @Max(3_000_000) @Schema(
                    description =
                            "Ce que coûte un pack, en centimes d'euro ; à dire quand les parts sont à parité, sinon la somme des parts. / What a pack costs, in euro cents; to be said when shares are at parity, otherwise the sum of the shares.",
                    examples = "25000")
            @Nullable Integer costCents,

            @PositiveOrZero @Max(1_000_000) @Schema(
                    description =
                            "Ce que le porteur prend à sa charge ; 0 s'il manque. / What the sponsor bears; 0 when absent.",
                    examples = "5000")
            @Nullable Integer ownCents,

            @NotEmpty @Size(max = 20) List<@Valid @NotNull EnvelopeShareForm> envelopes,

            @Nullable Instant occurredAt) {
        PlanCoFinancing.Asked asked() {
            return new PlanCoFinancing.Asked(
                    costCents,
                    ownCents == null ? 0 : ownCents,
                    envelopes.stream()
                            .map(share -> new CoFinancing.Asked(share.envelope(), share.cents()))
                            .toList());
        }
    }

    /** A call for funds. */
    public record FundCall(
            @NotNull @Schema(description = "Le financeur à qui l'appel s'adresse. / The funder that it is addressed to.")
            UUID funder,

            @Size(max = 100) @UniqueElements
            @Schema(
                    description =
                            "De ces enveloppes seulement ; de toutes les siennes s'il manque. / Of these envelopes alone; of all of its own when absent.",
                    uniqueItems = true)
            @Nullable List<@NotNull UUID> envelopes,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(description = "La référence du porteur. / The sponsor's own reference.", examples = "AF-2026-03")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        CallFunds.Terms terms() {
            return new CallFunds.Terms(funder, envelopes, partnerRef);
        }
    }

    /** A payment of a call. */
    public record FundSettlement(
            @Positive @Max(MOST) @Schema(
                    description =
                            "Ce qui est payé, en centimes d'euro ; tout ce qui reste s'il manque. / What is paid, in euro cents; all that is left when absent.",
                    examples = "15000")
            @Nullable Long cents,

            @Nullable Instant occurredAt) {}

    /** A payment of a call that was recorded by mistake. */
    public record SettlementCorrectionForm(
            @NotNull @Positive @Max(MOST) @Schema(
                    description = "Ce qui n'a pas été payé, en centimes d'euro. / What was not paid, in euro cents.",
                    examples = "15000")
            Long cents,

            @NotBlank @Size(max = 500) @NoContact @Schema(examples = "Virement d'un autre dossier")
            String reason,

            @Nullable Instant occurredAt) {}

    /** A part of a service. */
    public record PartForm(
            @NotBlank @Size(max = 200) @NoContact @Schema(examples = "Diagnostic du territoire")
            String what,

            @NotNull @Within(yearsBack = 20, yearsAhead = 10)
            @Schema(
                    description = "Le jour convenu de la livraison. / The day agreed for its delivery.",
                    examples = "2026-12-15")
            LocalDate dueOn,

            @NotNull @Min(20) @Max(1_000_000_000) @Schema(description = "En centimes d'euro. / In euro cents.", examples = "1704000")
            Integer cents) {}

    /** A service that funders pay for. */
    public record FundingAgreement(
            @NotBlank @Size(max = 200) @NoContact
            @Schema(examples = "Plan d'inclusion numérique des quartiers prioritaires")
            String title,

            @NotEmpty @Size(max = 20) @UniqueElements
            @Schema(
                    description =
                            "Les enveloppes qui paient, à parité, de votre organisation. / The envelopes that pay, at parity, of your organisation's.",
                    uniqueItems = true)
            List<@NotNull UUID> envelopes,

            @NotEmpty @Size(max = 50) List<@Valid @NotNull PartForm> deliverables,

            @NotBlank @Size(min = 5, max = 5) @Schema(
                    description = "Code INSEE de la commune du porteur. / INSEE code of the sponsor's commune.",
                    examples = "59392")
            String commune,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(description = "La référence du porteur. / The sponsor's own reference.", examples = "CV-2026-12")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        SignAgreement.Terms terms() {
            return new SignAgreement.Terms(
                    title,
                    envelopes,
                    deliverables.stream()
                            .map(part -> new SignAgreement.Part(part.what(), part.dueOn(), part.cents()))
                            .toList(),
                    commune,
                    partnerRef);
        }
    }

    /** Which part of a service it is about. */
    public record DeliverableForm(
            @NotNull @Schema(description = "Un livrable de la convention. / A deliverable of the agreement.")
            UUID deliverable,

            @Nullable Instant occurredAt) {}
}
