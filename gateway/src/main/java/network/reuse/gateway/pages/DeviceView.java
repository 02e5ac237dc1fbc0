package network.reuse.gateway.pages;

import java.util.ArrayList;
import java.util.List;
import network.reuse.gateway.passport.PublicDevice;
import network.reuse.gateway.passport.Sentence;

/**
 * What the page of a device shows.
 *
 * @param lang the language that comes first; {@code other} is the one that comes second, smaller
 * @param code as it stands on the label; empty where it may have been misread
 * @param title the heading
 * @param model manufacturer and model; empty when they are not told
 * @param news what comes before all else
 * @param said what is said of the device
 * @param contact the address to write to; empty when there is nothing to write about
 */
public record DeviceView(
        String lang,
        String other,
        String code,
        Text title,
        String model,
        List<Text> news,
        List<Said> said,
        String contact) {

    /** The same twice: in the language that comes first, and in the other. */
    public record Text(String first, String second) {}

    /** Something that is said of the device, under its heading. */
    public record Said(Text heading, Text text) {}

    /** Whether English comes first, instead of French. */
    public boolean isEnglish() {
        return lang.equals("en");
    }

    /** Makes views in one of the two languages. */
    record Of(boolean isEnglish) {
        private static final Sentence STATE = new Sentence("Où il en est", "Where it stands");
        private static final Sentence LOOK = new Sentence("Aspect", "Condition");
        private static final Sentence CHECK = new Sentence("Contrôle avant remise", "Check before hand-over");
        private static final Sentence DATA = new Sentence("Données de l’ancien usage", "Data of its former use");

        /** What keeps the language in an address. */
        String query() {
            return isEnglish ? "?lang=en" : "";
        }

        /** A device that there is. */
        DeviceView of(String code, PublicDevice device, String contact) {
            List<Text> news = new ArrayList<>();
            if (device.isOfSandbox()) {
                news.add(text(DeviceWords.SANDBOX));
            }
            return switch (device) {
                case PublicDevice.Shown shown ->
                    view(
                            code,
                            DeviceWords.category(shown.category()),
                            shown.model() == null ? "" : shown.model(),
                            news,
                            List.of(
                                    said(STATE, DeviceWords.whereabouts(shown.whereabouts())),
                                    said(LOOK, DeviceWords.grade(shown.grade())),
                                    said(CHECK, DeviceWords.checked(shown.checked())),
                                    said(DATA, DeviceWords.erased(shown.erased()))),
                            "");
                case PublicDevice.Lost _ -> {
                    news.add(text(DeviceWords.LOST_HELP));
                    yield view(code, DeviceWords.LOST, "", news, List.of(), contact);
                }
                case PublicDevice.Scrapped _ -> {
                    news.add(text(DeviceWords.SCRAPPED_HELP));
                    yield view(code, DeviceWords.SCRAPPED, "", news, List.of(), contact);
                }
            };
        }

        /** There is none, or it is not to be seen. */
        DeviceView nothing() {
            return view("", DeviceWords.NOTHING, "", List.of(text(DeviceWords.NOTHING_WHY)), List.of(), "");
        }

        /** Nobody can tell for the moment. */
        DeviceView away() {
            return view("", DeviceWords.AWAY, "", List.of(text(DeviceWords.AWAY_WHY)), List.of(), "");
        }

        private DeviceView view(
                String code, Sentence title, String model, List<Text> news, List<Said> said, String contact) {
            return new DeviceView(
                    isEnglish ? "en" : "fr",
                    isEnglish ? "fr" : "en",
                    code,
                    text(title),
                    model,
                    List.copyOf(news),
                    said,
                    contact);
        }

        private Said said(Sentence heading, Sentence text) {
            return new Said(text(heading), text(text));
        }

        private Text text(Sentence sentence) {
            return isEnglish ? new Text(sentence.en(), sentence.fr()) : new Text(sentence.fr(), sentence.en());
        }
    }
}
