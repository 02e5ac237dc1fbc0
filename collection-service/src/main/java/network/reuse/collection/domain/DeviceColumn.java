package network.reuse.collection.domain;

import java.util.List;

/** What a file says of a device, in a column each. */
public enum DeviceColumn {
    CATEGORY("category", true),
    MANUFACTURER("manufacturer", true),
    MODEL("model", true),
    SERIAL_NUMBER("serialNumber", true),
    PARTNER_REF("partnerRef", false);

    private final String field;
    private final boolean isRequired;

    DeviceColumn(String field, boolean isRequired) {
        this.field = field;
        this.isRequired = isRequired;
    }

    /** What it is called in JSON and in pointers. */
    public String field() {
        return field;
    }

    /** Whether a file without it says too little. */
    public boolean isRequired() {
        return isRequired;
    }

    /** What files call it as well: in French, in asset managers' exports such as GLPI's, and in English. */
    public List<String> synonyms() {
        return switch (this) {
            case CATEGORY ->
                List.of("Catégorie", "Type", "Type de matériel", "Type d'équipement", "Type d'ordinateur", "Nature");
            case MANUFACTURER -> List.of("Fabricant", "Constructeur", "Marque", "Brand", "Make", "Vendor");
            case MODEL -> List.of("Modèle", "Désignation");
            case SERIAL_NUMBER ->
                List.of(
                        "Numéro de série",
                        "N° de série",
                        "N° série",
                        "No de série",
                        "Num. série",
                        "Serial",
                        "Serial no.",
                        "S/N",
                        "Service tag");
            case PARTNER_REF ->
                List.of(
                        "Numéro d'inventaire",
                        "N° d'inventaire",
                        "N° inventaire",
                        "Inventory number",
                        "Asset tag",
                        "Référence",
                        "Réf.");
        };
    }
}
