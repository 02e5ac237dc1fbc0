package network.reuse.gateway.passport;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Geography;
import network.reuse.gateway.projection.Stage;
import network.reuse.gateway.targets.Target;

/** The words that explanations are made of, in French and in English. */
final class Words {
    private static final DateTimeFormatter FRENCH =
            DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.FRANCE);
    private static final DateTimeFormatter ENGLISH =
            DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.UK);

    private Words() {}

    static Sentence day(LocalDate day) {
        return new Sentence(FRENCH.format(day), ENGLISH.format(day));
    }

    static Sentence act(Stage stage) {
        return stage == Stage.SOLD ? new Sentence("vendu", "sold") : new Sentence("remis", "handed over");
    }

    /** The acts by which a device counts. */
    static Sentence acts(Target rule) {
        return joined(rule.basis().stream().map(one -> act(one.stage())).toList(), " ou ", " or ");
    }

    /** The kinds of equipment that count. */
    static Sentence categories(Target rule) {
        return joined(rule.categories().stream().map(Words::category).toList(), ", ", ", ");
    }

    static String region(String code) {
        return Geography.regions().get(code) + " (" + code + ")";
    }

    static String department(String code) {
        return Geography.departments().get(code) + " (" + code + ")";
    }

    private static Sentence category(DeviceCategory category) {
        return switch (category) {
            case LAPTOP -> new Sentence("ordinateurs portables", "laptops");
            case DESKTOP -> new Sentence("ordinateurs fixes", "desktops");
            case SCREEN -> new Sentence("écrans", "screens");
            case TABLET -> new Sentence("tablettes", "tablets");
            case SMARTPHONE -> new Sentence("téléphones", "smartphones");
            case PRINTER -> new Sentence("imprimantes", "printers");
        };
    }

    private static Sentence joined(List<Sentence> words, String french, String english) {
        return new Sentence(
                words.stream().map(Sentence::fr).collect(Collectors.joining(french)),
                words.stream().map(Sentence::en).collect(Collectors.joining(english)));
    }
}
