package network.reuse.gateway.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** What a name stands for. */
public interface HostNames {
    /** Its addresses, at least one; waits for the answer. */
    List<InetAddress> addresses(String host) throws UnknownHostException;
}
