package network.reuse.defaults.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A call whose bytes are sent as they are, since HTTP clients refuse to send what a server must refuse to take. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 40_000;

    private RawHttp() {}

    /**
     * An answer.
     *
     * @param status 0 when the server hung up without a word
     * @param headers by their names in lower case
     * @param continued whether 100 was said before
     * @param closed whether the server has closed the connection after it
     */
    public record Answer(int status, Map<String, String> headers, String body, boolean continued, boolean closed) {
        /** A header's value; empty when there is none. */
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** Sends these characters, each as one byte, and reads one answer. */
    public static Answer send(int port, String request) throws IOException {
        return send(port, request.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    /** Sends these characters, reads one answer, and waits for the server to close when it said so. */
    public static Answer sendUntilClosed(int port, String request) throws IOException {
        return send(port, request.getBytes(StandardCharsets.ISO_8859_1), true);
    }

    private static Answer send(int port, byte[] request, boolean awaitClose) throws IOException {
        try (Socket socket = open(port)) {
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (SocketException hungUp) {
                // The answer may have come before all was sent.
            }
            return answer(socket, awaitClose);
        }
    }

    /** Sends a head, waits until the server says to go on, then sends the body. */
    public static Answer sendOnceAsked(int port, String head, String body) throws IOException {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            Answer first = answer(socket, false);
            if (first.status() != 100) {
                return first;
            }
            socket.getOutputStream().write(body.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            Answer then = answer(socket, false);
            return new Answer(then.status(), then.headers(), then.body(), true, then.closed());
        }
    }

    /** A connection to a port of this machine. */
    public static Socket open(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Reads one answer. */
    public static Answer answer(Socket socket, boolean awaitClose) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try {
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int one = in.read();
                if (one < 0) {
                    return new Answer(0, Map.of(), "", false, true);
                }
                head.write(one);
            }
        } catch (SocketException reset) {
            return new Answer(0, Map.of(), "", false, true);
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        int status = Integer.parseInt(lines[0].split(" ", -1)[1]);
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        boolean closed = false;
        if (awaitClose && headers.getOrDefault("connection", "").equals("close")) {
            try {
                closed = in.read() < 0;
            } catch (SocketException reset) {
                closed = true;
            }
        }
        return new Answer(status, headers, body, false, closed);
    }
}
