package network.reuse.gateway.donors;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import network.reuse.contracts.Quantity;
import network.reuse.defaults.document.Paper;
import network.reuse.defaults.document.Paper.Column;
import network.reuse.defaults.document.Paper.Detail;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.fault.Language;
import network.reuse.gateway.donors.DonationSheet.Gift;
import org.jspecify.annotations.Nullable;

/** What a donor gave, as a paper to go with form 16216*02: nature and quantities, and no value. */
final class DonationPaper {
    private final DonationSheet sheet;
    private final Language language;
    private final Wording wording;

    private DonationPaper(DonationSheet sheet, Language language) {
        this.sheet = sheet;
        this.language = language;
        this.wording = new Wording(language);
    }

    static Paper of(DonationSheet sheet, Language language) {
        return new DonationPaper(sheet, language).paper();
    }

    private Paper paper() {
        List<Paper.Block> blocks = new ArrayList<>();
        blocks.add(new Paper.Paragraph(language.of(
                "Description et quantités des biens donnés, à joindre au reçu des dons en nature (formulaire 16216*02, 2041-MEC-SD,"
                        + " article 238 bis du code général des impôts).",
                "Description and quantities of the goods given, to go with the receipt for gifts in kind (form 16216*02,"
                        + " 2041-MEC-SD, article 238 bis of the French general tax code).")));
        blocks.add(new Paper.Note(sheet.note()));
        blocks.add(new Paper.Details(List.of(
                new Detail(language.of("Donateur", "Donor"), name(sheet.donor())),
                new Detail("SIRET", sheet.donor().siret()),
                new Detail(
                        language.of("Année", "Year"),
                        sheet.year() == null ? null : sheet.year().toString()))));
        if (sheet.gifts().isEmpty()) {
            blocks.add(new Paper.Paragraph(language.of(
                    "Aucun lot n'a quitté le donateur pendant cette période.",
                    "No lot left the donor in this period.")));
        }
        sheet.gifts().forEach(gift -> describe(blocks, gift));
        String reference = sheet.year() == null ? lotReference() : name(sheet.donor()) + ", " + sheet.year();
        return new Paper(
                language,
                language.of("Description d'un don en nature", "Description of a gift in kind"),
                reference,
                blocks);
    }

    private String lotReference() {
        return sheet.gifts().stream().map(DonationPaper::code).collect(Collectors.joining(", "));
    }

    private void describe(List<Paper.Block> blocks, Gift gift) {
        blocks.add(new Paper.Heading("Lot " + code(gift)));
        blocks.add(new Paper.Details(List.of(
                new Detail(language.of("Bénéficiaire du don", "Recipient of the gift"), name(gift.recipient())),
                new Detail("SIRET", gift.recipient().siret()),
                new Detail(language.of("Remis le", "Handed over on"), wording.of(gift.givenOn())),
                new Detail(
                        language.of("Quantités remises", "Quantities handed over"), quantities(gift.quantities())))));
        blocks.add(new Paper.Table(
                List.of(
                        Column.of(language.of("Nature", "Nature"), 3),
                        Column.of(language.of("Marque et modèle", "Make and model"), 4),
                        Column.ofNumbers(language.of("Quantité", "Quantity"), 1.8),
                        Column.of(language.of("Numéros de série", "Serial numbers"), 7)),
                gift.goods().stream().flatMap(goods -> rows(goods).stream()).toList(),
                language.of(
                        "Les appareils de ce lot ne sont pas encore enregistrés un à un.",
                        "The devices of this lot are not registered one by one yet.")));
    }

    /** One row for so many serial numbers as fit into a cell; those that follow go on below. */
    private List<List<String>> rows(DonationSheet.Goods goods) {
        List<List<String>> rows = new ArrayList<>();
        int each = 8;
        for (int from = 0; from < goods.serialNumbers().size(); from += each) {
            String serials = String.join(
                    ", ",
                    goods.serialNumbers()
                            .subList(
                                    from,
                                    Math.min(from + each, goods.serialNumbers().size())));
            boolean isFirst = from == 0;
            rows.add(List.of(
                    isFirst
                            ? language.of(
                                    goods.category().french(), goods.category().english())
                            : "",
                    isFirst ? text(goods.manufacturer()) + " " + text(goods.model()) : "",
                    isFirst ? wording.number(goods.quantity()) : "",
                    serials));
        }
        return rows;
    }

    private String quantities(List<Quantity> quantities) {
        return quantities.stream()
                .map(quantity -> language.of(
                                quantity.category().french(),
                                quantity.category().english())
                        + language.of(" : ", ": ")
                        + wording.number(quantity.count()))
                .collect(Collectors.joining("\n"));
    }

    private static String code(Gift gift) {
        return gift.code() == null ? gift.lotId().toString() : gift.code();
    }

    private static String name(Party party) {
        return party.name() == null ? party.id().toString() : party.name();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
