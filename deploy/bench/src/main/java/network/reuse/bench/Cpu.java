package network.reuse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much processor time processes have used, as Linux counts it: ticks of 10 ms. */
final class Cpu {
    private static final double MICROS_PER_TICK = 10_000;

    private Cpu() {}

    /** Microseconds used by a process itself. */
    static double micros(long pid) {
        return ticks(pid, false) * MICROS_PER_TICK;
    }

    /** Microseconds used by a process and its children, those that have ended included. */
    static double microsOfTree(long pid) {
        double ticks = ticks(pid, true);
        for (ProcessHandle child :
                ProcessHandle.of(pid).orElseThrow().descendants().toList()) {
            ticks += ticks(child.pid(), true);
        }
        return ticks * MICROS_PER_TICK;
    }

    /** Microseconds that a JVM's just-in-time compilers used. */
    static double microsOfCompilers(long pid) {
        double ticks = 0;
        try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.contains("(C1 CompilerThre") || stat.contains("(C2 CompilerThre")) {
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                }
            }
        } catch (IOException ended) {
            return 0;
        }
        return ticks * MICROS_PER_TICK;
    }

    private static double ticks(long pid, boolean endedChildren) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return endedChildren ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
        } catch (IOException ended) {
            return 0;
        }
    }
}
