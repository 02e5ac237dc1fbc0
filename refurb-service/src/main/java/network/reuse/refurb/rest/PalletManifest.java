package network.reuse.refurb.rest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent.Treatment;
import network.reuse.defaults.document.Paper;
import network.reuse.defaults.document.Paper.Column;
import network.reuse.defaults.document.Paper.Detail;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.fault.Language;
import network.reuse.refurb.application.PalletView;
import network.reuse.refurb.domain.WasteCode;
import org.jspecify.annotations.Nullable;

/** The paper that goes with a pallet of scrapped devices: what is on it, for whom and what it weighs. It names no person. */
final class PalletManifest {
    private final PalletView pallet;
    private final Map<UUID, String> names;
    private final Language language;
    private final Wording wording;

    private PalletManifest(PalletView pallet, Map<UUID, String> names, Language language) {
        this.pallet = pallet;
        this.names = names;
        this.language = language;
        this.wording = new Wording(language);
    }

    /** @param names of the organisations that the register has */
    static Paper of(PalletView pallet, Map<UUID, String> names, Language language) {
        return new PalletManifest(pallet, names, language).paper();
    }

    private Paper paper() {
        List<Paper.Block> blocks = new ArrayList<>();
        switch (pallet.status()) {
            case OPEN ->
                blocks.add(new Paper.Note(language.of(
                        "La palette n'est pas partie : ce manifeste peut encore changer.",
                        "The pallet has not left: this manifest may still change.")));
            case CANCELLED ->
                blocks.add(new Paper.Note(language.of(
                        "La palette est annulée : rien n'est parti.", "The pallet is cancelled: nothing has left.")));
            case DEPARTED, RECEIVED, TREATED -> {}
        }
        blocks.add(new Paper.Details(List.of(
                new Detail(language.of("Palette", "Pallet"), pallet.code()),
                new Detail(
                        language.of("Identifiant de la palette", "Id of the pallet"),
                        pallet.id().toString()),
                new Detail(language.of("Atelier", "Workshop"), name(pallet.workshop())),
                new Detail(language.of("Éco-organisme", "Eco-organism"), name(pallet.ecoOrganism())),
                new Detail(language.of("Code déchet", "Waste code"), waste()),
                new Detail(lastStep(), lastStepAt()),
                new Detail(language.of("Référence de l'atelier", "The workshop's reference"), pallet.partnerRef()),
                new Detail(language.of("Bordereau de suivi (BSD)", "Waste tracking slip (BSD)"), pallet.slipRef()))));
        blocks.add(new Paper.Heading(language.of("Masses", "Masses")));
        blocks.add(new Paper.Details(List.of(
                new Detail(language.of("Brute", "Gross"), mass(pallet.grossGrams())),
                new Detail(language.of("Tare", "Tare"), mass(pallet.tareGrams())),
                new Detail(
                        language.of("Nette, pesée par l'atelier", "Net, as the workshop weighed"),
                        mass(pallet.netGrams())),
                new Detail(
                        language.of("Pesée par l'éco-organisme", "As the eco-organism weighed"),
                        mass(pallet.receivedGrams())))));
        blocks.add(new Paper.Heading(language.of("Appareils", "Devices") + " ("
                + wording.number(pallet.devices().size()) + ")"));
        blocks.add(devices());
        List<Treatment> treatments = pallet.treatments();
        if (treatments != null) {
            blocks.add(new Paper.Heading(language.of("Traitement", "Treatment")));
            blocks.add(treatments(treatments));
        }
        return new Paper(language, language.of("Manifeste de palette", "Pallet manifest"), pallet.code(), blocks);
    }

    private String waste() {
        return WasteCode.find(pallet.wasteCode())
                .map(code -> code.code() + " – " + language.of(code.french(), code.english()))
                .orElse(pallet.wasteCode());
    }

    private Paper.Table devices() {
        Set<UUID> missing = new HashSet<>(pallet.missing() == null ? List.of() : pallet.missing());
        List<List<String>> rows = new ArrayList<>();
        for (PalletView.Line device : pallet.devices()) {
            rows.add(List.of(
                    Integer.toString(rows.size() + 1),
                    device.code(),
                    language.of(device.category().french(), device.category().english()),
                    device.manufacturer() + " " + device.model(),
                    device.serialNumber(),
                    missing.contains(device.deviceId())
                            ? language.of("Non trouvé à l'arrivée", "Not found on arrival")
                            : ""));
        }
        return new Paper.Table(
                List.of(
                        Column.ofNumbers("N°", 1.3),
                        Column.of("Code", 2.6),
                        Column.of(language.of("Catégorie", "Category"), 3.2),
                        Column.of(language.of("Marque et modèle", "Make and model"), 5),
                        Column.of(language.of("N° de série", "Serial number"), 4),
                        Column.of(language.of("Remarque", "Remark"), 3)),
                rows,
                language.of("Aucun appareil n'est sur la palette.", "No device is on the pallet."));
    }

    private Paper.Table treatments(List<Treatment> treatments) {
        return new Paper.Table(
                List.of(
                        Column.of(language.of("Mode", "Mode"), 4),
                        Column.of(language.of("Opération", "Operation"), 3),
                        Column.ofNumbers(language.of("Masse", "Mass"), 3)),
                treatments.stream()
                        .map(one -> List.of(
                                mode(one),
                                one.operation() == null ? "" : one.operation(),
                                wording.kilograms(one.grams())))
                        .toList(),
                "");
    }

    private String mode(Treatment treatment) {
        return switch (treatment.mode()) {
            case REUSE -> language.of("Préparation à la réutilisation", "Preparation for reuse");
            case RECYCLING -> language.of("Recyclage", "Recycling");
            case ENERGY_RECOVERY -> language.of("Valorisation énergétique", "Energy recovery");
            case OTHER_RECOVERY -> language.of("Autre valorisation", "Other recovery");
            case DISPOSAL -> language.of("Élimination", "Disposal");
        };
    }

    private @Nullable String mass(@Nullable Long grams) {
        return grams == null ? null : wording.kilograms(grams);
    }

    private String lastStep() {
        return switch (pallet.status()) {
            case OPEN -> language.of("Chargée le", "Last loaded");
            case CANCELLED -> language.of("Annulée le", "Cancelled");
            case DEPARTED -> language.of("Partie le", "Departed");
            case RECEIVED -> language.of("Reçue le", "Received");
            case TREATED -> language.of("Traitée le", "Treated");
        };
    }

    private @Nullable String lastStepAt() {
        return pallet.lastStepAt() == null ? null : wording.of(pallet.lastStepAt());
    }

    /** What the register calls an organisation; its reference where it has not been heard of. */
    private String name(UUID organisation) {
        return names.getOrDefault(organisation, organisation.toString());
    }
}
