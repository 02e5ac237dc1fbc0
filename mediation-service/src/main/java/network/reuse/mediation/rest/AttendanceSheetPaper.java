package network.reuse.mediation.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Geography;
import network.reuse.defaults.document.Paper;
import network.reuse.defaults.document.Paper.Column;
import network.reuse.defaults.document.Paper.Detail;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.fault.Language;
import network.reuse.mediation.application.PrintAttendanceSheet.AttendanceSheet;
import network.reuse.mediation.domain.WorkshopAttributes;

/** The sheet by which people are checked in at a door; it names organisations and codes, and never a person. */
final class AttendanceSheetPaper {
    /** The most lines for whoever walks in. */
    private static final int MOST_WALK_INS = 20;

    private static final String TICK = "□";
    private static final String TICKED = "■";

    private final AttendanceSheet sheet;
    private final Language language;
    private final Wording wording;

    private AttendanceSheetPaper(AttendanceSheet sheet, Language language) {
        this.sheet = sheet;
        this.language = language;
        this.wording = new Wording(language);
    }

    static Paper of(AttendanceSheet sheet, Language language) {
        return new AttendanceSheetPaper(sheet, language).paper();
    }

    private Paper paper() {
        WorkshopAttributes workshop = sheet.workshop();
        String commune = workshop.territory().commune();
        List<Paper.Block> blocks = new ArrayList<>();
        blocks.add(new Paper.Details(List.of(
                new Detail(language.of("Atelier", "Workshop"), workshop.title()),
                new Detail(language.of("Code", "Code"), workshop.code()),
                new Detail(
                        language.of("Lieu", "Place"),
                        workshop.placeName()
                                + (commune == null
                                        ? ""
                                        : Geography.communeName(commune)
                                                .map(name -> ", " + name)
                                                .orElse(""))),
                new Detail(language.of("Début", "Begins"), hour(workshop.from())),
                new Detail(language.of("Fin", "Ends"), hour(workshop.until())),
                new Detail(language.of("Organisateur", "Organiser"), name(workshop.organiser())))));
        blocks.add(new Paper.Heading(language.of("Inscrits", "Registered")));
        blocks.add(registered());
        int walkIns = Math.min(sheet.seatsLeft(), MOST_WALK_INS);
        if (walkIns > 0) {
            blocks.add(new Paper.Heading(language.of("Venus sans réserver", "Walked in")));
            blocks.add(walkedIn(walkIns));
        }
        blocks.add(new Paper.Note(wording.typeset(language.of(
                "N'écrivez aucun nom sur cette feuille. Chacun donne son code ; qui est venu sans réserver compte pour une ligne. Reportez ensuite"
                        + " les présences dans l'agenda.",
                "Write no name on this sheet. Everybody says their code; whoever walked in counts as one line. Record who came in the agenda"
                        + " afterwards."))));
        return new Paper(language, language.of("Feuille de présence", "Attendance sheet"), workshop.code(), blocks);
    }

    private Paper.Table registered() {
        return new Paper.Table(
                List.of(
                        Column.of(language.of("Présent", "Here"), 1),
                        Column.of(language.of("Code", "Code"), 2),
                        Column.of(language.of("Inscrit par", "Registered by"), 5)),
                sheet.lines().stream()
                        .map(line -> List.of(line.attended() ? TICKED : TICK, line.code(), name(line.bookedBy())))
                        .toList(),
                language.of("Personne n'est inscrit.", "Nobody is registered."));
    }

    private Paper.Table walkedIn(int count) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            rows.add(List.of(TICK, Integer.toString(i), ""));
        }
        return new Paper.Table(
                List.of(
                        Column.of(language.of("Présent", "Here"), 1),
                        Column.of(language.of("Place", "Seat"), 2),
                        Column.of(language.of("Heure d'arrivée", "Arrived at"), 5)),
                rows,
                "");
    }

    /** The hour of Paris, which is said where clocks show another one. */
    private String hour(Instant at) {
        boolean isParis =
                Geography.zoneOf(sheet.workshop().territory().department()).equals(Geography.METROPOLITAN_TIME);
        return wording.of(at) + (isParis ? "" : language.of(" (heure de Paris)", ""));
    }

    private String name(UUID organisation) {
        return sheet.names().getOrDefault(organisation, organisation.toString());
    }
}
