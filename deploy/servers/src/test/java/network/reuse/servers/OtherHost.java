package network.reuse.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A host with a name of its own behind which a server answers that has another: what a redirected connection meets. */
final class OtherHost implements AutoCloseable {
    static final String NAME = "127.0.0.2";

    private final int target;
    private final ServerSocket listening;

    OtherHost(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getByName(NAME));
        var _ = Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket caller = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                var _ = Thread.ofVirtual().start(() -> pass(caller, server));
                var _ = Thread.ofVirtual().start(() -> pass(server, caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // the other side learns of it by the end of its connection
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
