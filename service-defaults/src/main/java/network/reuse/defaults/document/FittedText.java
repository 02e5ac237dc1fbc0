package network.reuse.defaults.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** Fits texts into a width; sizes and widths are in points. */
public final class FittedText {
    private static final String UNKNOWN = "?";
    private static final String MORE = "…";
    private static final double UNITS_PER_SIZE = 1_000;

    private final PDFont font;

    /** Fits texts that are written in this font. */
    public FittedText(PDFont font) {
        this.font = font;
    }

    /** The text with a question mark for each character of which the font has no picture. */
    public String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(character -> {
            String one = Character.toString(character);
            printable.append(isPrintable(one) ? one : UNKNOWN);
        });
        return printable.toString();
    }

    private boolean isPrintable(String character) {
        try {
            return font.getStringWidth(character) > 0;
        } catch (IOException | IllegalArgumentException notInTheFont) {
            return false;
        }
    }

    /** How wide a text is in this size. */
    public double width(String text, double size) throws IOException {
        return font.getStringWidth(text) / UNITS_PER_SIZE * size;
    }

    /** The size, no larger than this one and no smaller than that one, in which a text comes closest to fitting into a line. */
    public double sizeFor(String text, double width, double largest, double least) throws IOException {
        double asLarge = width / Math.max(width(text, 1), 0.001);
        return Math.max(least, Math.min(largest, asLarge));
    }

    /**
     * The text in so many lines at most. They end behind a blank or a hyphen where there is one, else anywhere; what does not fit at all is
     * replaced by three dots.
     */
    public List<String> lines(String text, double width, double size, int most) throws IOException {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            int end = fitting(rest, width, size);
            if (end == rest.length()) {
                lines.add(rest);
                break;
            }
            if (lines.size() == most - 1) {
                lines.add(shortened(rest, width, size));
                break;
            }
            int good = Math.max(rest.lastIndexOf(' ', end), rest.lastIndexOf('-', end - 1) + 1);
            int cut = good > 0 ? good : end;
            lines.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        return lines;
    }

    /** How many of its characters fit into a line; one at least. */
    private int fitting(String text, double width, double size) throws IOException {
        int end = text.offsetByCodePoints(0, 1);
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            if (width(text.substring(0, next), size) > width) {
                return end;
            }
            end = next;
        }
        return end;
    }

    private String shortened(String text, double width, double size) throws IOException {
        return text.substring(0, fitting(text, width - width(MORE, size), size)).strip() + MORE;
    }
}
