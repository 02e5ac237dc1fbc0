package network.reuse.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a Service of Kubernetes does: one address for all processes of a service, each connection handed to the next of them. Who is
 * taken out of it gets no more connections, and keeps those that it has.
 */
final class Rotation implements AutoCloseable {
    private static final int BACKLOG = 500;

    private final ServerSocket listening;
    private final List<ServiceProcess> processes = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    Rotation() {
        try {
            listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        var _ = Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    List<ServiceProcess> processes() {
        return List.copyOf(processes);
    }

    void add(ServiceProcess process) {
        processes.add(process);
    }

    void remove(ServiceProcess process) {
        processes.remove(process);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket caller = listening.accept();
                var _ = Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket caller) {
        List<ServiceProcess> all = processes();
        try {
            URI next =
                    all.get(Math.floorMod(turn.getAndIncrement(), all.size())).uri();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), next.getPort());
            var _ = Thread.ofVirtual().start(() -> pass(server, caller));
            pass(caller, server);
        } catch (IOException | ArithmeticException nobody) {
            close(caller);
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var _ = in.transferTo(out);
        } catch (IOException broken) {
            // the other side learns of it below
        } finally {
            close(from);
            close(to);
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
