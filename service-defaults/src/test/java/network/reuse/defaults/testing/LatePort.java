package network.reuse.defaults.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import network.reuse.servers.Ports;

/** A port at which nobody listens before it is opened; what comes then is passed on to another. */
public final class LatePort implements AutoCloseable {
    private final int port = Ports.free();
    private final int target;
    private ServerSocket listening = new ServerSocket();

    public LatePort(int target) throws IOException {
        this.target = target;
    }

    public int number() {
        return port;
    }

    public void open() throws IOException {
        listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket caller = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> pass(caller, server));
                Thread.ofVirtual().start(() -> pass(server, caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            long _ = from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // both are closed
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
