package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.WantedPacks;
import network.reuse.allocation.persistence.Packs;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import org.jspecify.annotations.Nullable;

/** What a caller may see of packs. */
@ApplicationScoped
public class FindPacks {
    private final Reading reading;
    private final Packs packs;

    public FindPacks(Reading reading, Packs packs) {
        this.reading = reading;
        this.packs = packs;
    }

    public Uni<PackView> pack(Caller caller, UUID id) {
        return reading.as(caller, session -> packs.find(session, id)).map(PackView::of);
    }

    public Uni<List<PackView>> packs(Caller caller, @Nullable UUID after, int limit, WantedPacks wanted) {
        return reading.as(caller, session -> packs.page(session, after, limit, wanted))
                .map(page -> page.stream().map(PackView::of).toList());
    }
}
