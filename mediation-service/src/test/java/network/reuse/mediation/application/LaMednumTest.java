package network.reuse.mediation.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
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
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class LaMednumTest {
    private static final Instant CHANGED = Instant.parse("2025-03-01T23:30:00Z");
    private static final PlaceDescription EVERYTHING = new PlaceDescription(
            true,
            "73282932000074",
            new PlaceAddress("=12, rue du \"Port\"", "67100", "Cour B"),
            PlaceType.ENM,
            new PlaceContact(
                    "03 88 12 34 56",
                    "accueil@port.example.org",
                    "https://port.example.org",
                    "https://port.example.org/rdv",
                    "https://acces.example.org/port"),
            "Mo-Fr 09:00-12:00,13:30-17:00; PH off",
            "On y apprend.\nOn y répare.",
            "Au cœur du quartier",
            new PlaceOffer(
                    Arrays.asList(DigitalService.values()),
                    Arrays.asList(Audience.values()),
                    Arrays.asList(SpecialCare.values()),
                    Arrays.asList(Fee.values()),
                    Arrays.asList(NationalProgramme.values()),
                    Arrays.asList(TrainingLabel.values()),
                    List.of("Territoire inclusif, bronze", "Autre"),
                    Arrays.asList(AccessMode.values()),
                    Arrays.asList(SupportMode.values())));
    private static final Stored<Place> PLACE = new Stored<>(
            new UUID(2, 1),
            1,
            1,
            new Place.Open(new PlaceAttributes(
                    new UUID(2, 1),
                    "P-1",
                    new UUID(1, 1),
                    Set.of(),
                    "Le Port",
                    new Territory("44", "67", "67482"),
                    Environment.LIVE,
                    null,
                    new Coordinates("48.5734", "7.7521"),
                    EVERYTHING)),
            null,
            CHANGED,
            CHANGED);

    @Test
    void everyWordThatAPlaceMayUseIsOneOfTheStandardAndNoneLacks() throws IOException {
        String file = LaMednum.file(List.of(LaMednum.line(PLACE, EVERYTHING, false, "Association")));

        assertThat(LaMednumRules.faults(file)).isEmpty();
        assertThat(file).startsWith("\"id\",\"pivot\",\"nom\"");
        Map<String, String> line = line(file, 1);
        LaMednumRules.words().forEach((column, words) -> {
            if (!"itinerance".equals(column)) {
                assertThat(List.of(line.getOrDefault(column, "").split("\\|", -1)))
                        .as(column)
                        .containsExactlyInAnyOrderElementsOf(words);
            }
        });
        assertThat(line)
                .containsEntry("commune", "Strasbourg")
                .containsEntry("telephone", "+33388123456")
                .containsEntry("adresse", "'=12, rue du \"Port\"")
                .containsEntry("itinerance", "Itinérant")
                .containsEntry("date_maj", "2025-03-02")
                .containsEntry("autres_formations_labels", "Territoire inclusif, bronze|Autre");
    }

    @Test
    void aStopIsALineWithItsDatesBehindItsPlace() throws IOException {
        TourStop stop = new TourStop(
                new UUID(6, 1),
                "Place de la Mairie",
                new Territory("32", "59", "59392"),
                "59600",
                true,
                null,
                null,
                Instant.parse("2025-03-18T13:00:00Z"),
                Instant.parse("2025-03-18T16:00:00Z"),
                List.of("M-1"),
                List.of(),
                null);
        List<List<String>> lines = LaMednum.line(PLACE, EVERYTHING, stop, CHANGED, null);
        String file =
                LaMednum.file(Stream.concat(Stream.of(LaMednum.line(PLACE, EVERYTHING, true, null)), lines.stream())
                        .toList());

        assertThat(LaMednumRules.faults(file)).isEmpty();
        assertThat(line(file, 2))
                .containsEntry("nom", "Le Port, Place de la Mairie")
                .containsEntry("commune", "Maubeuge")
                .containsEntry("code_postal", "59600")
                .containsEntry("horaires", "2025 Mar 18 14:00-17:00")
                .containsEntry("itinerance", "Itinérant")
                .containsEntry("structure_parente", PLACE.id().toString());
        assertThat(file).doesNotContain("M-1");
    }

    @Test
    void hoursAreThoseOfTheClocksThere() {
        ZoneId paris = ZoneId.of("Europe/Paris");
        assertThat(List.of(
                        hours("2025-03-29T13:00:00Z", "2025-03-29T16:00:00Z", paris),
                        hours("2025-03-30T12:00:00Z", "2025-03-30T15:00:00Z", paris),
                        hours("2025-10-26T13:00:00Z", "2025-10-26T16:00:00Z", paris),
                        hours("2025-03-18T21:00:00Z", "2025-03-19T01:00:00Z", paris),
                        hours("2025-03-18T21:00:00Z", "2025-03-18T23:00:00Z", paris),
                        hours("2025-01-05T05:00:00Z", "2025-01-05T07:00:00Z", ZoneId.of("Indian/Reunion"))))
                .containsExactly(
                        "2025 Mar 29 14:00-17:00",
                        "2025 Mar 30 14:00-17:00",
                        "2025 Oct 26 14:00-17:00",
                        "2025 Mar 18 22:00-24:00; 2025 Mar 19 00:00-02:00",
                        "2025 Mar 18 22:00-24:00",
                        "2025 Jan 05 09:00-11:00")
                .allMatch(DescribedPlaces::areOpeningHours);
    }

    /** The rules themselves bite: a file that is broken in one way is found out, and for that alone. */
    @Test
    void aBrokenFileIsFoundOut() throws IOException {
        String good = LaMednum.file(List.of(LaMednum.line(PLACE, EVERYTHING, false, "Association")));
        Map<String, String> broken = Map.ofEntries(
                Map.entry(good.replace("\"nom\",\"commune\"", "\"commune\",\"nom\""), "0 heading"),
                Map.entry(good.replace("\",\"prise_rdv\"", "\",\"prise_rdv\",\"horaire\""), "0 heading"),
                Map.entry(good.replace("Gratuit|Gratuit sous", "Gratuit;Gratuit sous"), "1 frais_a_charge"),
                Map.entry(good.replace("Jeunes|Étudiants", "Jeunes| Étudiants"), "1 publics_specifiquement_adresses"),
                Map.entry(good.replace("numériques(La Poste)", "numériques (La Poste)"), "1 formations_labels"),
                Map.entry(good.replace("+33388123456", "03 88 12 34 56"), "1 telephone"),
                Map.entry(good.replace("\"67100\"", "\"6710\""), "1 code_postal"),
                Map.entry(good.replace("\"67482\"", "\"2C482\""), "1 code_insee"),
                Map.entry(good.replace("\"73282932000074\"", "\"\""), "1 pivot"),
                Map.entry(good.replace("2025-03-02", "02/03/2025"), "1 date_maj"),
                Map.entry(good.replace("2025-03-02", "2025-02-30"), "1 date_maj"),
                Map.entry(good.replace("Itinérant", "itinérant"), "1 itinerance"),
                Map.entry(good.replace("Mo-Fr 09:00", "Lu-Ve 09h00"), "1 horaires"),
                Map.entry(good.replace("On y apprend.", "x".repeat(281)), "1 presentation_resume"),
                Map.entry(good + good.substring(good.indexOf("\r\n") + 2), "2 id twice"));
        for (Map.Entry<String, String> one : broken.entrySet()) {
            assertThat(LaMednumRules.faults(one.getKey())).containsExactly(one.getValue());
        }
        assertThat(broken).hasSizeGreaterThanOrEqualTo(10).doesNotContainKey(good);
    }

    private static String hours(String from, String until, ZoneId zone) {
        return LaMednum.hours(Instant.parse(from), Instant.parse(until), zone);
    }

    private static Map<String, String> line(String file, int number) throws IOException {
        try (var parser = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(file))) {
            CSVRecord record = parser.getRecords().get(number - 1);
            return record.toMap();
        }
    }
}
