package network.reuse.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Passes connections on to a server of this machine, for tests of what stands between: another host's name, a server that comes
 * late, a network that falls silent.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final InetAddress address;
    private final int port;
    private final int target;
    private volatile ServerSocket listening = new ServerSocket();
    private volatile boolean silent;

    /**
     * Nobody listens yet.
     *
     * @param host the address of this machine at which it will listen, on a free port
     * @param target the port of the server
     */
    public TcpProxy(String host, int target) throws IOException {
        this.address = InetAddress.getByName(host);
        this.port = Ports.free();
        this.target = target;
    }

    public int port() {
        return port;
    }

    /** Listens from now on. */
    public TcpProxy open() throws IOException {
        listening = new ServerSocket(port, BACKLOG, address);
        var _ = Thread.ofVirtual().start(this::accept);
        return this;
    }

    /** Keeps every connection open from now on, whatever its sides do, and passes nothing, like a black hole. */
    public void fallSilent() {
        silent = true;
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

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!silent) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (IOException broken) {
            // the other side learns of it below
        } finally {
            if (!silent) {
                close(from);
                close(to);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
