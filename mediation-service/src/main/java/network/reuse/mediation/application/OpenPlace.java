package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.mediation.domain.Coordinates;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.Place.Open;
import network.reuse.mediation.domain.PlaceAttributes;
import network.reuse.mediation.domain.PlaceDescription;
import network.reuse.mediation.persistence.Places;
import org.jspecify.annotations.Nullable;

/** A place is opened to workshops by the organisation that runs it, and closed again. */
@ApplicationScoped
public class OpenPlace {
    private final Commit commit;
    private final CodeNumbers codes;
    private final KnownOrganisations register;

    public OpenPlace(Commit commit, CodeNumbers codes, KnownOrganisations register) {
        this.commit = commit;
        this.codes = codes;
        this.register = register;
    }

    public Uni<Answer> open(
            Command command,
            String name,
            String commune,
            Set<UUID> hosts,
            @Nullable Coordinates coordinates,
            @Nullable PlaceDescription description,
            @Nullable String partnerRef,
            @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        DescribedPlaces.requireSound(description, "/description");
        Territory territory = Geography.requireTerritory(commune, "/commune");
        UUID manager = command.caller().organisation();
        Set<UUID> named = new HashSet<>(hosts);
        named.add(manager);
        return register.kinds(named).chain(kinds -> {
            requireRegistered(kinds.keySet(), manager, hosts);
            return codes.take('P', 1).chain(code -> {
                UUID id = Ids.next();
                PlaceAttributes attributes = new PlaceAttributes(
                        id,
                        code.getFirst(),
                        manager,
                        hosts,
                        name,
                        territory,
                        command.caller().env(),
                        partnerRef,
                        coordinates,
                        description);
                return commit.create(
                        command, Places.TABLE, new Creation<>(id, Place.open(attributes), occurred), PlaceView::of);
            });
        });
    }

    public Uni<Answer> close(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return commit.change(
                command,
                Places.TABLE,
                id,
                occurredAt,
                place -> switch (place) {
                    case Open open -> open.close(reason);
                    default -> throw place.illegal();
                },
                PlaceView::of);
    }

    private static void requireRegistered(Set<UUID> known, UUID manager, Set<UUID> hosts) {
        List<Refusal.Fault> faults = new ArrayList<>();
        if (!known.contains(manager)) {
            faults.add(new Refusal.Fault(
                    "/",
                    "manager_not_registered",
                    "Votre organisation n'est pas encore au registre du réseau ; l'administration l'y inscrit.",
                    "Your organisation is not in the network's register yet; the administration enters it."));
        }
        faults.addAll(unregistered(known, hosts));
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
    }

    /** What is wrong with hosts when not all of them are known. */
    static List<Refusal.Fault> unregistered(Set<UUID> known, Set<UUID> hosts) {
        return known.containsAll(hosts)
                ? List.of()
                : List.of(new Refusal.Fault(
                        "/hosts",
                        "host_not_registered",
                        "Chaque organisation accueillie est au registre du réseau.",
                        "Every host is in the network's register."));
    }
}
