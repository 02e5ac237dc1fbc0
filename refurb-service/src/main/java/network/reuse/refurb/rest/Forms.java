package network.reuse.refurb.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.Grade;
import network.reuse.contracts.LockKind;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.Within;
import network.reuse.refurb.application.DispatchDevice;
import network.reuse.refurb.application.FitMedium;
import network.reuse.refurb.application.KeepTemplates;
import network.reuse.refurb.application.RecordWork.Step;
import network.reuse.refurb.domain.BenchStep;
import network.reuse.refurb.domain.Checklist;
import network.reuse.refurb.domain.Erasure;
import network.reuse.refurb.domain.ErasureMethod;
import network.reuse.refurb.domain.QualityRule;
import network.reuse.refurb.domain.Repair;
import network.reuse.refurb.domain.TemplateReference;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of refurb's commands. */
final class Forms {
    /** A reference that is no word: it has a figure, and no blank in it. */
    static final String STAFF_REF = "[A-Za-z._/-]*[0-9][A-Za-z0-9._/-]*";

    static final String WHO =
            "Qui l'a fait, par une référence opaque de l'atelier, d'au moins un chiffre et sans blanc ; ni nom, ni adresse e-mail, ni numéro"
                    + " de téléphone. Vous seuls la lisez (…/staff), un an au plus. / Who did it, by an opaque reference of the workshop's own,"
                    + " with a figure and without blanks; no name, no e-mail address, no telephone number. You alone read it (…/staff), for a"
                    + " year at most.";

    /** A language by two or three letters, with what narrows it. */
    static final String LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*";

    static final String WARRANTY =
            "La garantie propre de l'atelier, en plus de celle de la loi ; celle de sa règle si elle manque, 0 pour aucune. / The workshop's own"
                    + " warranty, beside what the law gives; that of its rule when absent, 0 for none.";

    static final String CHECKLIST =
            "Ce qui est là et en état ; « quality-criteria » dit ce que chaque catégorie demande. Un contrôle"
                    + " n'est pas réussi s'il y manque un élément demandé. Sans liste, l'appareil le dit : NOT_STATED. / What is there and works;"
                    + " \"quality-criteria\" says what each category needs. A check is not passed when one of those is missing. Without a"
                    + " checklist the device says so: NOT_STATED.";

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

    /** An erased medium of another device of the workshop that is fitted into the device. */
    public record Fitting(
            @NotNull @Schema(
                    description =
                            "L'appareil de votre atelier dont il vient. / The device of your workshop that it comes from.",
                    examples = "01985b32-7d20-7c44-8e02-91c7d2a40d17")
            UUID takenFrom,

            @NotBlank @Size(max = 200) @Schema(examples = "WD-WX11A2345678")
            String serialNumber,

            @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        FitMedium.Fitting into(UUID device) {
            return new FitMedium.Fitting(device, takenFrom, serialNumber, staffRef);
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

            @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Step step(String pointer) {
            return new Step(pointer, work(), staffRef, occurredAt);
        }

        BenchStep.Triage work() {
            return new BenchStep.Triage(
                    media == null
                            ? List.of()
                            : media.stream().map(MediumForm::found).toList(),
                    noStorage != null && noStorage);
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

            @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Step step(String pointer) {
            return new Step(pointer, work(), staffRef, occurredAt);
        }

        BenchStep work() {
            return new BenchStep.MediumErasure(serialNumber, run());
        }

        private Erasure run() {
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

            @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Step step(String pointer) {
            return new Step(pointer, work(), staffRef, occurredAt);
        }

        BenchStep work() {
            return new BenchStep.MediumDestruction(serialNumber, destroyedBy);
        }
    }

    /** What was mended. */
    public record RepairForm(
            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Batterie remplacée")
            String work,

            @Size(max = 50) @Schema(
                    description = "Les pièces qu'il a fallu. / The parts that it took. " + NoContact.DESCRIPTION,
                    examples = "[\"Batterie 68 Wh\"]")
            @Nullable List<@NotBlank @Size(max = 200) @NoContact String> parts,

            @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Step step(String pointer) {
            return new Step(pointer, mending(), staffRef, occurredAt);
        }

        BenchStep mending() {
            return new BenchStep.Mending(new Repair(work, parts == null ? List.of() : parts));
        }
    }

    /** The device's grade. */
    public record Grading(
            @NotNull @Schema(examples = "B") Grade grade,

            @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Step step(String pointer) {
            return new Step(pointer, work(), staffRef, occurredAt);
        }

        BenchStep work() {
            return new BenchStep.Grading(grade);
        }
    }

    /** The grade that the device should have been given. */
    public record GradeCorrection(
            @NotNull @Schema(examples = "C") Grade grade,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Rayure sur la coque")
            String reason,

            @Nullable Instant occurredAt) {}

    /** What is there and works. */
    public record ChecklistForm(
            @Schema(description = "Le chargeur ou le cordon. / The charger or the lead.", examples = "true") @Nullable Boolean charger,

            @Schema(description = "Le disque. / The disk.", examples = "true") @Nullable Boolean storage,

            @Schema(description = "Le système. / The system.", examples = "true") @Nullable Boolean system,

            @Schema(description = "La batterie. / The battery.", examples = "true") @Nullable Boolean battery) {
        Checklist stated() {
            Map<CheckItem, Boolean> stated = new EnumMap<>(CheckItem.class);
            put(stated, CheckItem.CHARGER, charger);
            put(stated, CheckItem.STORAGE, storage);
            put(stated, CheckItem.SYSTEM, system);
            put(stated, CheckItem.BATTERY, battery);
            return new Checklist(stated);
        }

        private static void put(Map<CheckItem, Boolean> stated, CheckItem item, @Nullable Boolean works) {
            if (works != null) {
                stated.put(item, works);
            }
        }
    }

    /** What a workshop holds its steps to. */
    public record QualityRuleForm(
            @NotNull @Schema(
                    description =
                            "Si aucun contrôle n'est réussi sans liste. / Whether no check passes without a checklist.",
                    examples = "true")
            Boolean checklistRequired,

            @NotNull @Schema(
                    description =
                            "Si chaque étape dit qui l'a faite (staffRef), de sorte que nul ne contrôle son propre travail. / Whether each step"
                                    + " says who did it (staffRef), so that nobody checks their own work.",
                    examples = "true")
            Boolean secondTechnician,

            @Min(0) @Max(120) @Schema(
                    description =
                            "La garantie que l'atelier donne, sauf mention contraire du contrôle ; aucune si elle manque. / The warranty that the"
                                    + " workshop gives unless a check says otherwise; none when absent.",
                    examples = "12")
            @Nullable Integer warrantyMonths,

            @Within(yearsBack = 1, yearsAhead = 1)
            @Schema(description = "À partir de quand ; maintenant si elle manque. / From when on; now when absent.")
            @Nullable Instant validFrom) {
        QualityRule rule() {
            return new QualityRule(checklistRequired, secondTechnician, warrantyMonths);
        }
    }

    /** What was installed. */
    public record InstallationForm(
            @NotNull @Schema(description = "Un modèle de votre atelier. / A template of your workshop's.")
            UUID templateId,

            @Min(1) @Max(1_000_000) @Schema(description = "La dernière si elle manque. / The latest when absent.", examples = "1")
            @Nullable Integer templateVersion,

            @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Step step(String pointer) {
            return new Step(pointer, work(), staffRef, occurredAt);
        }

        BenchStep.Installing work() {
            return new BenchStep.Installing(new TemplateReference(templateId, templateVersion), null);
        }
    }

    /** What a workshop installs on devices, under a name. */
    public record TemplateForm(
            @NotBlank @Size(max = 200) @NoContact
            @Schema(
                    description =
                            "Le même nom, à la casse et aux blancs près, en fait une nouvelle version. / The same name, whatever case and blanks,"
                                    + " makes a further version.",
                    examples = "Poste famille")
            String name,

            @NotBlank @Size(max = 200) @NoContact @Schema(description = NoContact.DESCRIPTION, examples = "Linux Mint")
            String system,

            @NotBlank @Size(max = 100) @NoContact @Schema(description = NoContact.DESCRIPTION, examples = "22.3")
            String systemVersion,

            @NotEmpty @Size(max = 20) @Schema(description = "Étiquettes BCP 47. / BCP 47 tags.", examples = "[\"fr\",\"uk\"]")
            List<@NotNull @Size(max = 35) @Pattern(regexp = LANGUAGE) String> languages,

            @Size(max = 100) @Schema(
                    description =
                            "Les logiciels, avec leur version s'il le faut. / The software, with its version if need be. "
                                    + NoContact.DESCRIPTION,
                    examples = "[\"LibreOffice 25.8\",\"Firefox ESR\"]")
            @Nullable List<@NotBlank @Size(max = 200) @NoContact String> software) {
        KeepTemplates.Content content() {
            return new KeepTemplates.Content(
                    name, system, systemVersion, languages, software == null ? List.of() : software);
        }
    }

    /** What quality control found. */
    public record QualityCheck(
            @NotNull @Schema(examples = "true") Boolean passed,

            @Size(max = 50) @Schema(
                    description =
                            "Ce qui a été trouvé ; rien si le contrôle est bon. / What was found; none when it passed. "
                                    + NoContact.DESCRIPTION,
                    examples = "[]")
            @Nullable List<@NotBlank @Size(max = 500) @NoContact String> faults,

            @Valid @Schema(description = CHECKLIST) @Nullable ChecklistForm checklist,

            @Min(0) @Max(120) @Schema(description = WARRANTY, examples = "12") @Nullable Integer warrantyMonths,

            @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Step step(String pointer) {
            return new Step(pointer, work(), staffRef, occurredAt);
        }

        BenchStep.QualityCheck work() {
            return new BenchStep.QualityCheck(
                    passed,
                    faults == null ? List.of() : faults,
                    checklist == null ? null : checklist.stated(),
                    warrantyMonths);
        }
    }

    /** What keeps the workshop from setting the device up. */
    public record LockForm(
            @NotNull @Schema(examples = "REMOTE_MANAGEMENT") LockKind kind,

            @Size(min = 1, max = 500) @NoContact
            @Schema(
                    description = "Ce qu'on en voit. / What is seen of it. " + NoContact.DESCRIPTION,
                    examples = "Écran d'inscription Intune")
            @Nullable String note,

            @Nullable Instant occurredAt) {}

    /** What a donor says of the request to release its device. */
    public record LockAnswer(
            @NotNull @Schema(
                    description = "Si votre organisation a fait sa part. / Whether your organisation did its part.",
                    examples = "false")
            Boolean released,

            @Size(min = 1, max = 500) @NoContact
            @Schema(
                    description =
                            "Pourquoi ce n'est pas possible ; rien sinon. Jamais un mot de passe. / Why it cannot be done; nothing"
                                    + " otherwise. Never a password. " + NoContact.DESCRIPTION,
                    examples = "Cet appareil ne figure pas dans notre parc")
            @Nullable String reason,

            @Nullable Instant occurredAt) {
        /** The reason; refused where one is missing, and where there is nothing to explain. */
        @Nullable String requireReason() {
            if (released == (reason != null)) {
                throw Refusal.invalid(
                        "/reason",
                        "release_unclear",
                        "Un appareil libéré n'a pas de raison de ne pas l'être ; sinon, donnez-la.",
                        "A device that is released has no reason not to be; otherwise, give it.");
            }
            return reason;
        }
    }

    /** The device is open. */
    public record Unlocking(@Nullable Instant occurredAt) {}

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
