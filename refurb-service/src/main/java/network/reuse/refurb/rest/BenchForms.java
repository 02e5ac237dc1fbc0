package network.reuse.refurb.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import network.reuse.contracts.Grade;
import network.reuse.defaults.text.NoContact;
import network.reuse.refurb.application.RecordWork.Step;
import network.reuse.refurb.application.RecordWork.Work;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies in which a bench tells of many devices at once; a row's version is the one that was read, or is left out. */
final class BenchForms {
    private static final String VERSION =
            "La version qui a été lue ; si elle manque, toutes conviennent. / The version that was read; left out, any will do.";
    private static final String OCCURRED_AT =
            "Quand cela s'est passé, pour les lignes qui ne le disent pas. / When it happened, for the rows that do not tell it.";

    private BenchForms() {}

    /** The media of many devices. */
    public record Triages(
            @NotEmpty @Size(max = 10_000) List<@Valid @NotNull TriageRow> rows,
            @Schema(description = OCCURRED_AT) @Nullable Instant occurredAt) {
        List<Work> works() {
            return numbered(rows, (pointer, row) -> row.work(pointer, occurredAt));
        }
    }

    /** The media of one device. */
    public record TriageRow(
            @NotNull UUID deviceId,

            @Positive @Max(9_007_199_254_740_991L) @Schema(description = VERSION) @Nullable Long version,

            @Size(max = 32) @Schema(
                    description =
                            "Tous les supports de l'appareil ; vide seulement avec noStorage. / Every medium in the device; empty only with noStorage.")
            @Nullable List<Forms.@Valid @NotNull MediumForm> media,

            @Schema(
                    description =
                            "L'atelier atteste que l'appareil ne contient aucun support. / The workshop attests that the device holds no storage.",
                    examples = "false")
            @Nullable Boolean noStorage,

            @Size(max = 40) @Pattern(regexp = Forms.STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = Forms.WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Work work(String pointer, @Nullable Instant ofAll) {
            Forms.Triage triage = new Forms.Triage(media, noStorage, staffRef, occurredAt);
            return new Work(pointer, deviceId, version, ofAll, List.of(triage.step("")));
        }
    }

    /** Erasures on the media of many devices. */
    public record Erasures(
            @NotEmpty @Size(max = 10_000) List<@Valid @NotNull ErasureRow> rows,
            @Schema(description = OCCURRED_AT) @Nullable Instant occurredAt) {
        List<Work> works() {
            return numbered(
                    rows,
                    (pointer, row) -> new Work(
                            pointer,
                            row.deviceId(),
                            row.version(),
                            occurredAt,
                            List.of(row.erasure().step("/erasure"))));
        }
    }

    /** An erasure on a medium of one device. */
    public record ErasureRow(
            @NotNull UUID deviceId,

            @Positive @Max(9_007_199_254_740_991L) @Schema(description = VERSION) @Nullable Long version,

            @NotNull @Valid Forms.ErasureForm erasure) {}

    /** Repairs of many devices. */
    public record Repairs(
            @NotEmpty @Size(max = 10_000) List<@Valid @NotNull RepairRow> rows,
            @Schema(description = OCCURRED_AT) @Nullable Instant occurredAt) {
        List<Work> works() {
            return numbered(
                    rows,
                    (pointer, row) ->
                            new Work(pointer, row.deviceId(), row.version(), occurredAt, List.of(row.step())));
        }
    }

    /** What was mended of one device. */
    public record RepairRow(
            @NotNull UUID deviceId,

            @Positive @Max(9_007_199_254_740_991L) @Schema(description = VERSION) @Nullable Long version,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Batterie remplacée")
            String work,

            @Size(max = 50) @Schema(
                    description = "Les pièces qu'il a fallu. / The parts that it took. " + NoContact.DESCRIPTION,
                    examples = "[\"Batterie 68 Wh\"]")
            @Nullable List<@NotBlank @Size(max = 200) @NoContact String> parts,

            @Size(max = 40) @Pattern(regexp = Forms.STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = Forms.WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Step step() {
            return new Forms.RepairForm(work, parts, staffRef, occurredAt).step("");
        }
    }

    /** Grades of many devices. */
    public record Grades(
            @NotEmpty @Size(max = 10_000) List<@Valid @NotNull GradeRow> rows,
            @Schema(description = OCCURRED_AT) @Nullable Instant occurredAt) {
        List<Work> works() {
            return numbered(
                    rows,
                    (pointer, row) ->
                            new Work(pointer, row.deviceId(), row.version(), occurredAt, List.of(row.step())));
        }
    }

    /** The grade of one device. */
    public record GradeRow(
            @NotNull UUID deviceId,

            @Positive @Max(9_007_199_254_740_991L) @Schema(description = VERSION) @Nullable Long version,

            @NotNull @Schema(examples = "B") Grade grade,

            @Size(max = 40) @Pattern(regexp = Forms.STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = Forms.WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Step step() {
            return new Forms.Grading(grade, staffRef, occurredAt).step("");
        }
    }

    /** What was installed on many devices. */
    public record Installations(
            @NotEmpty @Size(max = 10_000) List<@Valid @NotNull InstallationRow> rows,
            @Schema(description = OCCURRED_AT) @Nullable Instant occurredAt) {
        List<Work> works() {
            return numbered(
                    rows,
                    (pointer, row) ->
                            new Work(pointer, row.deviceId(), row.version(), occurredAt, List.of(row.step())));
        }
    }

    /** What was installed on one device. */
    public record InstallationRow(
            @NotNull UUID deviceId,

            @Positive @Max(9_007_199_254_740_991L) @Schema(description = VERSION) @Nullable Long version,

            @NotNull @Schema(description = "Un modèle de votre atelier. / A template of your workshop's.")
            UUID templateId,

            @Min(1) @Max(1_000_000) @Schema(description = "La dernière si elle manque. / The latest when absent.", examples = "1")
            @Nullable Integer templateVersion,

            @Size(max = 40) @Pattern(regexp = Forms.STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = Forms.WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Step step() {
            return new Forms.InstallationForm(templateId, templateVersion, staffRef, occurredAt).step("");
        }
    }

    /** Quality checks of many devices. */
    public record QualityChecks(
            @NotEmpty @Size(max = 10_000) List<@Valid @NotNull QualityCheckRow> rows,
            @Schema(description = OCCURRED_AT) @Nullable Instant occurredAt) {
        List<Work> works() {
            return numbered(
                    rows,
                    (pointer, row) ->
                            new Work(pointer, row.deviceId(), row.version(), occurredAt, List.of(row.step())));
        }
    }

    /** What quality control found of one device. */
    public record QualityCheckRow(
            @NotNull UUID deviceId,

            @Positive @Max(9_007_199_254_740_991L) @Schema(description = VERSION) @Nullable Long version,

            @NotNull @Schema(examples = "true") Boolean passed,

            @Size(max = 50) @Schema(
                    description =
                            "Ce qui a été trouvé ; rien si le contrôle est bon. / What was found; none when it passed. "
                                    + NoContact.DESCRIPTION,
                    examples = "[]")
            @Nullable List<@NotBlank @Size(max = 500) @NoContact String> faults,

            @Valid @Schema(description = Forms.CHECKLIST) Forms.@Nullable ChecklistForm checklist,

            @Min(0) @Max(120) @Schema(description = Forms.WARRANTY, examples = "12") @Nullable Integer warrantyMonths,

            @Size(max = 40) @Pattern(regexp = Forms.STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(description = Forms.WHO, examples = "T-07")
            @Nullable String staffRef,

            @Nullable Instant occurredAt) {
        Step step() {
            return new Forms.QualityCheck(passed, faults, checklist, warrantyMonths, staffRef, occurredAt).step("");
        }
    }

    /** All that was done to many devices. */
    public record DeviceReports(
            @NotEmpty @Size(max = 1_000) List<@Valid @NotNull DeviceReport> rows,
            @Schema(description = OCCURRED_AT) @Nullable Instant occurredAt) {
        List<Work> works() {
            return numbered(rows, (pointer, row) -> row.work(pointer, occurredAt));
        }
    }

    /** All that was done to one device since it was received, as far as it is new. */
    public record DeviceReport(
            @NotNull UUID deviceId,

            @Positive @Max(9_007_199_254_740_991L) @Schema(description = VERSION) @Nullable Long version,

            @Schema(description = "Absent s'il a été dit auparavant. / Left out when it was told before.") @Valid Forms.@Nullable Triage triage,

            @Size(max = 64) @Nullable List<Forms.@Valid @NotNull ErasureForm> erasures,

            @Size(max = 32) @Nullable List<Forms.@Valid @NotNull Destruction> destructions,

            @Size(max = 50) @Nullable List<Forms.@Valid @NotNull RepairForm> repairs,

            @Valid Forms.@Nullable InstallationForm installation,

            @Valid Forms.@Nullable Grading grade,

            @Valid Forms.@Nullable QualityCheck check,

            @Schema(
                    description =
                            "Quand se sont passées les étapes qui ne disent pas leur heure. / When the steps happened that tell no time of their own.")
            @Nullable Instant occurredAt) {
        Work work(String pointer, @Nullable Instant ofAll) {
            List<Step> steps = new ArrayList<>();
            if (triage != null) {
                steps.add(triage.step("/triage"));
            }
            addAll(steps, "/erasures/", erasures, Forms.ErasureForm::step);
            addAll(steps, "/destructions/", destructions, Forms.Destruction::step);
            addAll(steps, "/repairs/", repairs, Forms.RepairForm::step);
            if (installation != null) {
                steps.add(installation.step("/installation"));
            }
            if (grade != null) {
                steps.add(grade.step("/grade"));
            }
            if (check != null) {
                steps.add(check.step("/check"));
            }
            return new Work(pointer, deviceId, version, occurredAt == null ? ofAll : occurredAt, steps);
        }
    }

    private static <F> void addAll(
            List<Step> steps, String pointer, @Nullable List<F> forms, BiFunction<F, String, Step> step) {
        for (int i = 0; forms != null && i < forms.size(); i++) {
            steps.add(step.apply(forms.get(i), pointer + i));
        }
    }

    private static <R> List<Work> numbered(List<R> rows, BiFunction<String, R, Work> work) {
        List<Work> works = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            works.add(work.apply("/rows/" + i, rows.get(i)));
        }
        return works;
    }
}
