package network.reuse.defaults.files;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file in the store. It tells what the file holds, so that whoever has the bytes can check them, and which file it is: no name is
 * used twice, so that what nobody knows any more can be deleted without asking who is about to write it.
 *
 * @param sha256 of its bytes, in lower-case hexadecimal digits
 * @param id the file's UUIDv7
 */
public record FileKey(String sha256, UUID id) implements Comparable<FileKey> {
    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f]{64})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");
    private static final int MILLIS_AT = 16;

    /** The key that is written so; empty when it is none. */
    public static Optional<FileKey> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new FileKey(matcher.group(1), UUID.fromString(matcher.group(2))))
                : Optional.empty();
    }

    /** When the id was made. */
    Instant madeAt() {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> MILLIS_AT);
    }

    /** As the store names it. */
    @Override
    public String toString() {
        return sha256 + "." + id;
    }

    /** In the order of their names. */
    @Override
    public int compareTo(FileKey other) {
        return toString().compareTo(other.toString());
    }
}
