package network.reuse.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.reuse.servers.Service;

/** What starts a process of a service. */
public interface ServiceCommand {
    /**
     * The program and its arguments. It stays in the foreground, ends at SIGTERM, and finds these variables in its environment.
     *
     * @param process what it is called: the service's name, and a number if it is one more of that service
     */
    List<String> of(Service service, String process, Map<String, String> environment);

    /** How long a process may take to end before it is killed. */
    default Duration patience() {
        return Duration.ofSeconds(20);
    }
}
