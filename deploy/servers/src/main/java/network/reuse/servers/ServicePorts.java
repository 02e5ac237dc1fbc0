package network.reuse.servers;

/**
 * Where one process of a service listens.
 *
 * @param callers for partners or the gateway
 * @param management for health and metrics
 * @param operator for the operator's desk
 */
public record ServicePorts(int callers, int management, int operator) {
    /** Three ports that nobody uses. */
    public static ServicePorts free() {
        int callers = Ports.free();
        int management = other(callers, callers);
        return new ServicePorts(callers, management, other(callers, management));
    }

    private static int other(int one, int another) {
        int port = Ports.free();
        while (port == one || port == another) {
            port = Ports.free();
        }
        return port;
    }
}
