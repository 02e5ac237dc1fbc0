package network.reuse.allocation.rest;

import jakarta.validation.Validator;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import network.reuse.allocation.application.request.SubmitRequests.Line;
import network.reuse.allocation.domain.CriterionKind;
import network.reuse.allocation.domain.EligibilityAttributes;
import network.reuse.allocation.domain.Proof;
import network.reuse.allocation.rest.EligibilityForms.EligibilityStatement;
import network.reuse.allocation.rest.EligibilityForms.StatedOutcome;
import network.reuse.allocation.rest.EligibilityForms.VerdictForm;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.problem.ConstraintFaults;
import network.reuse.defaults.rows.ReadRow;
import network.reuse.defaults.rows.RowFields;
import org.jspecify.annotations.Nullable;

/** What one row of a list asks, held to what the form of one request is held to: each field that is wrong is told. */
final class RequestFields {
    private static final DateTimeFormatter FRENCH_DAY =
            DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final RowFields<RequestColumn> fields;

    private RequestFields(RowFields<RequestColumn> fields) {
        this.fields = fields;
    }

    /** The line that a row of the list is. */
    static Line line(ReadRow<RequestColumn> row, UUID programmeId, Validator validator, ConstraintFaults constraints) {
        return switch (row) {
            case ReadRow.Said<RequestColumn>(long number, RowFields<RequestColumn> fields) ->
                new RequestFields(fields).line(number, programmeId, validator, constraints);
            case ReadRow.Broken<RequestColumn>(long number, List<Refusal.Fault> faults) -> Line.wrong(number, faults);
            case ReadRow.Skipped<RequestColumn>(long number, Refusal.Fault why) -> Line.skipped(number, why);
        };
    }

    private Line line(long number, UUID programmeId, Validator validator, ConstraintFaults constraints) {
        String commune = fields.required(RequestColumn.COMMUNE);
        String shown = fields.required(RequestColumn.PROOF);
        Proof proof = shown.isEmpty() ? null : named(RequestColumn.PROOF, ColumnWords.PROOFS);
        Integer birthYear = birthYear(said(RequestColumn.BIRTH_YEAR));
        EligibilityStatement eligibility = eligibility();
        if (proof == null || !fields.faults().isEmpty()) {
            return Line.wrong(number, fields.faults());
        }
        Forms.Request form = new Forms.Request(
                programmeId,
                new Forms.ContactForm(
                        said(RequestColumn.GIVEN_NAME),
                        said(RequestColumn.FAMILY_NAME),
                        birthYear,
                        said(RequestColumn.PHONE),
                        said(RequestColumn.EMAIL)),
                commune,
                proof,
                shareCode(),
                eligibility,
                said(RequestColumn.PARTNER_REF),
                null);
        List<Refusal.Fault> faults = constraints.faults(validator.validate(form)).stream()
                .map(fault -> fault.at(RequestColumn.pointer(fault.pointer())))
                .toList();
        return faults.isEmpty() ? Line.of(number, form.asked()) : Line.wrong(number, faults);
    }

    /** The code of a share; that of the neighbourhood where no other is said. */
    private @Nullable String shareCode() {
        String said = said(RequestColumn.SHARE_CODE);
        String neighbourhood = said(RequestColumn.NEIGHBOURHOOD);
        return said != null || EligibilityAttributes.NONE.equals(neighbourhood) ? said : neighbourhood;
    }

    /** What answers the programme's criteria. */
    private EligibilityStatement eligibility() {
        return new EligibilityStatement(
                said(RequestColumn.NEIGHBOURHOOD),
                said(RequestColumn.INSTITUTION),
                named(RequestColumn.BURSARY_LEVEL, ColumnWords.BURSARY_LEVELS),
                named(RequestColumn.STUDENT, ColumnWords.YES_OR_NO),
                named(RequestColumn.SCHOOL_YEAR, ColumnWords.SCHOOL_YEARS),
                verdicts());
    }

    /** What was found of the disposable income; it names the day of the proof, so that the row says the same on every day. */
    private List<VerdictForm> verdicts() {
        StatedOutcome outcome = named(RequestColumn.DISPOSABLE_INCOME, ColumnWords.OUTCOMES);
        LocalDate proofOn = day(said(RequestColumn.DISPOSABLE_INCOME_PROOF_ON));
        UUID checkedBy = organisation(said(RequestColumn.DISPOSABLE_INCOME_CHECKED_BY));
        if (outcome != null && proofOn == null) {
            String _ = fields.required(RequestColumn.DISPOSABLE_INCOME_PROOF_ON);
        }
        if (outcome == null && (proofOn != null || checkedBy != null)) {
            String _ = fields.required(RequestColumn.DISPOSABLE_INCOME);
        }
        return outcome == null
                ? List.of()
                : List.of(new VerdictForm(
                        CriterionKind.DISPOSABLE_INCOME, outcome, null, null, checkedBy, proofOn, null));
    }

    private @Nullable String said(RequestColumn column) {
        String text = fields.text(column);
        return text.isEmpty() ? null : text;
    }

    private @Nullable Integer birthYear(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,9}")) {
            fields.wrong(new Refusal.Fault(
                    RequestHeadings.ALL.pointer(RequestColumn.BIRTH_YEAR),
                    "not_a_whole_number",
                    "Un nombre entier est attendu : l'année de naissance.",
                    "A whole number is expected: the year of birth."));
            return null;
        }
        return Integer.valueOf(text);
    }

    private @Nullable LocalDate day(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text, text.indexOf('/') < 0 ? DateTimeFormatter.ISO_LOCAL_DATE : FRENCH_DAY);
        } catch (DateTimeParseException noDay) {
            fields.wrong(new Refusal.Fault(
                    RequestHeadings.ALL.pointer(RequestColumn.DISPOSABLE_INCOME_PROOF_ON),
                    "not_a_day",
                    "Un jour est attendu, comme 2026-03-01 ou 01/03/2026.",
                    "A day is expected, such as 2026-03-01 or 01/03/2026."));
            return null;
        }
    }

    private @Nullable UUID organisation(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            fields.wrong(new Refusal.Fault(
                    RequestHeadings.ALL.pointer(RequestColumn.DISPOSABLE_INCOME_CHECKED_BY),
                    "not_a_uuid",
                    "L'identifiant d'une organisation est attendu : un UUID.",
                    "An organisation's id is expected: a UUID."));
            return null;
        }
        return UUID.fromString(text);
    }

    /** What a column says by its words; null when it says nothing, or something else. */
    private <T> @Nullable T named(RequestColumn column, ColumnWords<T> words) {
        String text = said(column);
        T value = text == null ? null : words.of(text);
        if (text != null && value == null) {
            String known = words.told().toString();
            fields.wrong(new Refusal.Fault(
                    RequestHeadings.ALL.pointer(column),
                    "not_one_of",
                    "Une de ces valeurs est attendue : " + known + ".",
                    "One of these values is expected: " + known + "."));
        }
        return value;
    }
}
