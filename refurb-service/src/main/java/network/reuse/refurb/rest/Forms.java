package network.reuse.refurb.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Grade;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.Within;
import network.reuse.refurb.application.DispatchDevice;
import network.reuse.refurb.application.RecordWork.Step;
import network.reuse.refurb.domain.BenchStep;
import network.reuse.refurb.domain.Erasure;
import network.reuse.refurb.domain.ErasureMethod;
import network.reuse.refurb.domain.Repair;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of refurb's commands. */
final class Forms {
    private Forms() {}

    /** The workshop holds the device. */
    public record Reception(@Nullable Instant occurredAt) {}

    /** The workshop holds all of these. */
    public record Receptions(
            @NotEmpty @Size(max = 10_000) @Schema(description = "Les appareils déchargés. / The devices that were unloaded.")
            List<@NotNull UUID> deviceIds,

            @Nullable Instant occurredAt) {}

    /** A storage medium that was found. */
    public record MediumForm(
            @NotBlank @Size(max = 200) @Schema(examples = "WD-WX11A2345678")
            String serialNumber,

            @NotNull @Schema(examples = "SSD") MediumKind kind,

            @NotNull @Positive @Max(1_000_000_000_000_000L) @Schema(description = "Sa capacité. / Its capacity.", examples = "256060514304")
            Long bytes) {
        RefurbEvent.Medium found() {
            return new RefurbEvent.Medium(serialNumber, kind, bytes);
        }
    }

    /** A storage medium that joins those of the device. */
    public record MediumAddition(
            @NotBlank @Size(max = 200) @Schema(examples = "WD-WX11A2345678")
            String serialNumber,

            @NotNull @Schema(examples = "SSD") MediumKind kind,

            @NotNull @Positive @Max(1_000_000_000_000_000L) @Schema(description = "Sa capacité. / Its capacity.", examples = "256060514304")
            Long bytes,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Second disque trouvé sous la batterie")
            String reason,

            @Nullable Instant occurredAt) {
        RefurbEvent.Medium found() {
            return new RefurbEvent.Medium(serialNumber, kind, bytes);
        }
    }

    /** A storage medium that had been described wrongly. */
    public record MediumCorrection(
            @NotBlank @Size(max = 200) @Schema(description = "Tel qu'il était décrit. / As it was described.", examples = "WD-WX11A2345678")
            String serialNumber,

            @NotNull @Valid @Schema(description = "Tel qu'il est. / As it is.")
            MediumForm now,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Un chiffre manquait")
            String reason,

            @Nullable Instant occurredAt) {}

    /** What storage the device holds. */
    public record Triage(
            @Size(max = 32) @Schema(
                    description =
                            "Tous les supports de l'appareil ; vide seulement avec noStorage. / Every medium in the device; empty only with noStorage.")
            @Nullable List<@Valid @NotNull MediumForm> media,

            @Schema(
                    description =
                            "L'atelier atteste que l'appareil ne contient aucun support. / The workshop attests that the device holds no storage.",
                    examples = "false")
            @Nullable Boolean noStorage,

            @Nullable Instant occurredAt) {
        List<RefurbEvent.Medium> found() {
            return media == null
                    ? List.of()
                    : media.stream().map(MediumForm::found).toList();
        }

        boolean attested() {
            return noStorage != null && noStorage;
        }
    }

    /** One run of an erasure. */
    public record ErasureForm(
            @NotBlank @Size(max = 200) @Schema(examples = "WD-WX11A2345678")
            String serialNumber,

            @NotNull @Schema(examples = "SANITIZE_CRYPTO_ERASE")
            ErasureMethod method,

            @NotBlank @Size(max = 200) @Schema(description = "L'outil et sa version. / The tool with its version.", examples = "nwipe 0.38")
            String tool,

            @NotNull @PositiveOrZero @Max(Erasure.MOST_BYTES) @Schema(examples = "256060514304")
            Long bytesErased,

            @NotNull @PositiveOrZero @Max(Erasure.MOST_ERRORS) @Schema(description = "Les erreurs, de toute sorte. / Errors of any kind.", examples = "0")
            Long errors,

            @NotNull @Schema(
                    description =
                            "Si la dernière passe au moins a été relue. / Whether at least the last pass was read back.",
                    examples = "true")
            Boolean verified,

            @NotNull @Schema(
                    description =
                            "S'il reste des secteurs que l'outil n'a pas pu atteindre (HPA, DCO). / Whether sectors remain that the tool could not reach (HPA, DCO).",
                    examples = "false")
            Boolean hiddenSectors,

            @NotNull @Schema(description = "Comment l'effacement s'est terminé. / How the run ended.", examples = "ERASED")
            Erasure.Outcome status,

            @Nullable Instant occurredAt) {
        Step step(String pointer) {
            return new Step(pointer, new BenchStep.MediumErasure(serialNumber, run()), occurredAt);
        }

        Erasure run() {
            return new Erasure(method, tool, bytesErased, errors, verified, hiddenSectors, status, null);
        }
    }

    /** A medium does not exist any more. */
    public record Destruction(
            @NotBlank @Size(max = 200) @Schema(examples = "WD-WX11A2345678")
            String serialNumber,

            @Schema(
                    description =
                            "L'organisation qui l'a détruit ; l'atelier si elle manque. / The organisation that destroyed it; the workshop itself when absent.")
            @Nullable UUID destroyedBy,

            @Nullable Instant occurredAt) {}

    /** What was mended. */
    public record RepairForm(
            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Batterie remplacée")
            String work,

            @Size(max = 50) @Schema(
                    description = "Les pièces qu'il a fallu. / The parts that it took. " + NoContact.DESCRIPTION,
                    examples = "[\"Batterie 68 Wh\"]")
            @Nullable List<@NotBlank @Size(max = 200) @NoContact String> parts,

            @Nullable Instant occurredAt) {
        Repair repair() {
            return new Repair(work, parts == null ? List.of() : parts);
        }
    }

    /** The device's grade. */
    public record Grading(
            @NotNull @Schema(examples = "B") Grade grade,
            @Nullable Instant occurredAt) {}

    /** The grade that the device should have been given. */
    public record GradeCorrection(
            @NotNull @Schema(examples = "C") Grade grade,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Rayure sur la coque")
            String reason,

            @Nullable Instant occurredAt) {}

    /** What quality control found. */
    public record QualityCheck(
            @NotNull @Schema(examples = "true") Boolean passed,

            @Size(max = 50) @Schema(
                    description =
                            "Ce qui a été trouvé ; rien si le contrôle est bon. / What was found; none when it passed. "
                                    + NoContact.DESCRIPTION,
                    examples = "[]")
            @Nullable List<@NotBlank @Size(max = 500) @NoContact String> faults,

            @Nullable Instant occurredAt) {
        List<String> found() {
            return faults == null ? List.of() : faults;
        }
    }

    /** Who is to sign for the device. */
    public record Dispatch(
            @NotNull @Schema(description = "L'organisation qui signe pour lui. / The organisation that signs for it.")
            UUID recipient,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description =
                            "La référence de l'expédition à l'atelier. / The workshop's own reference of the shipment.",
                    examples = "BL-2026-117")
            @Nullable String shipmentRef,

            @Nullable Instant occurredAt) {
        DispatchDevice.Shipment shipment() {
            return new DispatchDevice.Shipment(recipient, shipmentRef);
        }
    }

    /** Who is to sign for all of these. */
    public record Dispatches(
            @NotEmpty @Size(max = 10_000) @Schema(description = "Les appareils chargés. / The devices that were loaded.")
            List<@NotNull UUID> deviceIds,

            @NotNull @Schema(description = "L'organisation qui signe pour eux. / The organisation that signs for them.")
            UUID recipient,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description =
                            "La référence de l'expédition à l'atelier. / The workshop's own reference of the shipment.",
                    examples = "BL-2026-117")
            @Nullable String shipmentRef,

            @Nullable Instant occurredAt) {
        DispatchDevice.Shipment shipment() {
            return new DispatchDevice.Shipment(recipient, shipmentRef);
        }
    }

    /** The medium that the evidence is about. */
    public record EvidenceAssignment(
            @NotNull @Schema(description = "L'appareil à l'établi. / The device on the bench.")
            UUID deviceId,

            @NotBlank @Size(max = 200) @Schema(description = "Son support. / Its medium.", examples = "WD-WX11A2345678")
            String serialNumber,

            @Size(min = 1, max = 200) @NoContact
            @Schema(
                    description =
                            "Pourquoi c'est ce support, quand la preuve nomme un disque d'un autre numéro. / Why it is this medium, when the"
                                    + " evidence names a drive of another number. " + NoContact.DESCRIPTION,
                    examples = "Boîtier USB : le journal en donne le numéro")
            @Nullable String matchedBy) {}

    /** How far a donor wants the media of its devices erased at least. */
    public record ErasureMinimum(
            @NotNull @Schema(examples = "PURGE") SanitisationLevel level,

            @Within(yearsBack = 1, yearsAhead = 1)
            @Schema(description = "À partir de quand ; maintenant si elle manque. / From when on; now when absent.")
            @Nullable Instant validFrom) {}

    /** Why the evidence is about nothing of the workshop's. */
    public record EvidenceDismissal(
            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Disque d'essai de l'atelier")
            String reason) {}
}
