package network.reuse.defaults.logging;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collections;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

/** Gives the filter to the handlers that no default names: those that operations add under names of their own. */
@ApplicationScoped
public class EveryHandler {
    private static final int FIRST = 1;

    void close(@Observes @Priority(FIRST) StartupEvent started) {
        LogContext all = LogContext.getLogContext();
        for (String name : Collections.list(all.getLoggerNames())) {
            Logger logger = all.getLoggerIfExists(name);
            if (logger != null) {
                for (Handler handler : logger.getHandlers()) {
                    close(handler);
                }
            }
        }
    }

    private static void close(Handler handler) {
        @Nullable Filter before = handler.getFilter();
        if (!(before instanceof WithoutCredentials)) {
            WithoutCredentials last = new WithoutCredentials();
            handler.setFilter(
                    (LogRecord record) -> (before == null || before.isLoggable(record)) && last.isLoggable(record));
        }
    }
}
