package network.reuse.collection.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.reuse.collection.domain.ColumnMapping;
import network.reuse.collection.domain.DeviceColumn;
import network.reuse.contracts.BareWord;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.text.NoContact;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The words by which an organisation's files name columns and categories. */
public record ColumnMappingForm(
        @NotNull @Size(max = 50) @Schema(description = "Ce que ses intitulés de colonnes désignent. / What its headings stand for.")
        List<@Valid @NotNull HeadingForm> columns,

        @NotNull @Size(max = 100) @Schema(
                description =
                        "Ce que ses valeurs de la colonne des catégories désignent. / What its values in the column of categories stand for.")
        List<@Valid @NotNull CategoryForm> categories) {

    /** What a heading stands for. */
    public record HeadingForm(
            @NotBlank @Size(max = 200) @NoContact @Schema(examples = "N° constructeur")
            String heading,

            @NotNull @Schema(examples = "SERIAL_NUMBER") DeviceColumn column) {}

    /** What a value stands for. */
    public record CategoryForm(
            @NotBlank @Size(max = 200) @NoContact @Schema(examples = "Micro-ordinateur")
            String value,

            @NotNull @Schema(examples = "DESKTOP") DeviceCategory category) {}

    /** Refused where one word stands for two things, or has neither letter nor figure. */
    ColumnMapping mapping() {
        List<Refusal.Fault> faults = new ArrayList<>();
        Set<String> headings = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            check(columns.get(i).heading(), headings, "/columns/" + i + "/heading", faults);
        }
        Set<String> values = new HashSet<>();
        for (int i = 0; i < categories.size(); i++) {
            check(categories.get(i).value(), values, "/categories/" + i + "/value", faults);
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return new ColumnMapping(
                columns.stream()
                        .map(one -> new ColumnMapping.Column(one.heading(), one.column()))
                        .toList(),
                categories.stream()
                        .map(one -> new ColumnMapping.Category(one.value(), one.category()))
                        .toList());
    }

    private static void check(String word, Set<String> seen, String pointer, List<Refusal.Fault> faults) {
        String form = BareWord.form(word);
        if (form.isEmpty()) {
            faults.add(new Refusal.Fault(
                    pointer,
                    "no_letters",
                    "Un intitulé compte au moins une lettre ou un chiffre.",
                    "A heading has at least one letter or figure."));
        } else if (!seen.add(form)) {
            faults.add(new Refusal.Fault(
                    pointer,
                    "word_twice",
                    "Ce mot figure deux fois ; casse, accents et ponctuation ne distinguent pas deux mots.",
                    "This word is there twice; case, accents and punctuation do not tell two words apart."));
        }
    }
}
