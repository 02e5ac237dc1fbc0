package network.reuse.gateway.passport;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Environment;
import network.reuse.gateway.projection.Stage;
import network.reuse.gateway.targets.Target;
import org.jspecify.annotations.Nullable;

/** Explains whether a device counts towards its region's target: always with the reason, in French and in English. */
final class Counting {
    private Counting() {}

    /** By the rule of the region where it was handed over, or where it stands. */
    static Passport.Counting of(DeviceRow device, Target rule, Instant now) {
        if (isOfSandbox(device)) {
            return sandbox(rule.rule());
        }
        if (device.boughtNew) {
            return boughtNew(rule.rule());
        }
        boolean handedOver = device.handedAs != null;
        String category = handedOver ? device.handedCategory : device.category;
        if (category != null && !rule.categories().contains(DeviceCategory.valueOf(category))) {
            Sentence meant = Words.categories(rule);
            return no(
                    rule.rule(),
                    "Non compté, parce que sa catégorie n'est pas visée : l'objectif porte sur " + meant.fr() + ".",
                    "Not counted, because its category is not meant: the target is about " + meant.en() + ".");
        }
        return handedOver ? handedOver(device, rule) : notHandedOver(device, rule, now);
    }

    /** By no rule of the region where it is, which has set itself no target; the one where it came from may have. */
    static Passport.Counting elsewhere(DeviceRow device, @Nullable String here, Optional<Target> home) {
        if (isOfSandbox(device)) {
            return sandbox(home.map(Target::rule).orElse(null));
        }
        if (device.boughtNew) {
            return boughtNew(home.map(Target::rule).orElse(null));
        }
        if (home.isEmpty() || here == null) {
            return no(
                    null,
                    "Non compté, parce que sa région ne s'est pas fixé d'objectif.",
                    "Not counted, because its region has set itself no target.");
        }
        Target rule = home.get();
        String there = Words.region(here);
        String wanted = Words.region(rule.region());
        Sentence acts = Words.acts(rule);
        if (device.handedAs == null || device.handedAt == null || device.handedUntil != null) {
            return no(
                    rule.rule(),
                    "Pas encore compté, parce qu'il se trouve hors du territoire de l'objectif (" + there
                            + ") ; il compterait s'il était " + acts.fr() + " en région " + wanted + ".",
                    "Not yet counted, because it is out of the target's territory (" + there
                            + "); it would count if it were " + acts.en() + " in the region " + wanted + ".");
        }
        Sentence act = Words.act(Stage.valueOf(device.handedAs));
        Sentence day = Words.day(Target.day(device.handedAt));
        return no(
                rule.rule(),
                "Non compté, parce qu'il a été " + act.fr() + " hors territoire le " + day.fr() + ", en région " + there
                        + " ; l'objectif compte ce qui est " + acts.fr() + " en région " + wanted + ".",
                "Not counted, because it was " + act.en() + " out of territory on " + day.en() + ", in the region "
                        + there + "; the target counts what is " + acts.en() + " in the region " + wanted + ".");
    }

    private static Passport.Counting handedOver(DeviceRow device, Target rule) {
        Stage stage = Stage.valueOf(String.valueOf(device.handedAs));
        if (!rule.counts(stage)) {
            Sentence act = Words.act(stage);
            Sentence acts = Words.acts(rule);
            return no(
                    rule.rule(),
                    "Non compté, parce qu'il a été " + act.fr() + " et que l'objectif compte ce qui est " + acts.fr()
                            + ".",
                    "Not counted, because it was " + act.en() + " and the target counts what is " + acts.en() + ".");
        }
        LocalDate day = day(device.handedAt);
        LocalDate back = device.handedUntil == null ? null : day(device.handedUntil);
        // What was given back may stand in another region since; its former hand-over was not for that region's target.
        boolean atDeadline = rule.region().equals(device.handedRegion) && rule.holdsAtDeadline(day, back);
        return back == null
                ? counted(device, rule, Words.act(stage), day, atDeadline)
                : noLongerCounted(device, rule, back, atDeadline);
    }

    private static Passport.Counting counted(
            DeviceRow device, Target rule, Sentence act, LocalDate day, boolean atDeadline) {
        String place = Words.department(String.valueOf(device.handedDepartment));
        Sentence when = Words.day(day);
        Sentence deadline = Words.day(rule.deadline());
        Sentence inTime = atDeadline
                ? new Sentence(
                        ", au plus tard à l'échéance du " + deadline.fr() + ".",
                        ", by the deadline of " + deadline.en() + ".")
                : new Sentence(
                        " ; c'était après l'échéance du " + deadline.fr()
                                + ", il n'est donc pas dans le résultat à l'échéance.",
                        "; that was after the deadline of " + deadline.en()
                                + ", so it is not in the result at the deadline.");
        return new Passport.Counting(
                true,
                atDeadline,
                rule.rule(),
                new Sentence(
                        "Compté, une fois, parce qu'il est réemployé, d'une catégorie visée, et a été " + act.fr()
                                + " le " + when.fr() + " dans le département " + place + inTime.fr(),
                        "Counted, once, because it is reused, of a category that is meant, and was " + act.en() + " on "
                                + when.en() + " in the department " + place + inTime.en()));
    }

    private static Passport.Counting noLongerCounted(
            DeviceRow device, Target rule, LocalDate back, boolean atDeadline) {
        Sentence day = Words.day(back);
        Sentence acts = Words.acts(rule);
        Sentence gone = gone(device);
        Sentence then = gone == null
                ? new Sentence(
                        " ; il comptera de nouveau, une fois, quand il sera " + acts.fr() + ".",
                        "; it will count again, once, when it is " + acts.en() + ".")
                : new Sentence(", puis " + gone.fr() + ".", ", and then " + gone.en() + ".");
        Sentence deadline = Words.day(rule.deadline());
        Sentence result = atDeadline
                ? new Sentence(
                        " Il reste dans le résultat à l'échéance du " + deadline.fr() + ".",
                        " It stays in the result at the deadline of " + deadline.en() + ".")
                : new Sentence("", "");
        return new Passport.Counting(
                false,
                atDeadline,
                rule.rule(),
                new Sentence(
                        "N'est plus compté, parce qu'il est revenu le " + day.fr() + then.fr() + result.fr(),
                        "No longer counted, because it came back on " + day.en() + then.en() + result.en()));
    }

    private static Passport.Counting notHandedOver(DeviceRow device, Target rule, Instant now) {
        Sentence acts = Words.acts(rule);
        Sentence gone = gone(device);
        if (gone != null) {
            return no(
                    rule.rule(),
                    "Non compté, parce qu'il a été " + gone.fr() + " sans avoir été " + acts.fr() + ".",
                    "Not counted, because it was " + gone.en() + " without being " + acts.en() + ".");
        }
        Sentence deadline = Words.day(rule.deadline());
        Sentence late = Target.day(now).isAfter(rule.deadline())
                ? new Sentence(
                        " ; l'échéance du " + deadline.fr() + " est passée, il compterait après elle.",
                        "; the deadline of " + deadline.en() + " is over, it would count after it.")
                : new Sentence(".", ".");
        return no(
                rule.rule(),
                "Pas encore compté, parce qu'il n'a pas été " + acts.fr() + late.fr(),
                "Not yet counted, because it was not " + acts.en() + late.en());
    }

    /** What became of it where it will not be handed over as it stands; null where it may be. */
    private static @Nullable Sentence gone(DeviceRow device) {
        return switch (device.stage == null ? null : Stage.valueOf(device.stage)) {
            case LOST -> new Sentence("perdu", "lost");
            case SCRAPPED, PALLETISED, WITH_ECO_ORGANISM, TREATED ->
                new Sentence("retiré pour recyclage", "scrapped for recycling");
            case null, default -> null;
        };
    }

    private static Passport.Counting sandbox(@Nullable String rule) {
        return no(
                rule,
                "Non compté, parce que c'est un appareil du bac à sable : il ne l'est jamais.",
                "Not counted, because it is a device of the sandbox: it never is.");
    }

    private static Passport.Counting boughtNew(@Nullable String rule) {
        return no(
                rule,
                "Non compté, parce qu'il a été acheté neuf : ce n'est pas du réemploi.",
                "Not counted, because it was bought new: that is no reuse.");
    }

    private static Passport.Counting no(@Nullable String rule, String french, String english) {
        return new Passport.Counting(false, false, rule, new Sentence(french, english));
    }

    private static boolean isOfSandbox(DeviceRow device) {
        return device.env.equals(Environment.TEST.name());
    }

    private static LocalDate day(@Nullable Instant instant) {
        return Target.day(Objects.requireNonNull(instant, "a hand-over has its time"));
    }
}
