package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.document.CsvSheet;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.domain.WorkshopDescription;
import network.reuse.mediation.domain.WorkshopTheme;
import network.reuse.mediation.persistence.Workshops;
import network.reuse.mediation.persistence.Workshops.Attended;
import org.jspecify.annotations.Nullable;

/**
 * The workshops that an organisation has held, in the words of La Coop de la médiation numérique, which takes no calls that write: a file of
 * collective activities, each with how many people came and nothing about any of them.
 */
@ApplicationScoped
public class ExportActivities {
    /** The most activities in one file. */
    public static final int MOST = 10_000;

    private static final List<String> COLUMNS = List.of(
            "id",
            "type",
            "date",
            "duree",
            "titreAtelier",
            "niveau",
            "thematiques",
            "typeLieu",
            "lieu",
            "lieuCodeInsee",
            "structureId",
            "accompagnementsCount");

    private final Reading reading;
    private final Workshops workshops;

    public ExportActivities(Reading reading, Workshops workshops) {
        this.reading = reading;
        this.workshops = workshops;
    }

    /**
     * The workshops that the caller's organisation has held on these days, of those to which somebody came, oldest first.
     *
     * @param from the first day, by the clocks of the workshop's place
     * @param until the last day
     */
    public Uni<String> of(Caller caller, LocalDate from, LocalDate until) {
        if (until.isBefore(from)) {
            throw Refusal.invalid(
                    "/until",
                    "before_from",
                    "« until » est le dernier jour, pas avant « from ».",
                    "\"until\" is the last day, not before \"from\".");
        }
        return reading.inTransaction(
                        caller,
                        transaction -> workshops.attended(
                                transaction,
                                caller.organisation(),
                                caller.env(),
                                from.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                                until.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant(),
                                MOST + 1))
                .map(held -> {
                    if (held.size() > MOST) {
                        throw Refusal.invalid(
                                "/until",
                                "too_long",
                                "Plus de " + MOST + " activités ; demandez moins de jours.",
                                "More than " + MOST + " activities; ask for fewer days.");
                    }
                    return CsvSheet.of(
                            COLUMNS,
                            held.stream()
                                    .filter(one -> isWithin(day(one.workshop()), from, until))
                                    .map(ExportActivities::line)
                                    .toList());
                });
    }

    private static boolean isWithin(LocalDate day, LocalDate from, LocalDate until) {
        return !day.isBefore(from) && !day.isAfter(until);
    }

    private static LocalDate day(WorkshopAttributes workshop) {
        return workshop.from()
                .atZone(Geography.zoneOf(workshop.territory().department()))
                .toLocalDate();
    }

    private static List<String> line(Attended held) {
        WorkshopAttributes workshop = held.workshop();
        WorkshopDescription description = workshop.description();
        return List.of(
                workshop.id().toString(),
                "collectif",
                day(workshop).toString(),
                Long.toString(
                        Duration.between(workshop.from(), workshop.until()).toMinutes()),
                CsvSheet.cell(workshop.title()),
                level(description),
                description == null
                        ? ""
                        : description.themes().stream()
                                .sorted()
                                .map(WorkshopTheme::code)
                                .collect(Collectors.joining("|")),
                workshop.stop() == null ? "lieu_activite" : "autre",
                CsvSheet.cell(workshop.placeName()),
                workshop.territory().commune() == null
                        ? ""
                        : workshop.territory().commune(),
                workshop.organiser().toString(),
                Integer.toString(held.came()));
    }

    private static String level(@Nullable WorkshopDescription description) {
        return description == null || description.level() == null
                ? ""
                : description.level().code();
    }
}
