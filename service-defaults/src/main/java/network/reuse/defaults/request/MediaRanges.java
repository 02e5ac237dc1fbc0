package network.reuse.defaults.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The value of an {@code Accept} header: ranges of media types, each with how much it is wanted. */
final class MediaRanges {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");
    private static final Pattern WEIGHT = Pattern.compile("0|1|[01]?\\.[0-9]{0,6}");

    private record Range(String type, String subtype, boolean wanted) {
        int precision() {
            return type.equals("*") ? 0 : subtype.equals("*") ? 1 : 2;
        }

        boolean covers(String otherType, String otherSubtype) {
            return (type.equals("*") || type.equals(otherType))
                    && (subtype.equals("*") || subtype.equals(otherSubtype));
        }
    }

    private final List<Range> ranges;

    private MediaRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** Reads the values of all {@code Accept} headers of a request; empty when one of them cannot be read. */
    static Optional<MediaRanges> read(List<String> values) {
        List<Range> ranges = new ArrayList<>();
        for (String value : values) {
            for (String element : split(value, ',')) {
                if (element.isBlank()) {
                    continue;
                }
                Optional<Range> range = range(element);
                if (range.isEmpty()) {
                    return Optional.empty();
                }
                ranges.add(range.get());
            }
        }
        return Optional.of(new MediaRanges(ranges));
    }

    /** Whether an answer of this type may be given; everything may where nothing is said. */
    boolean accept(String type, String subtype) {
        if (ranges.isEmpty()) {
            return true;
        }
        int best = -1;
        boolean wanted = false;
        for (Range range : ranges) {
            if (range.covers(type, subtype) && range.precision() >= best) {
                wanted = range.wanted() || (wanted && range.precision() == best);
                best = range.precision();
            }
        }
        return wanted;
    }

    private static Optional<Range> range(String element) {
        List<String> parts = split(element, ';');
        String range = parts.getFirst().strip().toLowerCase(Locale.ROOT);
        // Java's own client asks for "*" when it is asked for nothing.
        String[] names = range.equals("*") ? new String[] {"*", "*"} : range.split("/", -1);
        if (names.length != 2
                || !TOKEN.matcher(names[0]).matches()
                || !TOKEN.matcher(names[1]).matches()
                || (names[0].equals("*") && !names[1].equals("*"))) {
            return Optional.empty();
        }
        boolean wanted = true;
        for (String part : parts.subList(1, parts.size())) {
            String parameter = part.strip();
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            if (equals < 0 || !TOKEN.matcher(parameter.substring(0, equals)).matches()) {
                return Optional.empty();
            }
            String value = parameter.substring(equals + 1);
            if (parameter.substring(0, equals).equalsIgnoreCase("q")) {
                if (!WEIGHT.matcher(value).matches() || value.equals(".")) {
                    return Optional.empty();
                }
                double weight = Double.parseDouble(value);
                if (weight > 1) {
                    return Optional.empty();
                }
                wanted = weight > 0;
            } else if (!TOKEN.matcher(value).matches() && !QUOTED.matcher(value).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Range(names[0], names[1], wanted));
    }

    /** Splits at a separator that does not stand in quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (quoted && at == '\\') {
                i++;
            } else if (at == '"') {
                quoted = !quoted;
            } else if (at == separator && !quoted) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }
}
