package network.reuse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.reuse.servers.OwnerOnly;
import network.reuse.servers.Ports;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The mail server of a local network: keeps each message as a file, as the mailbox of whoever it goes to would, and sends
 * nothing on. The files hold personal data, so their owner alone may read them.
 */
final class MailSink {
    /** Its place in the port plan. */
    static final String NAME = "mail";

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String KEPT = ".eml";

    /** Longer than senders keep a connection that they do not use: whoever hangs up first, it is not this side. */
    private static final int IDLE_MINUTES = 10;

    private final Path folder;
    private final int port;
    private @Nullable SMTPServer server;

    MailSink(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Begins to accept messages; does nothing when it does already, or while another launcher still holds the port. */
    synchronized void open() {
        if (server != null || !Ports.isFree(port)) {
            return;
        }
        try {
            var _ = OwnerOnly.folder(folder);
        } catch (IOException refused) {
            throw new UncheckedIOException(folder + " cannot be made: check its rights and the disk.", refused);
        }
        SMTPServer opened = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("reuse")
                .insertReceivedHeaders(false)
                .connectionTimeout(IDLE_MINUTES, TimeUnit.MINUTES)
                .messageHandler((_, _, _, message) -> keep(message))
                .build();
        opened.start();
        server = opened;
    }

    /** Gives the port back; what was kept stays. */
    synchronized void close() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    /** Whether somebody accepts messages, this process or another. */
    boolean isReady() {
        return Ports.accepts(port);
    }

    /** What was accepted and not deleted since, oldest first. */
    List<Path> kept() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(KEPT)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void keep(byte[] message) {
        try {
            Path fresh =
                    Files.createTempFile(folder, WHEN.format(Instant.now()) + "-", ".new", OwnerOnly.fileAttribute());
            Files.write(fresh, message);
            String name = fresh.getFileName().toString();
            Files.move(
                    fresh,
                    fresh.resolveSibling(name.substring(0, name.lastIndexOf('.')) + KEPT),
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            // What the sender hears of it names no file and nobody.
            throw new UncheckedIOException("the message cannot be kept", full);
        }
    }
}
