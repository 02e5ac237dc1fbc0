package network.reuse.collection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import network.reuse.collection.domain.ColumnMapping.Meaning;
import network.reuse.collection.domain.ColumnMapping.Rank;
import network.reuse.contracts.BareWord;
import network.reuse.contracts.DeviceCategory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** By which words files name columns and categories. */
class ColumnMappingTest {

    @ParameterizedTest
    @EnumSource(DeviceColumn.class)
    void aColumnIsNamedByItsFieldAndItsSynonymsHoweverTheyAreWritten(DeviceColumn column) {
        for (String name : column.synonyms()) {
            for (String written : List.of(
                    name,
                    name.toUpperCase(Locale.FRENCH),
                    " " + name + " :",
                    Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", ""))) {
                assertThat(ColumnMapping.NONE.column(written)).contains(new Meaning(column, Rank.SYNONYM));
            }
        }
        assertThat(ColumnMapping.NONE.column(column.field())).contains(new Meaning(column, Rank.FIELD));
    }

    @Test
    void noWordNamesTwoColumns() {
        assertThat(Arrays.stream(DeviceColumn.values())
                        .flatMap(column -> column.synonyms().stream())
                        .map(BareWord::form))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "LAPTOP, LAPTOP",
        "laptop, LAPTOP",
        "Ordinateur Portable, LAPTOP",
        "Notebook, LAPTOP",
        "Unite centrale, DESKTOP",
        "Mini-tower, DESKTOP",
        "ecran, SCREEN",
        "TABLETTE, TABLET",
        "Téléphone portable, SMARTPHONE",
        "imprimante, PRINTER"
    })
    void aCategoryIsNamedInBothLanguages(String value, DeviceCategory category) {
        assertThat(ColumnMapping.NONE.category(value)).contains(category);
    }

    @ParameterizedTest
    @CsvSource({"Docking Station", "Téléphone", "Serveur", "Other", "?", "PC"})
    void aWordThatMayMeanSomethingElseNamesNone(String value) {
        assertThat(ColumnMapping.NONE.category(value)).isEmpty();
    }

    @Test
    void anOrganisationsOwnWordsComeFirst() {
        ColumnMapping own = new ColumnMapping(
                List.of(new ColumnMapping.Column("Référence", DeviceColumn.MODEL)),
                List.of(new ColumnMapping.Category("Portable", DeviceCategory.SMARTPHONE)));

        assertThat(own.column("reference")).contains(new Meaning(DeviceColumn.MODEL, Rank.OWN));
        assertThat(own.column("N° de série")).contains(new Meaning(DeviceColumn.SERIAL_NUMBER, Rank.SYNONYM));
        assertThat(own.category("PORTABLE")).contains(DeviceCategory.SMARTPHONE);
        assertThat(own.category("Tablette")).contains(DeviceCategory.TABLET);
    }
}
