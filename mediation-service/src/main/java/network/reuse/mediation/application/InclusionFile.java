package network.reuse.mediation.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import network.reuse.contracts.Geography;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.AccessMode;
import network.reuse.mediation.domain.Audience;
import network.reuse.mediation.domain.DigitalService;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.PlaceDescription;
import network.reuse.mediation.domain.PlaceOffer;
import network.reuse.mediation.domain.SupportMode;
import org.jspecify.annotations.Nullable;

/**
 * Places as data·inclusion has them, by its schema v1: a structure each, and a service of those that tell in words what they
 * do. Only what its words say is there: where it has none for what a place tells, the field is left out.
 */
public record InclusionFile(List<Structure> structures, List<Service> services) {
    /** Who produces the file, before each of its ids. */
    static final String SOURCE = "reseau-de-reemploi";

    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST_NAME = 150;
    private static final int SHORTEST_DESCRIPTION = 5;
    private static final int RNA_LENGTH = 10;

    public InclusionFile {
        structures = List.copyOf(structures);
        services = List.copyOf(services);
    }

    /**
     * A place.
     *
     * @param updated the day on which it was last told of
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Structure(
            String source,
            String id,
            @JsonProperty("nom") String name,
            @JsonProperty("date_maj") LocalDate updated,
            @Nullable String siret,
            @Nullable String rna) {
        static Structure of(Stored<Place> place, PlaceDescription description) {
            boolean isRna = description.pivot().length() == RNA_LENGTH;
            return new Structure(
                    SOURCE,
                    SOURCE + "--" + place.id(),
                    place.state().attributes().name(),
                    day(place),
                    isRna ? null : description.pivot(),
                    isRna ? description.pivot() : null);
        }
    }

    /**
     * What is done at a place.
     *
     * @param structureId the place
     * @param updated the day on which it was last told of
     * @param fee only where data·inclusion has the same word
     * @param openingHours in the syntax of OpenStreetMap
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Service(
            String source,
            @JsonProperty("structure_id") String structureId,
            String id,
            @JsonProperty("nom") String name,
            String description,
            @JsonProperty("date_maj") LocalDate updated,
            @Nullable String type,
            @JsonProperty("thematiques") List<String> themes,
            @JsonProperty("frais") @Nullable String fee,
            @JsonProperty("publics") List<String> audiences,
            @JsonProperty("modes_accueil") List<String> support,
            @JsonProperty("modes_mobilisation") List<String> access,
            @JsonProperty("horaires_accueil") @Nullable String openingHours) {
        /** The service of a place; none where nothing is told in words, or its name is too short for one. */
        static List<Service> of(Stored<Place> place, PlaceDescription description) {
            String text = description.details() == null ? description.summary() : description.details();
            String name = place.state().attributes().name();
            if (text == null || text.length() < SHORTEST_DESCRIPTION || name.length() < SHORTEST_NAME) {
                return List.of();
            }
            PlaceOffer offer = description.offer();
            List<String> audiences = words(offer.audiences(), Audience::inclusion);
            return List.of(new Service(
                    SOURCE,
                    SOURCE + "--" + place.id(),
                    SOURCE + "--" + place.id() + "-mediation",
                    name.substring(0, Math.min(name.length(), LONGEST_NAME)),
                    text,
                    day(place),
                    type(offer.support()),
                    words(offer.services(), DigitalService::inclusion),
                    offer.fees().size() == 1 ? offer.fees().getFirst().inclusion() : null,
                    audiences.isEmpty() ? List.of("tous-publics") : audiences,
                    words(offer.support(), SupportMode::inclusion),
                    words(offer.access(), AccessMode::inclusion),
                    description.openingHours()));
        }

        private static @Nullable String type(Collection<SupportMode> support) {
            if (support.contains(SupportMode.IN_A_WORKSHOP)) {
                return "atelier";
            }
            return support.contains(SupportMode.ONE_TO_ONE) ? "accompagnement" : null;
        }
    }

    private static LocalDate day(Stored<Place> place) {
        return LocalDate.ofInstant(place.changedAt(), Geography.METROPOLITAN_TIME);
    }

    /** The words of a list in a fixed order, each once, those that data·inclusion has not left out. */
    private static <T extends Enum<T>> List<String> words(Collection<T> said, Function<T, @Nullable String> word) {
        return said.stream()
                .sorted()
                .map(word)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
