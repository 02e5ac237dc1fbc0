package network.reuse.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import network.reuse.servers.ChildSlot;
import network.reuse.servers.Folder;
import network.reuse.servers.Ports;
import network.reuse.servers.Server;
import network.reuse.servers.ServicePorts;
import network.reuse.servers.Wait;

/** One packaged service in a process of its own. */
public final class ServiceProcess implements Server {
    private static final Duration READY = Duration.ofMinutes(4);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String name;
    private final Supplier<List<String>> command;
    private final Duration patience;
    private final Map<String, String> environment;
    private final ChildSlot slot;
    private final ServicePorts listening;

    ServiceProcess(
            Folder folder,
            String name,
            ServicePorts listening,
            Supplier<List<String>> command,
            Duration patience,
            Map<String, String> environment) {
        this.name = name;
        this.listening = listening;
        this.command = command;
        this.patience = patience;
        this.environment = Map.copyOf(environment);
        this.slot = new ChildSlot(folder, name);
    }

    @Override
    public String name() {
        return name;
    }

    /** Where it answers callers. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listening.callers());
    }

    /** Where it answers operators: health and metrics. */
    public URI managementUri() {
        return URI.create("http://127.0.0.1:" + listening.management());
    }

    /** Where its operator's desk is. */
    public URI deskUri() {
        return URI.create("http://127.0.0.1:" + listening.operator());
    }

    @Override
    public synchronized void start() {
        if (slot.taken()) {
            return;
        }
        slot.fill(command.get(), environment);
    }

    /** Fails, and says what to do, when there is nothing to start. */
    void requireStartable() {
        var _ = command.get();
    }

    @Override
    public Duration awaitReady() {
        return Wait.until(name + " on port " + listening.callers(), READY, slot.child(), this::isReady);
    }

    @Override
    public boolean isReady() {
        if (!Ports.accepts(listening.management())) {
            return false;
        }
        var question = HttpRequest.newBuilder(managementUri().resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(3))
                .build();
        try {
            return HTTP.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void stop() {
        if (!slot.stop("TERM", patience)) {
            System.err.println(name + " did not end within " + patience.toSeconds()
                    + " s and was killed; nothing is lost by that.");
        }
    }

    @Override
    public void kill() {
        slot.kill();
    }

    @Override
    public boolean isUp() {
        return slot.isUp();
    }

    @Override
    public OptionalLong pid() {
        return slot.pid();
    }

    @Override
    public void signal(String signal) {
        slot.child().signal(signal);
    }
}
