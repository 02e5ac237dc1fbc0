package network.reuse.refurb.domain;

import java.util.Set;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Scanned;
import org.jspecify.annotations.Nullable;

/**
 * What a step is held to beside the state of its device.
 *
 * @param required what each medium needs before the device is ready
 * @param rule what the workshop holds itself to
 * @param staffRef who does the step, by the workshop's own reference; null when it does not say
 * @param hands who has worked on the device since the workshop received it, as far as that was said
 */
public record StepRules(
        SanitisationLevel required,
        QualityRule rule,
        @Nullable String staffRef,
        Set<String> hands) {
    public StepRules {
        hands = Set.copyOf(hands);
    }

    /** Those of a workshop that has decided nothing, of a step of which nobody says who did it. */
    public static StepRules of(SanitisationLevel required) {
        return new StepRules(required, QualityRule.NONE, null, Set.of());
    }

    /** Refuses a check that is passed by whoever has worked on the device, however the reference is spelled. */
    void requireSecond() {
        if (staffRef != null && hands.stream().map(Scanned::form).anyMatch(Scanned.form(staffRef)::equals)) {
            throw Refusal.of(
                    Refusal.Kind.ILLEGAL_NOW,
                    "same_technician",
                    "Cette personne a travaillé sur l'appareil : une autre doit le contrôler.",
                    "This person has worked on the device: another one has to check it.");
        }
    }
}
