package network.reuse.allocation.rest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.application.pack.Receipt;
import network.reuse.allocation.domain.DevicePrice;
import network.reuse.allocation.domain.Pack.Sold;
import network.reuse.allocation.domain.PackedDevice;
import network.reuse.defaults.document.Paper;
import network.reuse.defaults.document.Paper.Column;
import network.reuse.defaults.document.Paper.Detail;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.fault.Language;

/** The receipt of a sale as a paper: who sold, what and for how much, and nothing of who bought. */
final class ReceiptPaper {
    private final Receipt receipt;
    private final Sold sale;
    private final Language language;
    private final Wording wording;

    private ReceiptPaper(Receipt receipt, Language language) {
        this.receipt = receipt;
        this.sale = receipt.sale();
        this.language = language;
        this.wording = new Wording(language);
    }

    static Paper of(Receipt receipt, Language language) {
        return new ReceiptPaper(receipt, language).paper();
    }

    private Paper paper() {
        List<Paper.Block> blocks = new ArrayList<>();
        blocks.add(details());
        blocks.add(devices());
        blocks.add(amounts());
        if (sale.capCents() != null) {
            blocks.add(paragraph(
                    "Le matériel donné par une personne publique se vend à un prix plafonné : "
                            + wording.euros(sale.capCents()) + " au plus ici (" + sale.rule() + ", version "
                            + sale.ruleVersion() + ").",
                    "Equipment given by a public body is sold at a capped price: at most "
                            + wording.euros(sale.capCents()) + " here (" + sale.rule() + ", version "
                            + sale.ruleVersion() + ")."));
        }
        blocks.add(
                paragraph(
                        "Un justificatif d'éligibilité a été présenté au comptoir ; il n'est pas gardé. Ce reçu ne nomme pas l'acheteur.",
                        "A proof of eligibility was shown at the counter; it is not kept. This receipt does not name the buyer."));
        if (receipt.returnedAt() != null) {
            blocks.add(paragraph(
                    "Le pack est revenu le " + wording.of(Wording.day(receipt.returnedAt())) + ".",
                    "The pack came back on " + wording.of(Wording.day(receipt.returnedAt())) + "."));
        }
        return new Paper(language, language.of("Reçu de vente", "Receipt"), sale.receipt(), blocks);
    }

    private Paper.Details details() {
        LocalDate day = receipt.day();
        return new Paper.Details(List.of(
                new Detail(language.of("Vendeur", "Seller"), receipt.seller()),
                new Detail(language.of("Numéro", "Number"), sale.receipt()),
                new Detail("Pack", sale.attributes().code()),
                new Detail(language.of("Vendu le", "Sold on"), day == null ? null : wording.of(day)),
                new Detail(
                        language.of("Département", "Department"),
                        sale.territory().department())));
    }

    private Paper.Table devices() {
        Map<UUID, Integer> prices = new HashMap<>();
        for (DevicePrice price : sale.prices()) {
            prices.put(price.deviceId(), price.priceCents());
        }
        List<Column> columns = new ArrayList<>(List.of(
                Column.of(language.of("Appareil", "Device"), 3),
                Column.of(language.of("Étiquette", "Label"), 2),
                Column.of("Grade", 1)));
        if (!prices.isEmpty()) {
            columns.add(Column.ofNumbers(language.of("Prix", "Price"), 1));
        }
        List<List<String>> rows = new ArrayList<>();
        for (PackedDevice device : sale.attributes().devices()) {
            List<String> row = new ArrayList<>(List.of(
                    language.of(device.category().french(), device.category().english()),
                    device.code(),
                    device.grade().name()));
            if (!prices.isEmpty()) {
                Integer price = prices.get(device.id());
                row.add(price == null ? "–" : wording.euros(price));
            }
            rows.add(row);
        }
        return new Paper.Table(columns, rows, "");
    }

    private Paper.Table amounts() {
        return new Paper.Table(
                List.of(
                        Column.of(language.of("Poste", "Item"), 4),
                        Column.ofNumbers(language.of("Montant", "Amount"), 1)),
                List.of(List.of(
                        language.of("Total payé, toutes taxes comprises", "Total paid, all taxes included"),
                        wording.euros(sale.priceCents()))),
                "");
    }

    private Paper.Paragraph paragraph(String french, String english) {
        return new Paper.Paragraph(wording.typeset(language.of(french, english)));
    }
}
