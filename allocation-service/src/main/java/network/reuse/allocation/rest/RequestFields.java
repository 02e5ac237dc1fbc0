package network.reuse.allocation.rest;

import jakarta.validation.Validator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import network.reuse.allocation.application.request.SubmitRequests.Line;
import network.reuse.allocation.domain.Proof;
import network.reuse.contracts.BareWord;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.problem.ConstraintFaults;
import network.reuse.defaults.rows.ReadRow;
import network.reuse.defaults.rows.RowFields;
import org.jspecify.annotations.Nullable;

/** What one row of a list asks, held to what the form of one request is held to: each field that is wrong is told. */
final class RequestFields {
    private static final String OF_THE_CONTACT = "/contact";

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
        Proof proof = proof(fields.required(RequestColumn.PROOF));
        Integer birthYear = birthYear(said(RequestColumn.BIRTH_YEAR));
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
                said(RequestColumn.SHARE_CODE),
                null,
                said(RequestColumn.PARTNER_REF),
                null);
        List<Refusal.Fault> faults = constraints.faults(validator.validate(form)).stream()
                .map(fault -> fault.pointer().startsWith(OF_THE_CONTACT + "/")
                        ? fault.at(fault.pointer().substring(OF_THE_CONTACT.length()))
                        : fault)
                .toList();
        return faults.isEmpty() ? Line.of(number, form.asked()) : Line.wrong(number, faults);
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

    private @Nullable Proof proof(String text) {
        if (text.isEmpty()) {
            return null;
        }
        Optional<Proof> named = Stream.of(Proof.values())
                .filter(proof -> BareWord.form(proof.name()).equals(BareWord.form(text)))
                .findFirst();
        if (named.isEmpty()) {
            String known = List.of(Proof.values()).toString();
            fields.wrong(new Refusal.Fault(
                    RequestHeadings.ALL.pointer(RequestColumn.PROOF),
                    "not_one_of",
                    "Une de ces valeurs est attendue : " + known + ".",
                    "One of these values is expected: " + known + "."));
        }
        return named.orElse(null);
    }
}
