package network.reuse.mediation.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.document.CsvSheet;
import network.reuse.defaults.text.FunctionalPhone;
import network.reuse.mediation.domain.AccessMode;
import network.reuse.mediation.domain.Audience;
import network.reuse.mediation.domain.Coordinates;
import network.reuse.mediation.domain.DigitalService;
import network.reuse.mediation.domain.Fee;
import network.reuse.mediation.domain.NationalProgramme;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.PlaceAddress;
import network.reuse.mediation.domain.PlaceAttributes;
import network.reuse.mediation.domain.PlaceContact;
import network.reuse.mediation.domain.PlaceDescription;
import network.reuse.mediation.domain.PlaceOffer;
import network.reuse.mediation.domain.PlaceType;
import network.reuse.mediation.domain.SpecialCare;
import network.reuse.mediation.domain.SupportMode;
import network.reuse.mediation.domain.TourStop;
import network.reuse.mediation.domain.TrainingLabel;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/**
 * The file of the standard "Données des lieux de médiation numérique" (LaMednum), version 1.0.2: a line for each place, and one
 * for each stop of its tours, whose opening hours are its dates.
 */
final class LaMednum {
    /** The columns, in their order. */
    static final List<String> COLUMNS = List.of(
            "id",
            "pivot",
            "nom",
            "commune",
            "code_postal",
            "code_insee",
            "adresse",
            "complement_adresse",
            "latitude",
            "longitude",
            "typologie",
            "telephone",
            "courriels",
            "site_web",
            "horaires",
            "presentation_resume",
            "presentation_detail",
            "source",
            "itinerance",
            "structure_parente",
            "date_maj",
            "services",
            "publics_specifiquement_adresses",
            "prise_en_charge_specifique",
            "frais_a_charge",
            "dispositif_programmes_nationaux",
            "formations_labels",
            "autres_formations_labels",
            "modalites_acces",
            "modalites_accompagnement",
            "fiche_acces_libre",
            "prise_rdv");

    private static final Pattern PHONE =
            Pattern.compile("(\\+33|\\+590|\\+594|\\+262|\\+596|\\+269|\\+687|\\+689|\\+508|\\+681)(\\d){6,9}");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu MMM dd", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final String ON_THE_ROAD = "Itinérant";
    private static final String FIXED = "Fixe";
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator("\r\n")
            .setQuoteMode(QuoteMode.ALL)
            .get();

    private LaMednum() {}

    /** What differs between a place and a stop of its tours. */
    private record Where(
            String id,
            String name,
            Territory territory,
            PlaceAddress address,
            @Nullable Coordinates coordinates,
            @Nullable String hours,
            boolean mobile,
            @Nullable String parent,
            Instant changedAt) {}

    /** The whole file. */
    static String file(List<List<String>> lines) {
        StringBuilder out = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
            printer.printRecord(COLUMNS);
            for (List<String> line : lines) {
                printer.printRecord(line);
            }
        } catch (IOException neverWithAStringBuilder) {
            throw new UncheckedIOException(neverWithAStringBuilder);
        }
        return out.toString();
    }

    /**
     * The line of a place.
     *
     * @param mobile whether it goes on tours
     * @param source who tells of it
     */
    static List<String> line(
            Stored<Place> place, PlaceDescription description, boolean mobile, @Nullable String source) {
        PlaceAttributes attributes = place.state().attributes();
        return line(
                new Where(
                        attributes.id().toString(),
                        attributes.name(),
                        attributes.territory(),
                        description.address(),
                        attributes.coordinates(),
                        description.openingHours(),
                        mobile || description.type() == PlaceType.ENM,
                        null,
                        place.changedAt()),
                description,
                source);
    }

    /** The line of a stop of a tour; none where its postal code is not known, since the standard asks for one. */
    static List<List<String>> line(
            Stored<Place> place,
            PlaceDescription description,
            TourStop stop,
            Instant changedAt,
            @Nullable String source) {
        String postalCode = stop.postalCode();
        if (postalCode == null) {
            return List.of();
        }
        PlaceAttributes attributes = place.state().attributes();
        Instant last = place.changedAt().isAfter(changedAt) ? place.changedAt() : changedAt;
        return List.of(line(
                new Where(
                        stop.id().toString(),
                        attributes.name() + ", " + stop.name(),
                        stop.territory(),
                        new PlaceAddress(stop.name(), postalCode, null),
                        stop.coordinates(),
                        hours(
                                stop.from(),
                                stop.until(),
                                Geography.zoneOf(stop.territory().department())),
                        true,
                        attributes.id().toString(),
                        last),
                description,
                source));
    }

    private static List<String> line(Where where, PlaceDescription description, @Nullable String source) {
        PlaceContact contact = description.contact();
        PlaceOffer offer = description.offer();
        Coordinates coordinates = where.coordinates();
        String insee = where.territory().commune();
        String phone = contact.phone();
        PlaceType type = description.type();
        return Stream.of(
                        where.id(),
                        description.pivot(),
                        CsvSheet.cell(where.name()),
                        insee == null ? null : Geography.communeName(insee).orElse(insee),
                        where.address().postalCode(),
                        insee,
                        CsvSheet.cell(where.address().street()),
                        CsvSheet.cell(where.address().complement()),
                        coordinates == null ? null : coordinates.latitude(),
                        coordinates == null ? null : coordinates.longitude(),
                        type == null ? null : type.name(),
                        phone == null ? null : phone(phone),
                        contact.email(),
                        contact.website(),
                        where.hours(),
                        CsvSheet.cell(description.summary()),
                        CsvSheet.cell(description.details()),
                        CsvSheet.cell(source),
                        where.mobile() ? ON_THE_ROAD : FIXED,
                        where.parent(),
                        LocalDate.ofInstant(where.changedAt(), Geography.METROPOLITAN_TIME)
                                .toString(),
                        words(offer.services(), DigitalService::label),
                        words(offer.audiences(), Audience::label),
                        words(offer.care(), SpecialCare::label),
                        words(offer.fees(), Fee::label),
                        words(offer.programmes(), NationalProgramme::label),
                        words(offer.labels(), TrainingLabel::label),
                        String.join("|", offer.otherLabels()),
                        words(offer.access(), AccessMode::label),
                        words(offer.support(), SupportMode::label),
                        contact.accessibilityLink(),
                        contact.bookingLink())
                .map(value -> value == null ? "" : value)
                .toList();
    }

    /** The words of a list in the order of the standard, those that it has not left out. */
    private static <T extends Enum<T>> String words(Collection<T> said, Function<T, @Nullable String> label) {
        return said.stream().sorted().map(label).filter(Objects::nonNull).collect(Collectors.joining("|"));
    }

    private static @Nullable String phone(String said) {
        return FunctionalPhone.Check.international(said)
                .filter(number -> PHONE.matcher(number).matches())
                .orElse(null);
    }

    /** The hours of OpenStreetMap on these days alone. */
    static String hours(Instant from, Instant until, ZoneId zone) {
        ZonedDateTime begin = from.atZone(zone);
        ZonedDateTime end = until.atZone(zone);
        List<String> days = new ArrayList<>();
        for (LocalDate day = begin.toLocalDate(); !day.isAfter(end.toLocalDate()); day = day.plusDays(1)) {
            LocalTime opens = day.equals(begin.toLocalDate()) ? begin.toLocalTime() : LocalTime.MIDNIGHT;
            String closes = day.equals(end.toLocalDate()) ? TIME.format(end.toLocalTime()) : "24:00";
            if (!TIME.format(opens).equals(closes)) {
                days.add(DAY.format(day) + " " + TIME.format(opens) + "-" + closes);
            }
        }
        return String.join("; ", days);
    }
}
