package network.reuse.contracts;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;

/**
 * The one form in which texts are kept and compared, so that what looks the same is the same: Unicode's NFC, each run of blanks
 * as one space, and no blank at either end. Blanks are what Unicode calls white space, such as no-break spaces, tabs and line
 * ends. A text with a character that nobody can see is refused rather than changed: control characters (U+0000 among them),
 * formatting ones such as U+200B, fillers, halves of a surrogate pair, and U+FFFD, which stands for what some program could not
 * read.
 */
public final class NormalForm {
    private static final int UNREAD = 0xfffd;

    private NormalForm() {}

    /** A text's normal form; refuses, at that pointer of the request, one with a character that nobody can see. */
    public static String of(String text, String pointer) {
        Optional<Refusal.Fault> fault = fault(text, pointer);
        if (fault.isPresent()) {
            throw Refusal.invalid(List.of(fault.get()));
        }
        return folded(text);
    }

    /** What can be seen of a text that nobody typed, such as what a drive's firmware tells: the others are left out, not refused. */
    public static String seen(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        text.codePoints().filter(at -> !isUnseen(at)).forEach(seen::appendCodePoint);
        return folded(seen.toString());
    }

    /** What is wrong with a text that has no normal form. */
    public static Optional<Refusal.Fault> fault(String text, String pointer) {
        int place = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            place++;
            int at = text.codePointAt(i);
            if (isUnseen(at)) {
                String name = "U+%04X".formatted(at);
                return Optional.of(new Refusal.Fault(
                        pointer,
                        "invisible_character",
                        "Ce texte contient un caractère invisible, " + name + ", en position " + place
                                + " ; retirez-le.",
                        "This text holds an invisible character, " + name + ", at position " + place + "; remove it."));
            }
        }
        return Optional.empty();
    }

    /** Whether a text is in its normal form. */
    public static boolean holds(String text) {
        return fault(text, "").isEmpty() && folded(text).equals(text);
    }

    private static String folded(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder folded = new StringBuilder(composed.length());
        boolean blank = false;
        for (int i = 0; i < composed.length(); i++) {
            char at = composed.charAt(i);
            if (isBlank(at)) {
                blank = true;
            } else {
                if (blank && !folded.isEmpty()) {
                    folded.append(' ');
                }
                folded.append(at);
                blank = false;
            }
        }
        return folded.toString();
    }

    /** Unicode's property White_Space; all of it lies in the first plane. */
    private static boolean isBlank(int at) {
        return switch (at) {
            case '\t', '\n', 0x0b, '\f', '\r', ' ', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
            default -> at >= 0x2000 && at <= 0x200a;
        };
    }

    private static boolean isUnseen(int at) {
        if ((at >= ' ' && at < 0x7f) || isBlank(at)) {
            return false;
        }
        return switch (Character.getType(at)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
            default -> at == UNREAD || isNoCharacter(at) || isIgnorable(at);
        };
    }

    private static boolean isNoCharacter(int at) {
        return (at & 0xfffe) == 0xfffe || (at >= 0xfdd0 && at <= 0xfdef);
    }

    /** Unicode's property Default_Ignorable_Code_Point as far as it is no formatting character, and the empty Braille cell. */
    private static boolean isIgnorable(int at) {
        return switch (at) {
            case 0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180f, 0x2065, 0x2800, 0x3164, 0xffa0 -> true;
            default ->
                (at >= 0x180b && at <= 0x180d)
                        || (at >= 0xfe00 && at <= 0xfe0f)
                        || (at >= 0xfff0 && at <= 0xfff8)
                        || (at >= 0xe0000 && at <= 0xe0fff);
        };
    }
}
