package network.reuse.defaults.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    private static final int DOTS = 5;
    private static final int FRAME = 20;

    @Test
    void everyCodeIsReadWhateverItsTextLooksLike() throws Exception {
        for (int i = 0; i < 400; i++) {
            String text = "https://reemploi.grandest.example/d/D-%06d".formatted(i * 7_919 % 1_000_000);
            assertThat(read(QrCode.of(text))).isEqualTo(text);
        }
    }

    private static String read(ByteMatrix squares) throws Exception {
        int size = squares.getWidth() * DOTS + 2 * FRAME;
        int[] picture = new int[size * size];
        Arrays.fill(picture, 0xFFFFFFFF);
        for (int y = 0; y < squares.getHeight() * DOTS; y++) {
            for (int x = 0; x < squares.getWidth() * DOTS; x++) {
                if (squares.get(x / DOTS, y / DOTS) == 1) {
                    picture[(y + FRAME) * size + x + FRAME] = 0xFF000000;
                }
            }
        }
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size, size, picture))))
                .getText();
    }
}
