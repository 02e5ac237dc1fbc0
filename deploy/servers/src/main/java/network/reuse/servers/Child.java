package network.reuse.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process in a session of its own that outlives its parent and is found again by pid and start time. */
public final class Child {
    /** The start time's place in /proc/PID/stat, counted from the state that follows the name. */
    private static final int START_FIELD = 19;

    /** Becomes the command after its pid and start time are in the file: whoever starts it may die at any moment. */
    private static final String ENROLLED =
            "umask 077 && printf '%s %s\\n' $$ \"$(cut -d' ' -f22 /proc/$$/stat)\" >\"$0.new\""
                    + " && mv \"$0.new\" \"$0\" && exec \"$@\"";

    private final Folder folder;
    private final String name;
    private final ProcessHandle handle;

    private Child(Folder folder, String name, ProcessHandle handle) {
        this.folder = folder;
        this.name = name;
        this.handle = handle;
    }

    /** Starts a command with its output appended to the folder's log of that name. */
    public static Child start(Folder folder, String name, List<String> command, Map<String, String> environment) {
        var whole = new ArrayList<>(
                List.of("setsid", "sh", "-c", ENROLLED, folder.pidFile(name).toString()));
        whole.addAll(command);
        var builder = new ProcessBuilder(whole)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.log(name).toFile()));
        // A JVM started by Maven or an agent would otherwise pass its own options on.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "MAVEN_OPTS", "JAVA_OPTS", "CLASSPATH"));
        builder.environment().putAll(environment);
        try {
            return new Child(folder, name, builder.start().toHandle());
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    name + " cannot be started: check that setsid and sh exist and may run.", refused);
        }
    }

    /** The process that an earlier run started under that name, if it still lives. */
    public static Optional<Child> adopt(Folder folder, String name) {
        Path file = folder.pidFile(name);
        try {
            List<String> parts = List.of(Files.readString(file).strip().split(" ", -1));
            if (parts.size() != 2) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(parts.get(0)))
                    .filter(found -> startMark(found) == Long.parseLong(parts.get(1)))
                    .map(found -> new Child(folder, name, found))
                    .filter(Child::isUp);
        } catch (NoSuchFileException nobody) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes down the process that runs this code, so that others find it under that name. */
    public static void enrol(Folder folder, String name) {
        ProcessHandle self = ProcessHandle.current();
        Path file = folder.pidFile(name);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            OwnerOnly.write(fresh, self.pid() + " " + startMark(self) + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new UncheckedIOException(folder.path() + " cannot be written: check its rights.", refused);
        }
    }

    /**
     * What tells a process from a later one of the same pid: ticks since the machine started. The start instant is computed
     * from the wall clock and differs between readers when that is set.
     */
    private static long startMark(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return Long.parseLong(fields.get(START_FIELD));
        } catch (IOException gone) {
            return -1;
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return handle.pid();
    }

    /** When the process began, to the precision that the system keeps. */
    public Instant since() {
        return handle.info().startInstant().orElse(Instant.EPOCH);
    }

    /** Whether the process lives; one that has ended and waits for its parent does not. */
    public boolean isUp() {
        return handle.isAlive() && !isZombie(handle.pid());
    }

    /** Sends a signal such as {@code STOP}, {@code CONT} or {@code TERM}. */
    public void signal(String signal) {
        send(signal, List.of(handle.pid()));
    }

    /** Kills the process and all that descend from it, and returns when they are gone. */
    public void killNine() {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(handle), handle.descendants()).toList();
        send("KILL", all.stream().map(ProcessHandle::pid).toList());
        for (ProcessHandle one : all) {
            if (!awaitEnd(one, Duration.ofSeconds(10))) {
                throw new IllegalStateException(
                        name + " (pid " + one.pid() + ") survived kill -9: look at the machine's disk.");
            }
        }
    }

    /** Asks the process to end, and kills it when it has not after the given time; false says that it had to. */
    public boolean stop(String signal, Duration patience) {
        if (!isUp()) {
            return true;
        }
        signal(signal);
        if (awaitEnd(handle, patience)) {
            return true;
        }
        killNine();
        return false;
    }

    /** Where its output is, and the end of it: to say why it did not come up. */
    public String endOfLog() {
        return folder.log(name) + ", which says last:\n" + folder.endOfLog(name);
    }

    private static boolean awaitEnd(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return isZombie(process.pid());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            int state = stat.lastIndexOf(')') + 2;
            return state < stat.length() && stat.charAt(state) == 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    private static void send(String signal, List<Long> pids) {
        var command = new ArrayList<>(List.of("kill", "-" + signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor();
        } catch (IOException missing) {
            throw new UncheckedIOException("The command 'kill' is missing: install procps.", missing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
