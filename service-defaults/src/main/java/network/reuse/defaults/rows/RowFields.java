package network.reuse.defaults.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import network.reuse.contracts.NormalForm;
import network.reuse.contracts.Refusal;

/**
 * What one row says, field by field, each text in its normal form: each that is wrong is told.
 *
 * @param <C> the columns
 */
public final class RowFields<C> {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private final Headings<C> headings;
    private final Map<C, String> texts = new HashMap<>();
    private final List<Refusal.Fault> faults = new ArrayList<>();

    RowFields(Headings<C> headings) {
        this.headings = headings;
    }

    static String folded(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    /** A field cannot be read, or is wrong. */
    public void wrong(Refusal.Fault fault) {
        faults.add(fault);
    }

    /** A field says this. */
    void say(C column, String text) {
        String pointer = headings.pointer(column);
        int longest = headings.longest(column);
        if (text.length() > longest) {
            faults.add(new Refusal.Fault(
                    pointer, "size", longest + " caractères au plus.", longest + " characters at most."));
        } else if (text.indexOf(0xfffd) >= 0) {
            faults.add(new Refusal.Fault(
                    pointer,
                    "unreadable_character",
                    "Un caractère n'est pas lisible ; déclarez le charset du fichier (Content-Type: text/csv;"
                            + " charset=…).",
                    "A character cannot be read; declare the file's charset (Content-Type: text/csv; charset=…)."));
        } else {
            Optional<Refusal.Fault> unseen = NormalForm.fault(text, pointer);
            if (unseen.isEmpty()) {
                texts.put(column, NormalForm.of(text, pointer));
                return;
            }
            faults.add(unseen.get());
        }
        texts.put(column, folded(text));
    }

    /** What a field says; empty when that is nothing. */
    public String text(C column) {
        return texts.getOrDefault(column, "");
    }

    /** What a field says, which has to be something. */
    public String required(C column) {
        String text = text(column);
        String pointer = headings.pointer(column);
        if (text.isEmpty() && faults.stream().noneMatch(fault -> fault.pointer().equals(pointer))) {
            faults.add(
                    new Refusal.Fault(pointer, "required", "Cette valeur est obligatoire.", "This value is required."));
        }
        return text;
    }

    /** All that is wrong so far. */
    public List<Refusal.Fault> faults() {
        return List.copyOf(faults);
    }
}
