package network.reuse.defaults.caller;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code If-Match} or {@code If-None-Match} names: any version, or these tags (RFC 9110, sections 8.8.3 and 13.1).
 *
 * @param any whether it is {@code *}, which stands for whatever is there
 */
record EntityTags(boolean any, List<Tag> tags) {
    private static final Pattern TAG =
            Pattern.compile("\\G[ \\t]*(?:(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\")?[ \\t]*(?:,|$)");

    EntityTags {
        tags = List.copyOf(tags);
    }

    record Tag(boolean weak, String value) {}

    /** What these lines of the header name together; null when they cannot be read. */
    static @Nullable EntityTags of(List<String> lines) {
        String header = String.join(",", lines).strip();
        if (header.equals("*")) {
            return new EntityTags(true, List.of());
        }
        List<Tag> tags = new ArrayList<>();
        Matcher next = TAG.matcher(header);
        int end = 0;
        while (end < header.length() && next.find()) {
            if (next.group(2) != null) {
                tags.add(new Tag(next.group(1) != null, next.group(2)));
            }
            end = next.end();
        }
        return end < header.length() || tags.isEmpty() ? null : new EntityTags(false, tags);
    }

    /** Whether this strong tag is among them by weak comparison, which {@code If-None-Match} asks for. */
    boolean weaklyHave(String value) {
        return any || tags.stream().anyMatch(tag -> tag.value().equals(value));
    }

    /** Whether this strong tag is among them by strong comparison, which {@code If-Match} asks for: no weak tag is. */
    boolean stronglyHave(String value) {
        return any || tags.stream().anyMatch(tag -> !tag.weak() && tag.value().equals(value));
    }
}
