package network.reuse.allocation.application.programme;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.WantedProgrammes;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import org.jspecify.annotations.Nullable;

/** What a caller may see of programmes. */
@ApplicationScoped
public class FindProgrammes {
    private final Reading reading;
    private final Programmes programmes;

    public FindProgrammes(Reading reading, Programmes programmes) {
        this.reading = reading;
        this.programmes = programmes;
    }

    public Uni<ProgrammeView> programme(Caller caller, UUID id) {
        return reading.as(
                caller,
                session -> programmes
                        .find(session, id)
                        .chain(stored -> programmes
                                .taken(session, id)
                                .map(taken -> ProgrammeView.of(stored, taken.orElse(null)))));
    }

    public Uni<List<ProgrammeView>> programmes(
            Caller caller, @Nullable UUID after, int limit, WantedProgrammes wanted) {
        return reading.as(caller, session -> programmes.page(session, after, limit, wanted))
                .map(page -> page.stream().map(ProgrammeView::of).toList());
    }
}
