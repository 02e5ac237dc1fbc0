package network.reuse.defaults.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import network.reuse.contracts.Refusal;

/**
 * Takes out of a picture what is not needed to show it: a camera writes into it where it was taken, by whom and with which apparatus. The picture
 * itself is neither decoded nor written anew. Kept is what a list names, so that what nobody has heard of goes as well; behind the picture's
 * end nothing is kept. However many pieces a picture claims to have, only so many parts of it are held.
 */
final class PictureMetadata {
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int UPRIGHT = 1;
    private static final int MOST_TURNED = 8;

    /** Exif with one entry, how the picture is turned, whose value stands in the last byte but six. */
    private static final byte[] TURNED = {
        (byte) 0xFF,
        (byte) 0xE1,
        0,
        34,
        'E',
        'x',
        'i',
        'f',
        0,
        0,
        'M',
        'M',
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        1,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0
    };

    private static final int TURNED_HOW = 29;

    /** How long JFIF says that it is, and is without the small picture that may follow; the last two bytes are that one's size. */
    private static final int JFIF = 16;

    /** The same of what says how the colours are coded. */
    private static final int ADOBE = 14;

    /** How long what a WebP says of its extended form is. */
    private static final int EXTENDED = 10;

    /** A picture of a camera or an editor has some dozens. */
    private static final int MOST_PARTS = 4_096;

    /** Of a PNG: how its colours and its transparency are meant, and how large it is. */
    private static final Set<String> PNG =
            Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sRGB", "cICP", "sBIT", "pHYs");

    private static final Set<String> WEBP = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ICCP");
    private static final int WEBP_HEAD = 12;

    /** The bits by which a WebP says that it has Exif, XMP or an animation. */
    private static final int WEBP_WITH_MORE = 0x08 | 0x04 | 0x02;

    private final ByteBuffer picture;
    private final List<ByteBuffer> kept = new ArrayList<>();

    /** The range of the picture that is kept and may still grow. */
    private int keptFrom;

    private int keptTo;

    private PictureMetadata(ByteBuffer picture) {
        this.picture = picture;
    }

    /** The parts of a picture that are kept, in their order. Refuses one that breaks off or is not built as its type is. */
    static List<ByteBuffer> without(ByteBuffer picture, FileType type) {
        PictureMetadata one = new PictureMetadata(picture.duplicate());
        try {
            switch (type) {
                case JPEG -> one.jpeg();
                case PNG -> one.png();
                case WEBP -> one.webp();
                case PDF, ERASURE_LOG, ERASURE_REPORT -> throw new IllegalArgumentException(type + " is no picture");
            }
            one.endRange();
        } catch (IndexOutOfBoundsException brokenOff) {
            throw unreadable();
        }
        return one.kept;
    }

    // --- JPEG: ISO/IEC 10918-1 ---

    private void jpeg() {
        keep(0, 2);
        int at = 2;
        boolean jfif = false;
        boolean adobe = false;
        boolean turned = false;
        boolean seen = false;
        while (true) {
            require(unsigned(at) == 0xFF);
            int marker = unsigned(at + 1);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker == 0xD9) {
                require(seen);
                keep(at, at + 2);
                return;
            }
            int end = at + 2 + segment(at + 2);
            require(end <= picture.limit());
            if (isNeeded(marker, at + 4, end)) {
                keep(at, end);
            } else if (marker == 0xE0 && !jfif && end - at >= 2 + JFIF && has(at + 4, end, "JFIF\0")) {
                byte[] head = cut(at, JFIF);
                head[JFIF] = 0;
                head[JFIF + 1] = 0;
                insert(head);
                jfif = true;
            } else if (marker == 0xEE && !adobe && end - at >= 2 + ADOBE && has(at + 4, end, "Adobe")) {
                insert(cut(at, ADOBE));
                adobe = true;
            } else if (marker == 0xE1 && !turned && has(at + 4, end, "Exif\0\0")) {
                int how = orientation(at + 10, end);
                if (how > UPRIGHT && how <= MOST_TURNED) {
                    byte[] exif = TURNED.clone();
                    exif[TURNED_HOW] = (byte) how;
                    insert(exif);
                    turned = true;
                }
            }
            at = end;
            if (marker == 0xDA) {
                seen = true;
                at = endOfScan(end);
                keep(end, at);
            }
        }
    }

    private int segment(int at) {
        int length = Short.toUnsignedInt(picture.getShort(at));
        require(length >= 2);
        return length;
    }

    private boolean isNeeded(int marker, int from, int end) {
        return switch (marker) {
            case 0xE2 -> has(from, end, "ICC_PROFILE\0");
            case 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF -> true;
            default -> marker >= 0xC0 && marker <= 0xCF && marker != 0xC8;
        };
    }

    /** The segment's beginning, which says that it is no longer than that. */
    private byte[] cut(int at, int length) {
        byte[] segment = new byte[2 + length];
        picture.get(at, segment);
        segment[2] = 0;
        segment[3] = (byte) length;
        return segment;
    }

    /** Where coded data ends: before a marker that is neither stuffed, nor fills, nor restarts. */
    private int endOfScan(int from) {
        int at = from;
        while (true) {
            if (unsigned(at) == 0xFF) {
                int next = unsigned(at + 1);
                if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
                    return at;
                }
            }
            at++;
        }
    }

    /** What Exif says of how the picture is turned; 1 where it says nothing that can be read. */
    private int orientation(int tiff, int end) {
        ByteBuffer exif = picture.slice(tiff, end - tiff);
        try {
            exif.order(exif.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = exif.getInt(4);
            int entries = Short.toUnsignedInt(exif.getShort(directory));
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + 12 * i;
                if (exif.getShort(entry) == ORIENTATION && exif.getShort(entry + 2) == SHORT) {
                    return exif.getShort(entry + 8);
                }
            }
        } catch (IndexOutOfBoundsException broken) {
            return UPRIGHT;
        }
        return UPRIGHT;
    }

    // --- PNG, third edition ---

    private void png() {
        keep(0, 8);
        int at = 8;
        boolean seen = false;
        while (true) {
            int length = picture.getInt(at);
            String type = text(at + 4, 4);
            require(length >= 0 && length <= picture.limit() - at - 12);
            int end = at + 12 + length;
            if (PNG.contains(type)) {
                keep(at, end);
            }
            seen |= type.equals("IDAT");
            at = end;
            if (type.equals("IEND")) {
                require(seen);
                return;
            }
        }
    }

    // --- WebP: RFC 9649 ---

    private void webp() {
        ByteBuffer riff = picture.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long whole = Integer.toUnsignedLong(riff.getInt(4)) + 8;
        require(whole <= picture.limit());
        ByteBuffer head = ByteBuffer.allocate(WEBP_HEAD).order(ByteOrder.LITTLE_ENDIAN);
        head.put(0, riff, 0, WEBP_HEAD);
        hold(head);
        int at = WEBP_HEAD;
        boolean seen = false;
        while (at < whole) {
            String type = text(at, 4);
            long length = Integer.toUnsignedLong(riff.getInt(at + 4));
            long end = at + 8 + length + (length & 1);
            require(end <= picture.limit());
            if (type.equals("VP8X")) {
                require(length == EXTENDED);
                byte[] extended = new byte[8 + EXTENDED];
                riff.get(at, extended);
                extended[8] &= (byte) ~WEBP_WITH_MORE;
                insert(extended);
            } else if (WEBP.contains(type)) {
                keep(at, (int) end);
            }
            seen |= type.equals("VP8 ") || type.equals("VP8L");
            at = (int) end;
        }
        require(seen);
        endRange();
        head.putInt(4, kept.stream().mapToInt(ByteBuffer::remaining).sum() - 8);
    }

    // --- what they have in common ---

    /** Keeps a range of the picture; one that begins where the last ended is the same part. */
    private void keep(int next, int to) {
        if (next != keptTo) {
            endRange();
            keptFrom = next;
        }
        keptTo = to;
    }

    private void endRange() {
        if (keptTo > keptFrom) {
            hold(picture.slice(keptFrom, keptTo - keptFrom));
        }
        keptFrom = keptTo;
    }

    /** Keeps what is not in the picture as it stands. */
    private void insert(byte[] part) {
        endRange();
        hold(ByteBuffer.wrap(part));
        keptFrom = 0;
        keptTo = 0;
    }

    private void hold(ByteBuffer part) {
        require(kept.size() < MOST_PARTS);
        kept.add(part);
    }

    private int unsigned(int at) {
        return Byte.toUnsignedInt(picture.get(at));
    }

    private boolean has(int from, int end, String text) {
        return end - from >= text.length() && text(from, text.length()).equals(text);
    }

    private String text(int from, int length) {
        byte[] bytes = new byte[length];
        picture.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw unreadable();
        }
    }

    private static Refusal unreadable() {
        return Refusal.invalid(
                "/",
                "picture_unreadable",
                "L'image est interrompue ou mal formée ; exportez-la de nouveau.",
                "The picture breaks off or is malformed; export it again.");
    }
}
