package network.reuse.defaults.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file is: by its first bytes, whatever it is said to be, or as whoever read it found. */
public enum FileType {
    JPEG("image/jpeg", "jpg", "\u00FF\u00D8\u00FF", ""),
    PNG("image/png", "png", "\u0089PNG\r\n\u001A\n", ""),
    WEBP("image/webp", "webp", "RIFF", "WEBP"),
    PDF("application/pdf", "pdf", "%PDF-", ""),

    /** What a tool wrote of erasures as text; no first bytes tell it. */
    ERASURE_LOG("text/plain", "txt"),

    /** What a tool wrote of erasures in the network's own JSON; no first bytes tell it. */
    ERASURE_REPORT("application/vnd.reuse.erasure-report+json", "json");

    /** How many bytes tell. */
    static final int HEAD = 12;

    private static final int BEHIND_LENGTH = 8;

    private final String mediaType;
    private final String extension;
    private final @Nullable String begin;
    private final String then;

    FileType(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.begin = null;
        this.then = "";
    }

    /**
     * @param begin what it begins with, a character for each byte
     * @param then what stands behind the length that follows that
     */
    FileType(String mediaType, String extension, String begin, String then) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.begin = begin;
        this.then = then;
    }

    /** As HTTP names it. */
    public String mediaType() {
        return mediaType;
    }

    /** How names of such files end, without the dot. */
    public String extension() {
        return extension;
    }

    /** The one of these that the first bytes of a file are; empty when they are none. */
    static Optional<FileType> of(byte[] head, List<FileType> types) {
        return types.stream().filter(type -> type.begins(head)).findFirst();
    }

    /** The type of that media type. */
    static FileType ofMediaType(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(mediaType + " is no type of file"));
    }

    /** Whether it is a picture, which may say more of itself than it shows. */
    boolean isPicture() {
        return switch (this) {
            case JPEG, PNG, WEBP -> true;
            case PDF, ERASURE_LOG, ERASURE_REPORT -> false;
        };
    }

    private boolean begins(byte[] head) {
        if (begin == null) {
            return false;
        }
        String told = new String(head, StandardCharsets.ISO_8859_1);
        return told.startsWith(begin) && (then.isEmpty() || told.startsWith(then, BEHIND_LENGTH));
    }
}
