package network.reuse.allocation.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import network.reuse.allocation.application.eligibility.SetEligibility;
import network.reuse.allocation.application.request.Statement;
import network.reuse.allocation.domain.BursaryLevel;
import network.reuse.allocation.domain.Combination;
import network.reuse.allocation.domain.Criterion;
import network.reuse.allocation.domain.CriterionKind;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.IncomeUnit;
import network.reuse.allocation.domain.SchoolYear;
import network.reuse.allocation.domain.StatedVerdict;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.time.Within;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** The bodies of what is asked of whoever packs are for, and of what answers it. */
final class EligibilityForms {
    /** A call that states nothing. */
    static final Statement NOTHING_STATED = new Statement(null, null, null, null, null, List.of());

    static final int MOST_VERSIONS = 1_000_000;

    private static final int OLDEST_PROOF = 12;
    private static final String NEIGHBOURHOOD = "(Q[NP][0-9][0-9AB][0-9AB][0-9]{2}[0-9A-Z])";

    private static final String INSTITUTION = "[0-9]{7}[A-Za-z]|[0-9a-fA-F-]{36}";

    private EligibilityForms() {}

    /** One criterion: its kind, and the terms that this kind has. */
    public record CriterionForm(
            @NotNull @Schema(examples = "PRIORITY_NEIGHBOURHOOD")
            CriterionKind criterion,

            @Size(max = 500) @UniqueElements
            @Schema(
                    description =
                            "PRIORITY_NEIGHBOURHOOD : les codes QPV admis ; tous ceux du département s'il n'y en a pas. / PRIORITY_NEIGHBOURHOOD: the codes that are good enough; all of the department when there is none.",
                    uniqueItems = true,
                    examples = "[\"QN06701M\"]")
            @Nullable List<@NotNull @Pattern(regexp = NEIGHBOURHOOD) String> codes,

            @Size(min = 1, max = 500) @UniqueElements
            @Schema(
                    description =
                            "INSTITUTION : identifiants d'organisations, ou codes UAI. / INSTITUTION: ids of organisations, or UAI codes.",
                    uniqueItems = true)
            @Nullable List<@NotNull @Pattern(regexp = INSTITUTION) String> institutions,

            @Size(max = 9) @UniqueElements
            @Schema(
                    description =
                            "BURSARY : les échelons admis ; tous s'il n'y en a pas. / BURSARY: the levels that are good enough; all when there is none.",
                    uniqueItems = true)
            @Nullable List<@NotNull BursaryLevel> bursaryLevels,

            @Size(min = 1, max = 15) @UniqueElements
            @Schema(
                    description = "SCHOOL_LEVEL : les classes admises. / SCHOOL_LEVEL: the years that are good enough.",
                    uniqueItems = true)
            @Nullable List<@NotNull SchoolYear> schoolYears,

            @Positive @Max(1_000_000) @Schema(
                    description =
                            "DISPOSABLE_INCOME : le plafond du reste à vivre, en centimes d'euro. / DISPOSABLE_INCOME: the bound, in euro cents.")
            @Nullable Integer mostCents,

            @Schema(
                    description =
                            "DISPOSABLE_INCOME : par quoi il se compte. / DISPOSABLE_INCOME: what it is counted by.")
            @Nullable IncomeUnit per,

            @Min(1) @Max(OLDEST_PROOF) @Schema(
                    description =
                            "DISPOSABLE_INCOME : l'âge de la preuve en mois, 12 s'il manque. / DISPOSABLE_INCOME: how old the proof may be, in months; 12 when absent.")
            @Nullable Integer proofMonths) {

        private Criterion criterion(int index) {
            CriterionForm only = switch (criterion) {
                case PRIORITY_NEIGHBOURHOOD -> of(codes, null, null, null, null, null, null);
                case INSTITUTION -> of(null, institutions, null, null, null, null, null);
                case BURSARY -> of(null, null, bursaryLevels, null, null, null, null);
                case DISPOSABLE_INCOME -> of(null, null, null, null, mostCents, per, proofMonths);
                case STUDENT -> of(null, null, null, null, null, null, null);
                case SCHOOL_LEVEL -> of(null, null, null, schoolYears, null, null, null);
            };
            if (!only.equals(this)) {
                throw terms(index);
            }
            return switch (criterion) {
                case PRIORITY_NEIGHBOURHOOD ->
                    new Criterion.PriorityNeighbourhood(Objects.requireNonNullElse(codes, List.of()));
                case INSTITUTION -> {
                    if (institutions == null) {
                        throw terms(index);
                    }
                    yield new Criterion.Institution(institutions);
                }
                case BURSARY -> new Criterion.Bursary(Objects.requireNonNullElse(bursaryLevels, List.of()));
                case DISPOSABLE_INCOME -> {
                    if (mostCents == null || per == null) {
                        throw terms(index);
                    }
                    yield new Criterion.DisposableIncome(
                            mostCents, per, Objects.requireNonNullElse(proofMonths, OLDEST_PROOF));
                }
                case STUDENT -> new Criterion.Student();
                case SCHOOL_LEVEL -> {
                    if (schoolYears == null) {
                        throw terms(index);
                    }
                    yield new Criterion.SchoolLevel(schoolYears);
                }
            };
        }

        private CriterionForm of(
                @Nullable List<String> itsCodes,
                @Nullable List<String> itsInstitutions,
                @Nullable List<BursaryLevel> itsLevels,
                @Nullable List<SchoolYear> itsYears,
                @Nullable Integer itsBound,
                @Nullable IncomeUnit itsUnit,
                @Nullable Integer itsMonths) {
            return new CriterionForm(
                    criterion, itsCodes, itsInstitutions, itsLevels, itsYears, itsBound, itsUnit, itsMonths);
        }

        private Refusal terms(int index) {
            return Refusal.invalid(
                    "/criteria/" + index,
                    "criterion_terms",
                    "Ce critère a d'autres termes : ceux que leur description nomme, et eux seuls.",
                    "This criterion has other terms: those whose description names it, and no other.");
        }
    }

    /** What a programme asks from now on. */
    public record EligibilitySetting(
            @NotNull @Size(max = 6) @Schema(
                    description =
                            "Chaque critère au plus une fois ; aucun si plus rien n'est demandé. / Each criterion at most once; none when nothing is asked any more.",
                    examples =
                            "[{\"criterion\":\"PRIORITY_NEIGHBOURHOOD\",\"codes\":[\"QN06701M\"]},{\"criterion\":\"STUDENT\"}]")
            List<@Valid @NotNull CriterionForm> criteria,

            @Schema(
                    description =
                            "S'il faut les remplir tous ou s'il en suffit d'un ; tous s'il manque. / Whether all are needed or one is enough; all when absent.",
                    examples = "ANY")
            @Nullable Combination combination,

            @Size(max = 100) @UniqueElements
            @Schema(
                    description =
                            "Les organisations dont la vérification vaut, tel un CCAS ; le porteur et les prescripteurs s'il n'y en a pas. / The organisations that are entitled to check, such as a municipal welfare centre; the sponsor and the referrers when there is none.",
                    uniqueItems = true)
            @Nullable List<@NotNull UUID> checkers,

            @Nullable Instant occurredAt) {
        SetEligibility.Asked asked() {
            List<Criterion> all = new ArrayList<>(criteria.size());
            for (int i = 0; i < criteria.size(); i++) {
                all.add(criteria.get(i).criterion(i));
            }
            return new SetEligibility.Asked(
                    Objects.requireNonNullElse(combination, Combination.ALL),
                    all,
                    Objects.requireNonNullElse(checkers, List.of()));
        }
    }

    /** What somebody who is entitled to has found. */
    public record VerdictForm(
            @NotNull @Schema(examples = "DISPOSABLE_INCOME") CriterionKind criterion,

            @NotNull @Schema(examples = "PASS") StatedOutcome verdict,

            @Positive @Max(MOST_VERSIONS) @Schema(
                    description =
                            "La version des critères qui a été vérifiée ; celle de la demande si elle manque. / The version of the criteria that was checked; the request's when absent.",
                    examples = "1")
            @Nullable Integer ruleVersion,

            @Within(yearsBack = 20, yearsAhead = 1)
            @Schema(description = "Maintenant s'il manque. / Now when absent.")
            @Nullable Instant checkedAt,

            @Schema(
                    description =
                            "L'organisation qui a vérifié ; la vôtre si elle manque. / The organisation that checked; yours when absent.")
            @Nullable UUID checkedBy,

            @Within(yearsBack = 20, yearsAhead = 1)
            @Schema(
                    description =
                            "Le jour de la preuve, qui n'est pas gardé ; celui de la vérification s'il manque. / The day of the proof, which is not kept; the day of the check when absent.")
            @Nullable LocalDate proofOn,

            @Within(yearsBack = 20, yearsAhead = 100)
            @Schema(
                    description =
                            "Dès quand le critère est à vérifier de nouveau. / From when on the criterion is to be checked again.")
            @Nullable Instant expiresAt) {
        private StatedVerdict stated() {
            return new StatedVerdict(
                    criterion, verdict == StatedOutcome.PASS, ruleVersion, checkedAt, checkedBy, proofOn, expiresAt);
        }
    }

    /** Whether a criterion is met. */
    public enum StatedOutcome {
        PASS,
        FAIL
    }

    /** What is stated of whoever a request is for: facts that are held against the criteria and not kept, and verdicts. */
    public record EligibilityStatement(
            @Pattern(regexp = NEIGHBOURHOOD + "|NONE") @Schema(description = NEIGHBOURHOOD_OF, examples = "QN06701M")
            @Nullable String neighbourhood,

            @Pattern(regexp = INSTITUTION) @Schema(description = INSTITUTION_OF, examples = "0670001A") @Nullable String institution,

            @Schema(description = BURSARY_OF, examples = "E3") @Nullable BursaryLevel bursaryLevel,

            @Schema(description = STUDENT_OF, examples = "true") @Nullable Boolean student,

            @Schema(description = SCHOOL_YEAR_OF, examples = "CM1") @Nullable SchoolYear schoolYear,

            @Size(max = 6) @Schema(description = VERDICTS_OF, examples = "[]") @Nullable List<@Valid @NotNull VerdictForm> verdicts) {
        Statement statement() {
            return new Statement(
                    neighbourhood,
                    institution,
                    bursaryLevel,
                    student,
                    schoolYear,
                    verdicts == null
                            ? List.of()
                            : verdicts.stream().map(VerdictForm::stated).toList());
        }

        @Override
        public String toString() {
            return "EligibilityStatement[…]";
        }
    }

    /** More that is stated of whoever a request is for. */
    public record EligibilityCheck(
            @NotNull @Valid @Schema(description = STATEMENT_OF)
            EligibilityStatement eligibility,

            @Nullable Instant occurredAt) {}

    /** A question about somebody who is not named. */
    public record EligibilityQuestion(
            @Valid @Schema(description = STATEMENT_OF) @Nullable EligibilityStatement eligibility,

            @Size(min = 5, max = 5) @Schema(
                    description =
                            "Code INSEE de la commune où vit la personne. / INSEE code of the commune where the person lives.",
                    examples = "67482")
            @Nullable String commune) {
        Statement statement() {
            return eligibility == null ? NOTHING_STATED : eligibility.statement();
        }

        @Nullable String department() {
            return commune == null ? null : HandOverPlaces.of(commune).department();
        }
    }

    private static final String STATEMENT_OF =
            "Comme à la demande : des faits, qui ne sont pas gardés, et des constats. / As when asking: facts, which are not kept, and findings.";
    private static final String NEIGHBOURHOOD_OF =
            "Le code du quartier prioritaire où vit la personne, ou NONE ; non gardé. / The code of the priority neighbourhood"
                    + " where the person lives, or NONE; not kept.";
    private static final String INSTITUTION_OF =
            "L'identifiant d'une organisation ou le code UAI d'une école ; non gardé. / An organisation's id or a school's UAI"
                    + " code; not kept.";
    private static final String BURSARY_OF =
            "L'échelon de la bourse, ou NONE ; non gardé. / The level of the bursary, or NONE; not kept.";
    private static final String STUDENT_OF =
            "Si la personne étudie ; non gardé. / Whether the person studies; not kept.";
    private static final String SCHOOL_YEAR_OF = "La classe ; non gardée. / The year of school; not kept.";
    private static final String VERDICTS_OF =
            "Ce qu'une organisation habilitée a constaté, sans aucun revenu ni montant. / What an entitled organisation found,"
                    + " without any income or amount.";
}
