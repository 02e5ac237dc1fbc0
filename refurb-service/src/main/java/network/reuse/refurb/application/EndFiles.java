package network.reuse.refurb.application;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import network.reuse.defaults.files.FileRetention;

/** Ends files when their time has come, and what is left in the file store of those that were refused. */
@ApplicationScoped
public class EndFiles {
    private final FileRetention retention;

    public EndFiles(FileRetention retention) {
        this.retention = retention;
    }

    void start(@Observes StartupEvent started) {
        retention.begin();
    }
}
