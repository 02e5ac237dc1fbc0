package network.reuse.defaults.files;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures with what cameras and editors write into them. */
final class TestPictures {
    /** What no picture may tell any more. */
    static final String SECRET = "48.5839N 7.7455E Jeanne Martin SN-0815";

    private static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    /** How long the head of a WebP's extended form is. */
    private static final int EXTENDED = 10;

    private TestPictures() {}

    /** A picture of noise that this number draws. */
    static BufferedImage noise(int seed) {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                image.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        return image;
    }

    static byte[] jpeg(int seed) throws IOException {
        return written(noise(seed), "jpeg");
    }

    static byte[] png(int seed) throws IOException {
        return written(noise(seed), "png");
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IllegalStateException("no writer for " + format);
        }
        return out.toByteArray();
    }

    /** The JPEG with Exif that turns it so, XMP, IPTC, a maker's segment, a comment, and another file behind its end. */
    static byte[] chattyJpeg(int seed, int turned) throws IOException {
        byte[] plain = jpeg(seed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        segment(out, 0xE1, exif(turned));
        segment(out, 0xE1, text("http://ns.adobe.com/xap/1.0/\0" + SECRET));
        segment(out, 0xE4, text(SECRET));
        segment(out, 0xED, text("Photoshop 3.0\0" + SECRET));
        segment(out, 0xFE, text(SECRET));
        out.write(plain, 2, plain.length - 2);
        out.write(text("video " + SECRET));
        return out.toByteArray();
    }

    /** The JPEG with a second picture and a text behind what says that it is a JPEG, and a text behind how its colours are coded. */
    static byte[] jpegWithSecretsBehindItsHeads(int seed) throws IOException {
        byte[] plain = jpeg(seed);
        int head = 2 + 2 + 16;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        segment(out, 0xE0, text("JFIF\0\1\2\0\0\1\0\1\1\1abc" + SECRET));
        // Three components, coded as JFIF codes them.
        segment(out, 0xEE, text("Adobe\0\144\0\0\0\0\1" + SECRET));
        out.write(plain, head, plain.length - head);
        return out.toByteArray();
    }

    /** The JPEG with so many segments that hold nothing, by turns of these two kinds. */
    static byte[] jpegWithPieces(int seed, int pieces, int one, int other) throws IOException {
        byte[] plain = jpeg(seed);
        ByteBuffer out = ByteBuffer.allocate(plain.length + 4 * pieces).put(plain, 0, 2);
        for (int i = 0; i < pieces; i++) {
            out.put((byte) 0xFF).put((byte) (i % 2 == 0 ? one : other)).putShort((short) 2);
        }
        return out.put(plain, 2, plain.length - 2).array();
    }

    /** The PNG with so many chunks that hold nothing before its picture. */
    static byte[] pngWithEmptyPieces(int seed, int pieces) throws IOException {
        byte[] plain = png(seed);
        int header = 8 + 12 + 13;
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        chunk(empty, "IDAT", new byte[0]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, header);
        for (int i = 0; i < pieces; i++) {
            out.writeBytes(empty.toByteArray());
        }
        out.write(plain, header, plain.length - header);
        return out.toByteArray();
    }

    private static byte[] exif(int turned) {
        byte[] more = text(SECRET);
        return ByteBuffer.allocate(6 + 8 + 2 + 24 + 4 + more.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(text("Exif\0\0II*\0"))
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x010F)
                .putShort((short) 2)
                .putInt(more.length)
                .putInt(38)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) turned)
                .putShort((short) 0)
                .putInt(0)
                .put(more)
                .array();
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] content) {
        out.write(0xFF);
        out.write(marker);
        out.write((content.length + 2) >> 8);
        out.write(content.length + 2);
        out.writeBytes(content);
    }

    /** The PNG with texts, Exif and a time, and another file behind its end. */
    static byte[] chattyPng(int seed) throws IOException {
        byte[] plain = png(seed);
        int header = 8 + 12 + 13;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, header);
        for (String type : new String[] {"tEXt", "zTXt", "iTXt", "eXIf", "tIME", "vpAg"}) {
            chunk(out, type, text(SECRET));
        }
        out.write(plain, header, plain.length - header);
        out.write(text(SECRET));
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] named = ByteBuffer.allocate(4 + content.length)
                .put(text(type))
                .put(content)
                .array();
        CRC32 crc = new CRC32();
        crc.update(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    static byte[] webp() {
        return WEBP.clone();
    }

    /** The WebP in its extended form, with Exif, XMP and a chunk of somebody's own. */
    static byte[] chattyWebp() {
        return extended(new byte[EXTENDED]);
    }

    /** The same with more than its extended form has to say of itself. */
    static byte[] webpWithSecretInItsHead() {
        return extended(text("\0".repeat(EXTENDED) + SECRET));
    }

    private static byte[] extended(byte[] head) {
        head[0] = 0x0C;
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        riff(chunks, "VP8X", head);
        chunks.write(WEBP, 12, WEBP.length - 12);
        riff(chunks, "EXIF", text(SECRET));
        riff(chunks, "XMP ", text(SECRET + "!"));
        riff(chunks, "ownr", text(SECRET));
        return ByteBuffer.allocate(12 + chunks.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(text("RIFF"))
                .putInt(4 + chunks.size())
                .put(text("WEBP"))
                .put(chunks.toByteArray())
                .array();
    }

    private static void riff(ByteArrayOutputStream out, String type, byte[] content) {
        out.writeBytes(text(type));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(content.length)
                .array());
        out.writeBytes(content);
        if (content.length % 2 == 1) {
            out.write(0);
        }
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
