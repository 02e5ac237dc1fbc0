package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import network.reuse.servers.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailSinkTest {
    private final int port = Ports.free();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void aMessageIsKeptAsAFileThatItsOwnerAloneMayRead() throws IOException {
        MailSink sink = new MailSink(folder.resolve("mails"), port);
        assertThat(sink.kept()).isEmpty();
        assertThat(sink.isReady()).isFalse();
        sink.open();
        try {
            assertThat(sink.isReady()).isTrue();
            send("Bonjour,", "..un point", ".fin");
            send("encore");

            List<Path> kept = sink.kept();
            assertThat(kept).hasSize(2);
            assertThat(kept).allMatch(file -> permissions(file).equals("rw-------"));
            assertThat(permissions(folder.resolve("mails"))).isEqualTo("rwx------");
            assertThat(kept).noneMatch(file -> file.toString().contains("personne"));
            assertThat(Files.readString(kept.getFirst()))
                    .contains("To: personne@reuse.invalid", "Bonjour,\r\n", "..un point", "\r\n.fin");
            assertThat(Files.readString(kept.getLast())).contains("encore");
        } finally {
            sink.close();
        }
        assertThat(sink.isReady()).isFalse();
        assertThat(sink.kept()).hasSize(2);
    }

    @Test
    void aSecondLauncherTakesOverWhenTheFirstIsGone() throws IOException {
        MailSink first = new MailSink(folder.resolve("mails"), port);
        MailSink second = new MailSink(folder.resolve("mails"), port);
        first.open();
        try {
            second.open();
            send("an den ersten");
            first.close();
            second.open();
            send("an den zweiten");
            assertThat(second.kept()).hasSize(2);
        } finally {
            first.close();
            second.close();
        }
    }

    private void send(String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                Writer out = new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8)) {
            expect(in, "220");
            say(out, in, "HELO test", "250");
            say(out, in, "MAIL FROM:<reseau@reuse.invalid>", "250");
            say(out, in, "RCPT TO:<personne@reuse.invalid>", "250");
            say(out, in, "DATA", "354");
            StringBuilder message = new StringBuilder("To: personne@reuse.invalid\r\n\r\n");
            for (String line : lines) {
                message.append(line.startsWith(".") ? "." : "").append(line).append("\r\n");
            }
            say(out, in, message + ".", "250");
            say(out, in, "QUIT", "221");
        }
    }

    private static void say(Writer out, BufferedReader in, String line, String answer) throws IOException {
        out.write(line + "\r\n");
        out.flush();
        expect(in, answer);
    }

    private static void expect(BufferedReader in, String answer) throws IOException {
        assertThat(in.readLine()).startsWith(answer);
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
