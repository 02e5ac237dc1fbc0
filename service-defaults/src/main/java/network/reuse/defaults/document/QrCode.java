package network.reuse.defaults.document;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.EncodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/** The squares of a QR code (ISO/IEC 18004), without the light frame around it. */
public final class QrCode {
    /** What is printed is scratched and dirty after a year: a quarter of the code may be unreadable. */
    private static final ErrorCorrectionLevel CORRECTION = ErrorCorrectionLevel.Q;

    private static final int FRAME = 4;
    private static final int DOTS = 4;
    private static final int DARK = 0xFF000000;
    private static final int LIGHT = 0xFFFFFFFF;

    private QrCode() {}

    /** Draws the code of this text as black squares, those of a row that touch as one; lengths are in points. */
    public static void draw(PDPageContentStream content, String text, double left, double bottom, double side)
            throws IOException {
        ByteMatrix squares = of(text);
        double size = side / squares.getWidth();
        for (int row = 0; row < squares.getHeight(); row++) {
            int column = 0;
            while (column < squares.getWidth()) {
                int end = column;
                while (end < squares.getWidth() && squares.get(end, row) == 1) {
                    end++;
                }
                if (end > column) {
                    content.addRect(
                            (float) (left + column * size),
                            (float) (bottom + side - (row + 1) * size),
                            (float) ((end - column) * size),
                            (float) size);
                }
                column = end + 1;
            }
        }
        content.fill();
    }

    /**
     * A code of this text that was read back. About one in a hundred has squares that a reader takes for one of the code's
     * corners; of the eight masks that the standard offers, another one is taken then.
     */
    static ByteMatrix of(String text) {
        ByteMatrix best = encoded(text, Map.of());
        return isReadable(best, text)
                ? best
                : IntStream.range(0, QRCode.NUM_MASK_PATTERNS)
                        .mapToObj(mask -> encoded(text, Map.of(EncodeHintType.QR_MASK_PATTERN, mask)))
                        .filter(squares -> isReadable(squares, text))
                        .findFirst()
                        .orElse(best);
    }

    private static ByteMatrix encoded(String text, Map<EncodeHintType, Object> hints) {
        try {
            return Encoder.encode(text, CORRECTION, hints).getMatrix();
        } catch (WriterException tooLong) {
            throw new IllegalStateException("no QR code holds " + text, tooLong);
        }
    }

    private static boolean isReadable(ByteMatrix squares, String text) {
        int size = (squares.getWidth() + 2 * FRAME) * DOTS;
        int[] picture = new int[size * size];
        Arrays.fill(picture, LIGHT);
        for (int y = FRAME * DOTS; y < size - FRAME * DOTS; y++) {
            for (int x = FRAME * DOTS; x < size - FRAME * DOTS; x++) {
                if (squares.get(x / DOTS - FRAME, y / DOTS - FRAME) == 1) {
                    picture[y * size + x] = DARK;
                }
            }
        }
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new GlobalHistogramBinarizer(new RGBLuminanceSource(size, size, picture))))
                    .getText()
                    .equals(text);
        } catch (ReaderException unreadable) {
            return false;
        }
    }
}
