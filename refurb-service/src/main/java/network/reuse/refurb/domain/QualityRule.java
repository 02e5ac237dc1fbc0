package network.reuse.refurb.domain;

import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a workshop holds itself to, beside what the network asks of all.
 *
 * @param checklistRequired whether no check passes without a checklist
 * @param secondTechnician whether each step names who did it, so that a check is never passed by whoever did the work
 * @param warrantyMonths the warranty that it gives unless a check says otherwise; null when it gives none
 */
public record QualityRule(
        boolean checklistRequired,
        boolean secondTechnician,
        @Nullable Integer warrantyMonths) {
    /** That of a workshop that has decided nothing. */
    public static final QualityRule NONE = new QualityRule(false, false, null);

    /** Refuses a step of which nobody says who did it, where the workshop asks for that. */
    public void requireReference(@Nullable String staffRef) {
        if (secondTechnician && staffRef == null) {
            throw Refusal.invalid(
                    "/staffRef",
                    "staff_reference_missing",
                    "Votre atelier demande qui a fait chaque étape : donnez la référence de cette personne chez vous.",
                    "Your workshop asks who did each step: give your own reference of whoever it was.");
        }
    }

    void requireChecklist(@Nullable Checklist checklist) {
        if (checklistRequired && checklist == null) {
            throw Refusal.invalid(
                    "/checklist",
                    "checklist_missing",
                    "Votre atelier demande une liste de contrôle : dites ce qui est là et en état.",
                    "Your workshop asks for a checklist: say what is there and works.");
        }
    }
}
