package network.reuse.defaults.message;

import java.text.Normalizer;

/**
 * A text as an SMS carries it cheaply. One character that is not of the alphabet of GSM 03.38 would halve what goes into each part: letters with an accent
 * that the alphabet has not lose it, and other characters become a question mark.
 */
public final class SmsText {
    /** Of GSM 03.38, the basic table, but for the Greek capitals; what is of its extension counts twice. */
    private static final String BASIC =
            "@£$¥èéùìòÇ\nØøÅåÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
                    + "¿abcdefghijklmnopqrstuvwxyzäöñüà_";

    private static final String EXTENSION = "^{}\\[~]|€";

    private SmsText() {}

    /** The text in the alphabet of SMS. */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(character -> {
            String one = Character.toString(character);
            plain.append(isOfTheAlphabet(one) ? one : nearest(one));
        });
        return plain.toString();
    }

    /** Whether every character is of the alphabet. */
    public static boolean isCheap(String text) {
        return text.codePoints().mapToObj(Character::toString).allMatch(SmsText::isOfTheAlphabet);
    }

    private static boolean isOfTheAlphabet(String character) {
        return BASIC.contains(character) || EXTENSION.contains(character);
    }

    private static String nearest(String character) {
        return switch (character) {
            case "’", "‘" -> "'";
            case "«", "»", "“", "”", "„" -> "\"";
            case "–", "—" -> "-";
            case "œ" -> "oe";
            case "Œ" -> "OE";
            case "…" -> "...";
            case "\u00a0", "\u202f", "\u2009" -> " ";
            default -> {
                String base =
                        Normalizer.normalize(character, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
                yield !base.isEmpty() && isCheap(base) ? base : "?";
            }
        };
    }
}
