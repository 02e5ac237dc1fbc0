package network.reuse.local;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javax.imageio.ImageIO;

/** The files that the tools on a workshop's bench write of a laptop: nwipe's log, lshw's inventory, a camera's picture. */
final class BenchTools {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("'['uuuu/MM/dd HH:mm:ss']'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int WIDTH = 480;
    private static final int HEIGHT = 360;

    private BenchTools() {}

    /** What nwipe logs of a drive of 256 GB that it filled with zeros and verified, without an error. */
    static String nwipeLog(String drive, Instant endedAt) {
        return """
                S  notice: Found /dev/sda, ATA, Example, 1 kB, S/N=%s
                S  notice:   method   = Fill With Zeros
                S  notice: /dev/sda, sect/blk/dev 512/4096/256060514304
                S  notice: 256060514304 bytes written to /dev/sda
                S  notice: Verified pass 1 of 1, round 1 of 1, on '/dev/sda'.
                ******************************** Error Summary *********************************
                       sda |           0 |                    0 |                    0
                ********************************************************************************
                ********************************* Drive Status *********************************
                       sda | Erased | 414 MB/s | 00:29:50 | Example/%s
                --------------------------------------------------------------------------------
                """.formatted(drive, drive).replaceAll("(?m)^S ", STAMP.format(endedAt) + " ");
    }

    /** What {@code lshw -json} says of a laptop with one drive, an NVMe of 256 GB. */
    static String lshwInventory(String drive) {
        return """
                {"id":"laptop","class":"system","vendor":"Dell Inc.","product":"Latitude 5490","children":[
                {"id":"core","class":"bus","children":[
                {"id":"memory","class":"memory","description":"System Memory","units":"bytes","size":8589934592},
                {"id":"cpu","class":"processor","product":"Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz",\
                "configuration":{"cores":"4","threads":"8"}},
                {"id":"nvme","class":"storage","product":"BC501 NVMe SK hynix 256GB","serial":"%s","children":[
                {"id":"namespace:0","class":"disk","description":"NVMe disk","logicalname":"/dev/nvme0n1",\
                "size":256060514304}]}]},
                {"id":"battery","class":"power","product":"DELL 0X9V8","capacity":60000,"units":"mWh"}]}""".formatted(drive);
    }

    /** A picture of a laptop, as PNG. */
    static byte[] picture() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D drawing = picture.createGraphics();
        drawing.setColor(new Color(0xE9E4DA));
        drawing.fillRect(0, 0, WIDTH, HEIGHT);
        drawing.setColor(new Color(0x2B2F36));
        drawing.fillRoundRect(100, 60, 280, 180, 16, 16);
        drawing.setColor(new Color(0x5B8DB8));
        drawing.fillRect(114, 74, 252, 152);
        drawing.setColor(new Color(0x8A8F98));
        drawing.fillPolygon(new int[] {100, 380, 430, 50}, new int[] {246, 246, 310, 310}, 4);
        drawing.setColor(new Color(0x2B2F36));
        drawing.setStroke(new BasicStroke(2));
        for (int row = 0; row < 4; row++) {
            drawing.drawLine(104 - row * 8, 256 + row * 10, 376 + row * 8, 256 + row * 10);
        }
        drawing.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, "png", png)) {
                throw new IllegalStateException("this JDK writes no PNG");
            }
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
        return png.toByteArray();
    }
}
