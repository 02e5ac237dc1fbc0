package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.List;
import network.reuse.contracts.Grade;

/**
 * What each grade means, as it is published. A version never changes: what was graded under it is read by it. No grade promises
 * the state of new equipment, which C. conso. R.122-4 to R.122-6 (décret 2022-190) forbids of what is refurbished.
 *
 * @param since from when on devices are graded by it
 */
public record GradeCriteria(int version, Instant since, List<Criterion> grades) {
    /** What a grade says of a device's look; its functions are tested for every grade. */
    public record Criterion(Grade grade, String french, String english) {}

    /** All versions, the oldest first. */
    public static final List<GradeCriteria> ALL = List.of(new GradeCriteria(
            1,
            Instant.EPOCH,
            List.of(
                    new Criterion(
                            Grade.A,
                            "Aucun dommage visible à 30 cm, écran allumé ou éteint ; aucune pièce ne manque.",
                            "No damage that is visible at 30 cm, screen on or off; no part is missing."),
                    new Criterion(
                            Grade.B,
                            "Traces d'usage légères : micro-rayures, touches lustrées ; rien sur l'écran allumé.",
                            "Light traces of use: hairline scratches, worn keys; nothing on the lit screen."),
                    new Criterion(
                            Grade.C,
                            "Marques visibles : rayures, petits chocs, taches claires à l'écran qui ne gênent pas la lecture.",
                            "Visible marks: scratches, small dents, light spots on the screen that do not hinder reading."),
                    new Criterion(
                            Grade.D,
                            "Coque abîmée ou pièce de finition absente ; tout fonctionne.",
                            "Damaged case or a missing trim part; everything works."))));

    public GradeCriteria {
        grades = List.copyOf(grades);
    }

    /** Those by which a device was graded then. */
    public static GradeCriteria at(Instant graded) {
        GradeCriteria found = ALL.getFirst();
        for (GradeCriteria one : ALL) {
            if (!one.since().isAfter(graded)) {
                found = one;
            }
        }
        return found;
    }
}
