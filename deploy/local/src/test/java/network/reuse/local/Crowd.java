package network.reuse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Very many connections to one server of this machine at once, on a single thread; each sends the same and holds on. */
final class Crowd {
    private static final int SIGHT_MILLIS = 10;
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private Crowd() {}

    private static final class Connection {
        private final ByteBuffer left;
        private final StringBuilder heard = new StringBuilder();

        Connection(byte[] request) {
            left = ByteBuffer.wrap(request).asReadOnlyBuffer();
        }

        int status() {
            return heard.length() < STATUS_AT + 3 ? 0 : Integer.parseInt(heard.substring(STATUS_AT, STATUS_AT + 3));
        }
    }

    /**
     * Opens so many connections, so many a second, and leaves them to the server until it closes them or patience ends.
     *
     * @return how many got which status; 0 is a connection that was closed, or held, without a word
     */
    static Map<Integer, Integer> send(URI server, int connections, int perSecond, byte[] request, Duration patience) {
        Map<Integer, Integer> answers = new TreeMap<>();
        InetSocketAddress address = new InetSocketAddress(server.getHost(), server.getPort());
        ByteBuffer into = ByteBuffer.allocate(4096);
        try (Selector selector = Selector.open()) {
            long begin = System.nanoTime();
            long end = begin + patience.toNanos();
            int opened = 0;
            int open = 0;
            while ((opened < connections || open > 0) && System.nanoTime() < end) {
                long due = (System.nanoTime() - begin)
                                * perSecond
                                / Duration.ofSeconds(1).toNanos()
                        + 1;
                while (opened < connections && opened < due) {
                    SocketChannel channel = SocketChannel.open();
                    channel.configureBlocking(false);
                    boolean _ = channel.connect(address);
                    var _ = channel.register(selector, SelectionKey.OP_CONNECT, new Connection(request));
                    opened++;
                    open++;
                }
                selector.select(SIGHT_MILLIS);
                for (SelectionKey key : selector.selectedKeys()) {
                    if (!isHeld(key, into)) {
                        answers.merge(((Connection) key.attachment()).status(), 1, Integer::sum);
                        key.channel().close();
                        open--;
                    }
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) {
                if (key.isValid()) {
                    answers.merge(((Connection) key.attachment()).status(), 1, Integer::sum);
                    key.channel().close();
                }
            }
            return answers;
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    /** Does what can be done on a connection; false when it is closed. */
    private static boolean isHeld(SelectionKey key, ByteBuffer into) {
        SocketChannel channel = (SocketChannel) key.channel();
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return true;
            }
            if (key.isReadable()) {
                into.clear();
                if (channel.read(into) < 0) {
                    return false;
                }
                connection.heard.append(StandardCharsets.ISO_8859_1.decode(into.flip()));
            }
            if (key.isValid() && key.isWritable() && connection.left.hasRemaining()) {
                channel.write(connection.left);
                if (!connection.left.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            }
            return true;
        } catch (IOException closed) {
            return readsNothingMore(channel, connection, into);
        }
    }

    /** What was answered before the connection broke may still be there to read. */
    private static boolean readsNothingMore(SocketChannel channel, Connection connection, ByteBuffer into) {
        try {
            into.clear();
            if (channel.read(into) > 0) {
                connection.heard.append(StandardCharsets.ISO_8859_1.decode(into.flip()));
            }
        } catch (IOException nothing) {
            return false;
        }
        return false;
    }
}
