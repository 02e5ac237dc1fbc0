package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.WantedPacks;
import network.reuse.allocation.persistence.Packs;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import org.jspecify.annotations.Nullable;

/** What a caller may see of packs. */
@ApplicationScoped
public class FindPacks {
    private final Reading reading;
    private final Packs packs;
    private final KnownOrganisations register;

    public FindPacks(Reading reading, Packs packs, KnownOrganisations register) {
        this.reading = reading;
        this.packs = packs;
        this.register = register;
    }

    public Uni<PackView> pack(Caller caller, UUID id) {
        return reading.as(caller, session -> packs.find(session, id))
                .chain(found -> shown(List.of(found)))
                .map(List::getFirst);
    }

    public Uni<List<PackView>> packs(Caller caller, @Nullable UUID after, int limit, WantedPacks wanted) {
        return reading.as(caller, session -> packs.page(session, after, limit, wanted))
                .chain(this::shown);
    }

    /** Each with what its organisations are called. */
    private Uni<List<PackView>> shown(List<Stored<Pack>> found) {
        Set<UUID> organisations = found.stream()
                .flatMap(one -> Stream.of(one.state().attributes().sponsor()))
                .collect(Collectors.toSet());
        return register.names(organisations)
                .map(names -> found.stream().map(one -> PackView.of(one, names)).toList());
    }
}
