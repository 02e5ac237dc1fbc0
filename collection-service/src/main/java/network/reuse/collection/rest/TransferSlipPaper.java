package network.reuse.collection.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import network.reuse.collection.application.DeviceView;
import network.reuse.collection.application.PrintTransferSlip.Contents;
import network.reuse.collection.application.TransferSlip;
import network.reuse.collection.domain.Counted;
import network.reuse.collection.domain.Settlement;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.Quantity;
import network.reuse.defaults.document.Paper;
import network.reuse.defaults.document.Paper.Column;
import network.reuse.defaults.document.Paper.Detail;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.fault.Language;
import org.jspecify.annotations.Nullable;

/** The paper that goes with a lot. It names organisations, their roles and their references, and never a person. */
final class TransferSlipPaper {
    private static final String ABSENT = "–";

    private final Contents contents;
    private final TransferSlip slip;
    private final Language language;
    private final Wording wording;

    private TransferSlipPaper(Contents contents, Language language) {
        this.contents = contents;
        this.slip = contents.slip();
        this.language = language;
        this.wording = new Wording(language);
    }

    static Paper of(Contents contents, Language language) {
        return new TransferSlipPaper(contents, language).paper();
    }

    private Paper paper() {
        List<Paper.Block> blocks = new ArrayList<>();
        blocks.add(new Paper.Details(List.of(
                new Detail(language.of("Lot", "Lot"), slip.code()),
                new Detail(
                        language.of("Identifiant du lot", "Id of the lot"),
                        slip.lotId().toString()),
                new Detail(language.of("Référence du donateur", "The donor's reference"), slip.partnerRef()))));
        blocks.add(new Paper.Heading(language.of("Parties", "Parties")));
        blocks.add(parties());
        blocks.add(new Paper.Heading(language.of("Décomptes", "Counts")));
        blocks.add(counts());
        blocks.add(new Paper.Heading(language.of("Signatures", "Signatures")));
        blocks.add(signatures());
        blocks.add(new Paper.Paragraph(language.of(
                "Chaque décompte est signé par l'organisation qui l'a fait, avec son propre accès au réseau ; il ne peut plus être"
                        + " modifié. Aucune personne n'est nommée : chaque organisation sait qui a agi pour elle.",
                "Each count is signed by the organisation that made it, with its own access to the network; it cannot be changed"
                        + " any more. Nobody is named: each organisation knows who acted for it.")));
        if (!slip.settlements().isEmpty()) {
            blocks.add(new Paper.Heading(language.of("Écarts réglés", "Settled discrepancies")));
            blocks.add(settlements());
        }
        blocks.add(new Paper.Heading(language.of("Appareils enregistrés", "Registered devices")));
        blocks.add(devices());
        if (!contents.isWhole()) {
            blocks.add(new Paper.Note(language.of(
                    "Seuls les %s premiers appareils sont imprimés ; le réseau donne la liste entière."
                            .formatted(wording.number(contents.devices().size())),
                    "Only the first %s devices are printed; the network gives the whole list."
                            .formatted(wording.number(contents.devices().size())))));
        }
        return new Paper(language, language.of("Bordereau de transfert", "Transfer slip"), slip.code(), blocks);
    }

    private Paper.Table parties() {
        return new Paper.Table(
                List.of(
                        Column.of(language.of("Rôle", "Role"), 2),
                        Column.of("Organisation", 5),
                        Column.of(language.of("Référence dans le réseau", "Reference in the network"), 5)),
                List.of(
                        List.of(
                                language.of("Donateur", "Donor"),
                                name(slip.donor()),
                                slip.donor().toString()),
                        List.of(
                                language.of("Transporteur", "Carrier"),
                                name(slip.carrier()),
                                slip.carrier().toString()),
                        List.of(
                                language.of("Atelier", "Workshop"),
                                name(slip.workshop()),
                                slip.workshop().toString())),
                "");
    }

    private Paper.Table counts() {
        Set<DeviceCategory> categories = new TreeSet<>();
        Stream.of(slip.handedOver(), slip.takenOver(), slip.delivered(), slip.received())
                .filter(Objects::nonNull)
                .flatMap(counted -> counted.quantities().stream())
                .forEach(quantity -> categories.add(quantity.category()));
        slip.collected().forEach(quantity -> categories.add(quantity.category()));
        List<List<String>> rows = categories.stream()
                .map(category -> List.of(
                        language.of(category.french(), category.english()),
                        count(slip.handedOver(), category),
                        count(slip.takenOver(), category),
                        count(slip.delivered(), category),
                        count(slip.received(), category),
                        count(slip.collected(), category),
                        slip.received() == null ? ABSENT : count(slip.atWorkshop(), category)))
                .toList();
        return new Paper.Table(
                List.of(
                        Column.of(language.of("Catégorie", "Category"), 4),
                        Column.ofNumbers(language.of("Remis par le donateur", "Handed over by the donor"), 3),
                        Column.ofNumbers(language.of("Pris par le transporteur", "Taken by the carrier"), 3),
                        Column.ofNumbers(language.of("Livré", "Delivered"), 2),
                        Column.ofNumbers(language.of("Reçu par l'atelier", "Received by the workshop"), 3),
                        Column.ofNumbers(language.of("Retenu comme collecté", "Counts as collected"), 3),
                        Column.ofNumbers(language.of("Retenu à l'atelier", "Counts at the workshop"), 3)),
                rows,
                language.of("Aucun appareil n'a été compté.", "No device was counted."));
    }

    private String count(@Nullable Counted counted, DeviceCategory category) {
        return counted == null ? ABSENT : count(counted.quantities(), category);
    }

    private String count(List<Quantity> quantities, DeviceCategory category) {
        return wording.number(quantities.stream()
                .filter(quantity -> quantity.category() == category)
                .mapToLong(Quantity::count)
                .sum());
    }

    private Paper.Table signatures() {
        List<List<String>> rows = new ArrayList<>();
        sign(rows, slip.handedOver(), language.of("Remise", "Hand-over"), language.of("Donateur", "Donor"));
        sign(
                rows,
                slip.takenOver(),
                language.of("Prise en charge", "Taking over"),
                language.of("Transporteur", "Carrier"));
        sign(rows, slip.delivered(), language.of("Livraison", "Delivery"), language.of("Transporteur", "Carrier"));
        sign(rows, slip.received(), language.of("Réception", "Reception"), language.of("Atelier", "Workshop"));
        return new Paper.Table(
                List.of(
                        Column.of(language.of("Étape", "Step"), 2),
                        Column.of("Organisation", 4),
                        Column.of(language.of("Rôle", "Role"), 2),
                        Column.of(language.of("Signé le", "Signed on"), 3)),
                rows,
                language.of(
                        "Le donateur et le transporteur s'étaient accordés sur un seul décompte.",
                        "Donor and carrier had agreed on one count."));
    }

    private void sign(List<List<String>> rows, @Nullable Counted counted, String step, String role) {
        if (counted != null) {
            rows.add(List.of(step, name(counted.by()), role, wording.of(counted.at())));
        }
    }

    private Paper.Table settlements() {
        return new Paper.Table(
                List.of(
                        Column.of(language.of("Catégorie", "Category"), 3),
                        Column.ofNumbers(language.of("Nombre", "Number"), 2),
                        Column.of(language.of("Issue", "Outcome"), 2.6),
                        Column.of(language.of("Par", "By"), 4),
                        Column.of(language.of("Dit par", "Said by"), 4),
                        Column.of(language.of("Motif", "Reason"), 4),
                        Column.of(language.of("Le", "On"), 2.6)),
                slip.settlements().stream().map(this::settlement).toList(),
                "");
    }

    private List<String> settlement(Settlement settlement) {
        return List.of(
                language.of(
                        settlement.category().french(), settlement.category().english()),
                wording.number(settlement.count()),
                outcome(settlement.outcome()),
                name(settlement.by()),
                name(settlement.saidBy()),
                settlement.reason(),
                wording.of(settlement.at()));
    }

    private String outcome(DiscrepancyOutcome outcome) {
        return switch (outcome) {
            case FOUND -> language.of("Retrouvés", "Found");
            case NEVER_GIVEN -> language.of("Jamais remis", "Never given");
            case LOST -> language.of("Perdus", "Lost");
        };
    }

    private Paper.Table devices() {
        List<List<String>> rows = new ArrayList<>();
        for (DeviceView device : contents.devices()) {
            String reference = device.partnerRef();
            rows.add(List.of(
                    Integer.toString(rows.size() + 1),
                    device.code(),
                    language.of(device.category().french(), device.category().english()),
                    device.manufacturer() + " " + device.model(),
                    device.serialNumber(),
                    reference == null ? "" : reference));
        }
        return new Paper.Table(
                List.of(
                        Column.ofNumbers("N°", 1.3),
                        Column.of("Code", 2.6),
                        Column.of(language.of("Catégorie", "Category"), 3.2),
                        Column.of(language.of("Marque et modèle", "Make and model"), 5),
                        Column.of(language.of("N° de série", "Serial number"), 4),
                        Column.of(language.of("Référence", "Reference"), 3)),
                rows,
                language.of(
                        "Aucun appareil n'est encore enregistré un à un.", "No device is registered one by one yet."));
    }

    /** What the register calls an organisation; its reference where the register has not been heard of it. */
    private String name(UUID organisation) {
        return contents.names().getOrDefault(organisation, organisation.toString());
    }
}
