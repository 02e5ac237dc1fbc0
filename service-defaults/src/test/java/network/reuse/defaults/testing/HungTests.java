package network.reuse.defaults.testing;

import java.time.Duration;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Ends the process of tests in which nothing has begun or ended for so long that JUnit's own limit has not helped: a thread that waits
 * in the system, such as for a pipe to be opened, cannot be interrupted, and the build would wait for ever.
 */
public final class HungTests implements TestExecutionListener {
    private static final Duration LONGEST = Duration.parse(System.getProperty("reuse.test.silence", "PT12M"));
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(5);

    private volatile long lastSign = System.nanoTime();
    private volatile String last = "nothing";
    private volatile boolean over;

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        sign("the plan of the tests");
        Thread watch = new Thread(this::watch, "hung-tests");
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        sign(test.getUniqueId());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        sign("behind " + test.getUniqueId());
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        over = true;
    }

    private void sign(String what) {
        last = what;
        lastSign = System.nanoTime();
    }

    private void watch() {
        while (!over) {
            if (System.nanoTime() - lastSign > LONGEST.toNanos()) {
                System.err.println("Nothing has happened for " + LONGEST + ": " + last);
                Thread.getAllStackTraces().forEach(HungTests::print);
                System.err.flush();
                Runtime.getRuntime().halt(1);
            }
            try {
                Thread.sleep(LOOKS_EVERY);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private static void print(Thread thread, StackTraceElement[] stack) {
        System.err.println(thread + " " + thread.getState());
        for (StackTraceElement element : stack) {
            System.err.println("    at " + element);
        }
    }
}
