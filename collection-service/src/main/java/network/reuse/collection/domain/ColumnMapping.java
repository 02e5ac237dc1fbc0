package network.reuse.collection.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.reuse.contracts.BareWord;
import network.reuse.contracts.DeviceCategory;

/**
 * The words by which an organisation's files name columns and categories. They come before those that everybody's files may use: the
 * field's own name, then its synonyms. Case, blanks, accents and punctuation do not tell two words apart.
 */
public final class ColumnMapping {
    /** That of an organisation which has given none. */
    public static final ColumnMapping NONE = new ColumnMapping(List.of(), List.of());

    private static final Map<String, Meaning> KNOWN_COLUMNS = knownColumns();
    private static final Map<String, DeviceCategory> KNOWN_CATEGORIES = knownCategories();

    private final List<Column> columns;
    private final List<Category> categories;
    private final Map<String, Meaning> ownColumns = new HashMap<>();
    private final Map<String, DeviceCategory> ownCategories = new HashMap<>();

    /** What a heading stands for. */
    public record Column(String heading, DeviceColumn column) {}

    /** What a value in the column of categories stands for. */
    public record Category(String value, DeviceCategory category) {}

    /** By what right a heading names a column; the first that a file has of them counts. */
    public enum Rank {
        OWN,
        FIELD,
        SYNONYM
    }

    /** The column that a heading names. */
    public record Meaning(DeviceColumn column, Rank rank) {}

    public ColumnMapping(List<Column> columns, List<Category> categories) {
        this.columns = List.copyOf(columns);
        this.categories = List.copyOf(categories);
        for (Column column : columns) {
            ownColumns.put(BareWord.form(column.heading()), new Meaning(column.column(), Rank.OWN));
        }
        for (Category category : categories) {
            ownCategories.put(BareWord.form(category.value()), category.category());
        }
    }

    public List<Column> columns() {
        return columns;
    }

    public List<Category> categories() {
        return categories;
    }

    /** The column that a heading names, if it names one. */
    public Optional<Meaning> column(String heading) {
        String form = BareWord.form(heading);
        return Optional.ofNullable(ownColumns.getOrDefault(form, KNOWN_COLUMNS.get(form)));
    }

    /** The category that a value names, if it names one. */
    public Optional<DeviceCategory> category(String value) {
        String form = BareWord.form(value);
        return Optional.ofNullable(ownCategories.getOrDefault(form, KNOWN_CATEGORIES.get(form)));
    }

    private static Map<String, Meaning> knownColumns() {
        Map<String, Meaning> known = new HashMap<>();
        for (DeviceColumn column : DeviceColumn.values()) {
            for (String synonym : column.synonyms()) {
                known.put(BareWord.form(synonym), new Meaning(column, Rank.SYNONYM));
            }
            known.put(BareWord.form(column.field()), new Meaning(column, Rank.FIELD));
        }
        return Map.copyOf(known);
    }

    /** Among them what SMBIOS calls the types of chassis, which inventory agents report. */
    private static Map<String, DeviceCategory> knownCategories() {
        Map<String, DeviceCategory> known = new HashMap<>();
        for (DeviceCategory category : DeviceCategory.values()) {
            known.put(BareWord.form(category.name()), category);
            for (String word : words(category)) {
                known.put(BareWord.form(word), category);
            }
        }
        return Map.copyOf(known);
    }

    private static List<String> words(DeviceCategory category) {
        return switch (category) {
            case LAPTOP ->
                List.of(
                        "Notebook",
                        "Sub Notebook",
                        "Portable",
                        "PC portable",
                        "Ordinateur portable",
                        "Ultraportable",
                        "Ultrabook");
            case DESKTOP ->
                List.of(
                        "Fixe",
                        "PC fixe",
                        "Poste fixe",
                        "Ordinateur fixe",
                        "Ordinateur de bureau",
                        "PC de bureau",
                        "Unité centrale",
                        "UC",
                        "Tour",
                        "Tower",
                        "Mini Tower",
                        "Low Profile Desktop",
                        "Space-saving",
                        "Mini PC",
                        "All in One",
                        "Tout-en-un");
            case SCREEN -> List.of("Écran", "Moniteur", "Monitor", "Display");
            case TABLET -> List.of("Tablette");
            case SMARTPHONE -> List.of("Téléphone mobile", "Téléphone portable", "Mobile phone");
            case PRINTER -> List.of("Imprimante");
        };
    }
}
