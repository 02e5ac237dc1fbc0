package network.reuse.servers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.LogUtils;

/** A server in a container, made at its first start and started again as it was after a kill. */
class ContainerServer implements Server {
    private static final Duration READY = Duration.ofMinutes(5);

    private final String name;
    private final Path idFile;
    private final Supplier<GenericContainer<?>> making;
    private final BooleanSupplier answering;

    ContainerServer(Folder folder, String name, Supplier<GenericContainer<?>> making, BooleanSupplier answering) {
        this.name = name;
        this.idFile = folder.pidFile(name).resolveSibling(name + ".container");
        this.making = making;
        this.answering = answering;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void start() {
        try {
            if (Files.exists(idFile)) {
                docker().startContainerCmd(id()).exec();
                return;
            }
            // Closed by the reaper that Testcontainers runs beside it, at the end of this JVM.
            GenericContainer<?> container = making.get();
            container.start();
            OwnerOnly.write(idFile, container.getContainerId());
        } catch (NotModifiedException runningAlready) {
            return;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public Duration awaitReady() {
        return Wait.until(name + " in its container", READY, () -> {
            if (!isUp()) {
                throw new IllegalStateException("Waiting for " + name + ", but its container ended, which said:\n"
                        + LogUtils.getOutput(docker(), id()));
            }
            return answering.getAsBoolean();
        });
    }

    @Override
    public void stop() {
        docker().stopContainerCmd(id()).exec();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(id()).withSignal("KILL").exec();
    }

    @Override
    public boolean isUp() {
        if (!Files.exists(idFile)) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(
                    docker().inspectContainerCmd(id()).exec().getState().getRunning());
        } catch (NotFoundException gone) {
            return false;
        }
    }

    @Override
    public boolean isReady() {
        return answering.getAsBoolean();
    }

    @Override
    public OptionalLong pid() {
        Long pid = docker().inspectContainerCmd(id()).exec().getState().getPidLong();
        return pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    @Override
    public void signal(String signal) {
        docker().killContainerCmd(id()).withSignal(signal).exec();
    }

    private String id() {
        try {
            return Files.readString(idFile);
        } catch (IOException never) {
            throw new UncheckedIOException(name + " was not started: start it first.", never);
        }
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }
}
