package network.reuse.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** How a network is to be started; each call returns a changed copy. */
public record NetworkOptions(
        Path folder,
        boolean free,
        boolean fresh,
        boolean testing,
        boolean quick,
        boolean encrypted,
        Set<String> services,
        Map<String, String> environment,
        ServiceCommand command,
        Consumer<String> progress) {

    /** Where data, logs and secrets are. */
    public NetworkOptions folder(Path other) {
        return new NetworkOptions(
                other, free, fresh, testing, quick, encrypted, services, environment, command, progress);
    }

    /** Ports that nobody uses, and a folder that starts empty: for tests beside a running network. */
    public NetworkOptions freePorts() {
        return new NetworkOptions(
                folder, true, true, testing, quick, encrypted, services, environment, command, progress);
    }

    /** Also the clients that only tests may have. */
    public NetworkOptions testClients() {
        return new NetworkOptions(
                folder, free, fresh, true, quick, encrypted, services, environment, command, progress);
    }

    /** What is compiled once, quickly, starts in half the processor time; under load the full compilers win. */
    public NetworkOptions quickStart() {
        return new NetworkOptions(
                folder, free, fresh, testing, true, encrypted, services, environment, command, progress);
    }

    /** PostgreSQL and Kafka speak TLS alone, in a folder that starts empty. */
    public NetworkOptions tls() {
        return new NetworkOptions(folder, free, fresh, testing, quick, true, services, environment, command, progress);
    }

    /** Only these services. */
    public NetworkOptions only(String... names) {
        return new NetworkOptions(
                folder, free, fresh, testing, quick, encrypted, Set.of(names), environment, command, progress);
    }

    /** All services but these. */
    public NetworkOptions without(String... names) {
        var left = new TreeSet<>(services);
        List.of(names).forEach(left::remove);
        return only(left.toArray(String[]::new));
    }

    /** Variables for every service, beside those it gets anyway. */
    public NetworkOptions environment(Map<String, String> variables) {
        return new NetworkOptions(
                folder, free, fresh, testing, quick, encrypted, services, Map.copyOf(variables), command, progress);
    }

    /** What starts the services. */
    public NetworkOptions command(ServiceCommand other) {
        return new NetworkOptions(
                folder, free, fresh, testing, quick, encrypted, services, environment, other, progress);
    }

    /** Who is told what is waited for and how long it took. */
    public NetworkOptions progress(Consumer<String> listener) {
        return new NetworkOptions(
                folder, free, fresh, testing, quick, encrypted, services, environment, command, listener);
    }
}
