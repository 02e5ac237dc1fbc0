package network.reuse.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Brings back the parts of a network that die, unless they are held down. */
final class Watch {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final Collection<Part> parts;
    private final MailSink mails;
    private final Consumer<String> progress;
    private volatile boolean watching;
    private volatile boolean paused;
    private final Thread watcher = Thread.ofPlatform().name("watcher").daemon().unstarted(this::watch);

    Watch(Collection<Part> parts, MailSink mails, Consumer<String> progress) {
        this.parts = parts;
        this.mails = mails;
        this.progress = progress;
    }

    void begin() {
        watching = true;
        watcher.start();
    }

    /** Whatever dies from here on stays down; the parts themselves live on. */
    void end() {
        watching = false;
        watcher.interrupt();
    }

    /** Leaves it to another launcher on the same folder to bring back what dies, until {@link #resume}. */
    void pause() {
        paused = true;
        mails.close();
    }

    /** Brings back what dies from here on. */
    void resume() {
        paused = false;
    }

    /** Brings back what died; a part that keeps dying is tried at growing pauses of at most 4 s. */
    private void watch() {
        var pauses = new HashMap<String, Duration>();
        var next = new HashMap<String, Instant>();
        while (watching) {
            if (!paused) {
                openMails();
            }
            for (Part part : paused ? List.<Part>of() : parts) {
                try {
                    look(part, pauses, next);
                } catch (RuntimeException failed) {
                    progress.accept(Instant.now() + " " + part.name() + " could not be looked at: " + failed);
                }
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    /** The port may be held by a launcher that is about to end, or have been taken in between: it is tried again. */
    private void openMails() {
        try {
            mails.open();
        } catch (RuntimeException failed) {
            progress.accept(Instant.now() + " mails cannot be accepted: " + failed);
        }
    }

    private void look(Part part, Map<String, Duration> pauses, Map<String, Instant> next) {
        Instant now = Instant.now();
        Instant last = next.getOrDefault(part.name(), Instant.MIN);
        if (part.isOnHold()) {
            return;
        }
        if (part.isUp()) {
            if (now.isAfter(last.plusSeconds(30))) {
                pauses.remove(part.name());
            }
            return;
        }
        if (now.isBefore(last)) {
            return;
        }
        Duration pause = pauses.getOrDefault(part.name(), LOOK);
        Duration doubled = pause.multipliedBy(2);
        pauses.put(part.name(), doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
        next.put(part.name(), now.plus(pause));
        bringBack(part);
    }

    private void bringBack(Part part) {
        try {
            part.server().start();
            progress.accept(Instant.now() + " " + part.name() + " had ended and was started again, pid "
                    + part.server().pid().orElse(0));
        } catch (RuntimeException failed) {
            progress.accept(
                    Instant.now() + " " + part.name() + " had ended and could not be started: " + failed.getMessage());
        }
    }
}
