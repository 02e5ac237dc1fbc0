package network.reuse.defaults.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A mail server on a free port that keeps what it accepts, and refuses the next message or says nothing to it when it is told to. */
public class SmtpSink implements QuarkusTestResourceLifecycleManager {
    private static final Path ACCEPTED = Path.of("target", "smtp").toAbsolutePath();
    private static final Path REFUSING = ACCEPTED.resolve("refuse-the-next");
    private static final Path SILENT = ACCEPTED.resolve("say-nothing-to-the-next");

    private final ServerSocket server;

    public SmtpSink() throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** What was accepted, with its headers. */
    public static List<String> accepted() throws IOException {
        List<String> messages = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(ACCEPTED, "*.eml")) {
            for (Path file : files) {
                messages.add(Files.readString(file));
            }
        }
        return messages;
    }

    /** The next message is refused for now. */
    public static void refuseTheNext() throws IOException {
        var _ = Files.createFile(REFUSING);
    }

    /** The next message is accepted, and nobody is told so. */
    public static void sayNothingToTheNext() throws IOException {
        var _ = Files.createFile(SILENT);
    }

    @Override
    public Map<String, String> start() {
        try {
            var _ = Files.createDirectories(ACCEPTED);
            try (DirectoryStream<Path> old = Files.newDirectoryStream(ACCEPTED)) {
                for (Path file : old) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var _ = Thread.ofVirtual().start(this::serve);
        return Map.of(
                "reuse.mail.host",
                "localhost",
                "reuse.mail.port",
                Integer.toString(server.getLocalPort()),
                "reuse.mail.longest-answer",
                "PT3S");
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                var _ = Thread.ofVirtual().start(() -> talk(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void talk(Socket caller) {
        try (caller;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(caller.getOutputStream(), false, StandardCharsets.UTF_8)) {
            say(out, "220 sink");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "DATA" -> {
                        say(out, "354 go on");
                        StringBuilder message = new StringBuilder();
                        for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                            message.append(text).append('\n');
                        }
                        var _ = Files.writeString(ACCEPTED.resolve(UUID.randomUUID() + ".eml"), message);
                        if (!Files.deleteIfExists(SILENT)) {
                            say(out, "250 accepted");
                        }
                    }
                    case "MAIL" -> say(out, Files.deleteIfExists(REFUSING) ? "451 try again later" : "250 ok");
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static void say(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }
}
