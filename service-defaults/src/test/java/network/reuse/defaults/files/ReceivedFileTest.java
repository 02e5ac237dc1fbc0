package network.reuse.defaults.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.keys.Sha256;
import org.junit.jupiter.api.Test;

/** What becomes of a file between its sender and the store. */
class ReceivedFileTest {
    @Test
    void aPhotoKeepsEveryPixelAndNothingOfWhereAndByWhomItWasTaken() throws IOException {
        for (byte[] sent : new byte[][] {TestPictures.chattyJpeg(1, 1), TestPictures.chattyPng(1)}) {
            byte[] kept = kept(sent);

            assertThat(text(sent)).contains(TestPictures.SECRET);
            assertThat(text(kept)).doesNotContain("Jeanne");
            assertThat(pixels(kept)).isEqualTo(pixels(sent));
        }
    }

    @Test
    void aPhotoWithoutAnythingBesideThePictureIsKeptToTheByte() throws IOException {
        for (byte[] sent : new byte[][] {TestPictures.jpeg(2), TestPictures.png(2), TestPictures.webp()}) {
            assertThat(kept(sent)).isEqualTo(sent);
        }
    }

    @Test
    void whatWasStrippedOnceIsStrippedOfNothingMore() throws IOException {
        for (byte[] sent :
                new byte[][] {TestPictures.chattyJpeg(3, 6), TestPictures.chattyPng(3), TestPictures.chattyWebp()}) {
            byte[] kept = kept(sent);
            assertThat(kept(kept)).isEqualTo(kept);
        }
    }

    @Test
    void aPhotoThatTheCameraTurnedStaysTurned() throws IOException {
        byte[] kept = kept(TestPictures.chattyJpeg(4, 6));

        assertThat(text(kept)).contains("Exif").doesNotContain("Jeanne");
        assertThat(HexFormat.of().formatHex(kept))
                .contains("4d4d002a" + "00000008" + "0001" + "01120003" + "00000001" + "0006");
    }

    @Test
    void whatSaysHowAJpegsColoursAreCodedIsKeptWithoutWhatIsHiddenBehindIt() throws IOException {
        byte[] sent = TestPictures.jpegWithSecretsBehindItsHeads(8);

        byte[] kept = kept(sent);

        assertThat(text(sent)).contains("JFIF", "Adobe", TestPictures.SECRET);
        assertThat(text(kept)).contains("JFIF", "Adobe").doesNotContain("Jeanne");
        assertThat(pixels(kept)).isEqualTo(pixels(sent));
        assertThat(kept(kept)).isEqualTo(kept);
    }

    @Test
    void aWebpWhoseExtendedFormSaysMoreThanItMayIsRefused() {
        assertThatThrownBy(() -> received(TestPictures.webpWithSecretInItsHead()))
                .isInstanceOfSatisfying(Refusal.class, ReceivedFileTest::unreadable);
    }

    @Test
    void aPictureOfMillionsOfPiecesIsHeldInAFewParts() throws IOException {
        ByteBuffer jpeg = ByteBuffer.wrap(TestPictures.jpegWithPieces(9, 2_000_000, 0xDD, 0xDD));
        ByteBuffer png = ByteBuffer.wrap(TestPictures.pngWithEmptyPieces(9, 600_000));

        assertThat(PictureMetadata.without(jpeg, FileType.JPEG)).hasSizeLessThan(10);
        assertThat(PictureMetadata.without(png, FileType.PNG)).hasSizeLessThan(10);
    }

    @Test
    void aPictureOfWhichEverySecondPieceWouldGoIsRefusedWhenItHasThousands() throws IOException {
        byte[] some = TestPictures.jpegWithPieces(9, 2_000, 0xDD, 0xFE);
        byte[] jpeg = TestPictures.jpegWithPieces(9, 2_000_000, 0xDD, 0xFE);

        assertThat(kept(some)).hasSize(some.length - 4 * 1_000);
        assertThatThrownBy(() -> received(jpeg)).isInstanceOfSatisfying(Refusal.class, ReceivedFileTest::unreadable);
    }

    private static void unreadable(Refusal refused) {
        assertThat(refused.faults().getFirst().code()).isEqualTo("picture_unreadable");
    }

    @Test
    void aWebpSaysNoMoreThatItHasWhatWasTakenOut() throws IOException {
        byte[] kept = kept(TestPictures.chattyWebp());

        assertThat(text(kept)).contains("VP8X").doesNotContain("Jeanne", "EXIF", "XMP ", "ownr");
        assertThat(kept[20]).isZero();
        assertThat(Integer.reverseBytes(ByteBuffer.wrap(kept).getInt(4))).isEqualTo(kept.length - 8);
    }

    @Property(tries = 300)
    void aPictureThatBreaksOffOrHasAnyByteWrongIsRefusedOrKeptAndNeverAnythingElse(
            @ForAll @IntRange(max = 2) int type, @ForAll @IntRange(min = 12, max = 4_000) int at, @ForAll byte value)
            throws IOException {
        byte[] whole = switch (type) {
            case 0 -> TestPictures.chattyJpeg(5, 3);
            case 1 -> TestPictures.chattyPng(5);
            default -> TestPictures.chattyWebp();
        };
        int place = Math.min(at, whole.length - 1);
        byte[] wrong = whole.clone();
        wrong[place] = value;
        for (byte[] sent : new byte[][] {Arrays.copyOf(whole, place), wrong}) {
            try {
                assertThat(kept(sent).length).isLessThanOrEqualTo(sent.length);
            } catch (Refusal refused) {
                assertThat(refused.faults().getFirst().code()).isEqualTo("picture_unreadable");
            }
        }
    }

    @Test
    void theHashIsOfWhatIsKept() throws IOException {
        byte[] sent = TestPictures.chattyPng(6);
        try (ReceivedFile file = received(sent)) {
            assertThat(file.sha256()).isEqualTo(HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file.path()))));
            assertThat(file.bytes()).isLessThan(sent.length).isEqualTo(Files.size(file.path()));
            assertThat(file.type()).isEqualTo(FileType.PNG);
        }
    }

    @Test
    void whatIsTooLargeOrOfAnotherTypeOrBrokenLeavesNothingOnTheMachine() throws IOException {
        byte[] large = Arrays.copyOf(TestPictures.jpeg(7), (int) RetentionClass.DEVICE_PHOTO.largest() + 1);
        long before = temporaries();

        assertThatThrownBy(() -> received(large)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> received("<svg xmlns='x'/>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> received(new byte[0])).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> received(Arrays.copyOf(TestPictures.jpeg(7), 100)))
                .isInstanceOf(Refusal.class);
        received(TestPictures.jpeg(7)).close();

        assertThat(temporaries()).isEqualTo(before);
    }

    @Test
    void whatAProcessThatWasKilledHadOnTheWayGoesWhenTheNextStarts() throws IOException {
        // No process has such a number.
        Path left = TemporaryFiles.folder(999_999_999_999L);
        Files.createDirectories(left);
        Files.writeString(left.resolve("1.file"), "half a photo");
        ReceivedFile own = received(TestPictures.jpeg(7));

        TemporaryFiles.clean();

        assertThat(left).doesNotExist();
        assertThat(own.path()).as("of a former process with this number").doesNotExist();
        try (ReceivedFile next = received(TestPictures.jpeg(7))) {
            assertThat(next.path()).hasSize(next.bytes());
        }
    }

    @Test
    void whatIsNoPictureIsKeptToTheByteAndNothingOfItStays() throws IOException {
        byte[] pdf = "%PDF-1.7\n/Author (Jeanne)".getBytes(StandardCharsets.UTF_8);
        byte[] log = "nwipe 0.37\r\n\u0000".getBytes(StandardCharsets.UTF_8);
        long before = temporaries();

        try (ReceivedFile slip = ReceivedFile.read(new ByteArrayInputStream(pdf), RetentionClass.PALLET_SLIP);
                ReceivedFile evidence = ReceivedFile.whole(new ByteArrayInputStream(log), FileType.ERASURE_LOG)) {
            assertThat(Files.readAllBytes(slip.path())).isEqualTo(pdf);
            assertThat(slip.type()).isEqualTo(FileType.PDF);
            assertThat(Files.readAllBytes(evidence.path())).isEqualTo(log);
            assertThat(evidence.bytes()).isEqualTo(log.length);
            assertThat(evidence.sha256()).isEqualTo(HexFormat.of().formatHex(Sha256.of(log)));
        }
        assertThat(temporaries()).isEqualTo(before);
        assertThatThrownBy(() -> ReceivedFile.read(new ByteArrayInputStream(log), RetentionClass.ERASURE_EVIDENCE))
                .as("no first bytes tell what a log is")
                .isInstanceOf(Refusal.class);
    }

    private static long temporaries() throws IOException {
        Path folder = TemporaryFiles.folder(ProcessHandle.current().pid());
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static ReceivedFile received(byte[] sent) throws IOException {
        return ReceivedFile.read(new ByteArrayInputStream(sent), RetentionClass.DEVICE_PHOTO);
    }

    private static byte[] kept(byte[] sent) throws IOException {
        try (ReceivedFile file = received(sent)) {
            return Files.readAllBytes(file.path());
        }
    }

    private static int[] pixels(byte[] picture) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
