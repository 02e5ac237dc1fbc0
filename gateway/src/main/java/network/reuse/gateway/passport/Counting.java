package network.reuse.gateway.passport;

import java.util.Optional;
import network.reuse.contracts.Environment;
import network.reuse.gateway.progress.Stage;
import network.reuse.gateway.progress.Target;
import org.jspecify.annotations.Nullable;

/** Explains whether a device counts towards its region's target. */
final class Counting {
    private Counting() {}

    static Passport.Counting of(DeviceRow device, Optional<Target> target) {
        if (target.isEmpty()) {
            return no(null, "Sa région ne s'est pas fixé d'objectif.", "Its region has set itself no target.");
        }
        Target rule = target.get();
        String name = rule.rule();
        if (device.env.equals(Environment.TEST.name())) {
            return no(
                    name,
                    "C'est un appareil du bac à sable : il n'est jamais compté.",
                    "It is a device of the sandbox: it is never counted.");
        }
        String category = device.category;
        if (category == null
                || rule.categories().stream().noneMatch(one -> one.name().equals(category))) {
            return no(
                    name,
                    "Sa catégorie ne compte pas : l'objectif porte sur " + rule.categories() + ".",
                    "Its category does not count: the target is about " + rule.categories() + ".");
        }
        String stage = device.stage;
        if (stage == null || !rule.counts(Stage.valueOf(stage))) {
            boolean gone =
                    Stage.SCRAPPED.name().equals(stage) || Stage.LOST.name().equals(stage);
            return gone
                    ? no(
                            name,
                            "Il n'a été ni remis ni vendu, et ne le sera pas dans son état actuel (" + stage + ").",
                            "It was neither handed over nor sold, and will not be as it stands (" + stage + ").")
                    : no(
                            name,
                            "Pas encore : il comptera lorsqu'il sera remis ou vendu.",
                            "Not yet: it will count once it is handed over or sold.");
        }
        return new Passport.Counting(
                true,
                name,
                new Sentence(
                        "Il compte, une fois : réemployé, d'une catégorie visée, et remis ou vendu.",
                        "It counts, once: reused, of a category that is meant, and handed over or sold."));
    }

    private static Passport.Counting no(@Nullable String rule, String french, String english) {
        return new Passport.Counting(false, rule, new Sentence(french, english));
    }
}
