package network.reuse.gateway.donors;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import network.reuse.defaults.document.Paper;
import network.reuse.defaults.document.Paper.Column;
import network.reuse.defaults.document.Paper.Detail;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.fault.Language;
import network.reuse.gateway.donors.GivenDevice.GivenLot;
import network.reuse.gateway.donors.GivenDevice.HandedOver;
import network.reuse.gateway.donors.ReenReports.WithLines;
import org.jspecify.annotations.Nullable;

/** A donor's REEN report as a paper to sign: the rate, what it is made of, and the proof line by line. */
final class ReenPaper {
    private static final String ABSENT = "–";

    private final ReenReport report;
    private final List<GivenDevice> lines;
    private final Language language;
    private final Wording wording;

    private ReenPaper(WithLines report, Language language) {
        this.report = report.report();
        this.lines = report.lines();
        this.language = language;
        this.wording = new Wording(language);
    }

    static Paper of(WithLines report, Language language) {
        return new ReenPaper(report, language).paper();
    }

    private Paper paper() {
        String donor = report.name() == null ? report.donor().toString() : report.name();
        List<Paper.Block> blocks = new ArrayList<>();
        blocks.add(new Paper.Details(List.of(
                new Detail(language.of("Donateur", "Donor"), donor),
                new Detail("SIRET", report.siret()),
                new Detail(language.of("Année", "Year"), Integer.toString(report.year())))));
        blocks.add(new Paper.Note(result()));
        blocks.add(new Paper.Heading(language.of("Calcul", "Computation")));
        blocks.add(parts());
        blocks.add(new Paper.Paragraph(language.of(
                "A : biens orientés dans l'année vers le réemploi ou la réutilisation, remis à un preneur qui s'était engagé, sans ceux qui"
                        + " ont depuis été recyclés ou perdus. B : biens mis au rebut en stock au 1er janvier, tels que le donateur les"
                        + " déclare, sans les biens de plus de dix ans à leur mise au rebut, classifiés ou de sécurité particulière. Le"
                        + " taux est A / B × 100, arrondi au centième inférieur (loi REEN, article 16 ; décret 2023-266, article 3).",
                "A: goods oriented to reuse in the year, handed to a taker who had committed itself, without those that were scrapped or"
                        + " lost since. B: decommissioned goods in stock on 1 January, as the donor states them, without those older than"
                        + " ten years when decommissioned, classified, or with special security requirements. The rate is A / B × 100,"
                        + " rounded down to two decimals (law REEN, article 16; décret 2023-266, article 3).")));
        blocks.add(new Paper.Heading(language.of("Stock déclaré par le donateur", "Stock stated by the donor")));
        stock(blocks);
        blocks.add(new Paper.Heading(language.of("Justification, bien par bien", "Proof, one by one")));
        blocks.add(proof());
        return new Paper(
                language,
                language.of("Bilan de réemploi " + report.year(), "Reuse report " + report.year()),
                donor,
                blocks);
    }

    private String result() {
        if (report.decommissioned() == null) {
            return language.of(
                    "Le taux ne peut pas être calculé : le stock au 1er janvier n'est pas déclaré.",
                    "The rate cannot be computed: the stock on 1 January is not stated.");
        }
        if (report.ratePercent() == null) {
            return language.of(
                    "Aucun bien n'était à prendre en compte au 1er janvier : il n'y a pas de taux.",
                    "There were no goods to take into account on 1 January: there is no rate.");
        }
        String target = report.targetPercent() == null
                ? ""
                : language.of(
                        " L'objectif de l'année, %d %%, %s."
                                .formatted(
                                        report.targetPercent(),
                                        Boolean.TRUE.equals(report.reached()) ? "est atteint" : "n'est pas atteint"),
                        " The year's target, %d%%, %s."
                                .formatted(
                                        report.targetPercent(),
                                        Boolean.TRUE.equals(report.reached()) ? "is reached" : "is not reached"));
        return language.of(
                "Taux : %s %%.%s Réemploi effectif justifié à ce jour : %s %%."
                        .formatted(percent(report.ratePercent()), target, percent(report.justifiedPercent())),
                "Rate: %s%%.%s Actual reuse justified so far: %s%%."
                        .formatted(percent(report.ratePercent()), target, percent(report.justifiedPercent())));
    }

    private String percent(@Nullable BigDecimal percent) {
        return percent == null
                ? ABSENT
                : String.format(language == Language.FRENCH ? Locale.FRANCE : Locale.UK, "%.2f", percent);
    }

    private Paper.Table parts() {
        List<List<String>> rows = new ArrayList<>();
        for (ReenReport.ReenPart part : report.parts()) {
            rows.add(row(
                    language.of(part.category().french(), part.category().english()),
                    part.oriented(),
                    part.justified(),
                    part.pending(),
                    part.dropped(),
                    part.decommissioned()));
        }
        rows.add(row(
                "Total",
                report.oriented(),
                report.justified(),
                report.pending(),
                report.dropped(),
                report.decommissioned()));
        return new Paper.Table(
                List.of(
                        Column.of(language.of("Catégorie (R. 543-172, II)", "Category (R. 543-172, II)"), 6),
                        Column.ofNumbers(language.of("A : orientés", "A: oriented"), 2),
                        Column.ofNumbers(language.of("dont justifiés", "justified"), 2),
                        Column.ofNumbers(language.of("dont en cours", "pending"), 2),
                        Column.ofNumbers(language.of("Écartés", "Dropped"), 2),
                        Column.ofNumbers("B : stock", 2)),
                rows,
                "");
    }

    private List<String> row(
            String name, long oriented, long justified, long pending, long dropped, @Nullable Long stock) {
        return List.of(
                name,
                wording.number(oriented),
                wording.number(justified),
                wording.number(pending),
                wording.number(dropped),
                stock == null ? ABSENT : wording.number(stock));
    }

    private void stock(List<Paper.Block> blocks) {
        ReenStock stock = report.stock();
        if (stock == null) {
            blocks.add(new Paper.Paragraph(language.of("Rien n'est déclaré.", "Nothing is stated.")));
            return;
        }
        blocks.add(new Paper.Details(List.of(
                new Detail(language.of("Compté le", "Counted on"), wording.of(stock.countedOn())),
                new Detail(language.of("Déclaré le", "Stated on"), wording.of(stock.statedAt())),
                new Detail("Version", Integer.toString(stock.version())),
                new Detail(language.of("Motif de la correction", "Reason of the correction"), stock.reason()))));
        blocks.add(new Paper.Table(
                List.of(
                        Column.of(language.of("Catégorie", "Category"), 6),
                        Column.ofNumbers(language.of("Mis au rebut", "Decommissioned"), 2.4),
                        Column.ofNumbers(language.of("Plus de dix ans", "Older than ten years"), 2),
                        Column.ofNumbers(language.of("Classifiés", "Classified"), 2),
                        Column.ofNumbers(language.of("Sécurité particulière", "Special security"), 2.2),
                        Column.ofNumbers("B", 1.4)),
                stock.counts().stream()
                        .map(count -> List.of(
                                language.of(
                                        count.category().french(),
                                        count.category().english()),
                                wording.number(count.decommissioned()),
                                wording.number(count.olderThanTenYears()),
                                wording.number(count.classified()),
                                wording.number(count.specialSecurity()),
                                wording.number(count.included())))
                        .toList(),
                ""));
    }

    private Paper.Table proof() {
        List<List<String>> rows = new ArrayList<>();
        for (GivenDevice device : lines) {
            GivenLot lot = device.lot();
            rows.add(List.of(
                    device.code() == null ? device.id().toString() : device.code(),
                    device.category() == null
                            ? ""
                            : language.of(
                                    device.category().french(),
                                    device.category().english()),
                    device.serialNumber() == null ? "" : device.serialNumber(),
                    lot == null || lot.code() == null ? "" : lot.code(),
                    day(device.givenAt()),
                    lot == null ? "" : taker(lot),
                    reuse(device)));
        }
        return new Paper.Table(
                List.of(
                        Column.of("Code", 2.1),
                        Column.of(language.of("Catégorie", "Category"), 3.4),
                        Column.of(language.of("N° de série", "Serial number"), 3.4),
                        Column.of("Lot", 2.1),
                        Column.of(language.of("Remis le", "Given on"), 2.3),
                        Column.of(language.of("Preneur", "Taker"), 3.8),
                        Column.of(language.of("Réemploi justifié", "Reuse proven"), 2.5)),
                rows,
                language.of(
                        "Aucun bien n'a été orienté vers le réemploi cette année-là.",
                        "No goods were oriented to reuse in that year."));
    }

    private static String taker(GivenLot lot) {
        if (lot.takerName() != null) {
            return lot.takerName();
        }
        return lot.taker() == null ? "" : lot.taker().toString();
    }

    private String reuse(GivenDevice device) {
        if (!device.hasTaker()) {
            return language.of("Sans engagement connu", "No known commitment");
        }
        HandedOver handedOver = device.handedOver();
        return switch (device.reuse()) {
            case JUSTIFIED -> handedOver == null ? language.of("Oui", "Yes") : day(handedOver.at());
            case PENDING -> language.of("En cours", "Pending");
            case DROPPED -> language.of("Écarté", "Dropped");
        };
    }

    private static String day(@Nullable Instant at) {
        return at == null ? "" : Wording.inFigures(Wording.day(at));
    }
}
