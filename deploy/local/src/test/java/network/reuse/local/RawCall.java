package network.reuse.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A call whose request line is sent letter by letter, since HTTP clients put odd paths right before they send them. */
final class RawCall {
    private static final int PATIENCE = 30_000;

    private RawCall() {}

    /**
     * The head of an answer.
     *
     * @param status 0 when the server hung up without a word
     */
    record Answer(int status, String contentType) {}

    static Answer send(URI base, String method, String target, @Nullable String bodyType, @Nullable String token) {
        StringBuilder request = new StringBuilder(
                method + " " + target + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nConnection: close\r\n");
        if (token != null) {
            request.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        if (bodyType != null) {
            request.append("Idempotency-Key: raw\r\nIf-Match: \"v1\"\r\nContent-Type: ")
                    .append(bodyType)
                    .append("\r\nContent-Length: 2\r\n\r\n{}");
        } else {
            request.append("\r\n");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), PATIENCE);
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return head(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)));
        } catch (IOException lost) {
            throw new UncheckedIOException(method + " " + target + " at " + base, lost);
        }
    }

    private static Answer head(BufferedReader answer) throws IOException {
        String line = answer.readLine();
        if (line == null) {
            return new Answer(0, "");
        }
        int status = Integer.parseInt(line.split(" ", -1)[1]);
        String type = "";
        for (line = answer.readLine(); line != null && !line.isEmpty(); line = answer.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-type:")) {
                type = line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return new Answer(status, type);
    }
}
