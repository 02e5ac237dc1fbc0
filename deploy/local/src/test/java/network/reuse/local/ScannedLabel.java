package network.reuse.local;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * A label that a workshop printed, as a camera reads it.
 *
 * @param address what its QR code holds
 */
record ScannedLabel(String address) {
    private static final int DOTS_PER_INCH = 200;

    /** Prints the label of a device on a roll, through the gateway, and scans it. */
    static ScannedLabel of(LocalNetwork network, String partner, String device)
            throws IOException, InterruptedException, ReaderException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(network.gatewayUri()
                                    .resolve("/v1/collection/labels?format=ROLL_62&devices=" + device))
                            .header("Authorization", "Bearer " + network.token(partner))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError("no label of " + device + ": " + answer.statusCode());
            }
            try (PDDocument document = Loader.loadPDF(answer.body())) {
                return new ScannedLabel(scanned(new PDFRenderer(document).renderImageWithDPI(0, DOTS_PER_INCH)));
            }
        }
    }

    private static String scanned(BufferedImage picture) throws ReaderException {
        int[] dots = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        RGBLuminanceSource light = new RGBLuminanceSource(picture.getWidth(), picture.getHeight(), dots);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(light)))
                .getText();
    }
}
