package network.reuse.allocation.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.reuse.allocation.domain.BursaryLevel;
import network.reuse.allocation.domain.Proof;
import network.reuse.allocation.domain.SchoolYear;
import network.reuse.allocation.rest.EligibilityForms.StatedOutcome;
import network.reuse.contracts.BareWord;
import org.jspecify.annotations.Nullable;

/** The words by which a column of a list names its values; case, accents, blanks and punctuation do not tell two apart. */
final class ColumnWords<T> {
    static final ColumnWords<Proof> PROOFS = ofNames(Proof.class, Map.of());

    static final ColumnWords<BursaryLevel> BURSARY_LEVELS = ofNames(
            BursaryLevel.class,
            Map.of(
                    BursaryLevel.NONE,
                    List.of("Non", "Aucun", "Aucune", "No"),
                    BursaryLevel.E0_BIS,
                    List.of("0 bis", "Échelon 0 bis", "Level 0 bis"),
                    BursaryLevel.E1,
                    numbered(1),
                    BursaryLevel.E2,
                    numbered(2),
                    BursaryLevel.E3,
                    numbered(3),
                    BursaryLevel.E4,
                    numbered(4),
                    BursaryLevel.E5,
                    numbered(5),
                    BursaryLevel.E6,
                    numbered(6),
                    BursaryLevel.E7,
                    numbered(7)));

    static final ColumnWords<SchoolYear> SCHOOL_YEARS = ofNames(
            SchoolYear.class,
            Map.of(
                    SchoolYear.SIXIEME,
                    List.of("6e", "6ème"),
                    SchoolYear.CINQUIEME,
                    List.of("5e", "5ème"),
                    SchoolYear.QUATRIEME,
                    List.of("4e", "4ème"),
                    SchoolYear.TROISIEME,
                    List.of("3e", "3ème"),
                    SchoolYear.SECONDE,
                    List.of("2de", "2nde"),
                    SchoolYear.PREMIERE,
                    List.of("1re", "1ère"),
                    SchoolYear.TERMINALE,
                    List.of("Tle", "Term")));

    static final ColumnWords<Boolean> YES_OR_NO = new ColumnWords<>(
            List.of("oui", "non", "yes", "no"),
            Map.of(true, List.of("oui", "yes", "true", "vrai"), false, List.of("non", "no", "false", "faux")));

    static final ColumnWords<StatedOutcome> OUTCOMES = ofNames(
            StatedOutcome.class,
            Map.of(StatedOutcome.PASS, List.of("oui", "yes"), StatedOutcome.FAIL, List.of("non", "no")));

    private final List<String> told;
    private final Map<String, T> values = new HashMap<>();

    private ColumnWords(List<String> told, Map<T, List<String>> words) {
        this.told = told;
        words.forEach((value, all) -> all.forEach(word -> values.put(BareWord.form(word), value)));
    }

    /** Constants by their names, and by more words. */
    private static <E extends Enum<E>> ColumnWords<E> ofNames(Class<E> type, Map<E, List<String>> more) {
        Map<E, List<String>> words = new HashMap<>();
        for (E value : type.getEnumConstants()) {
            words.put(
                    value,
                    Stream.concat(Stream.of(value.name()), more.getOrDefault(value, List.of()).stream())
                            .toList());
        }
        return new ColumnWords<>(
                Stream.of(type.getEnumConstants()).map(Enum::name).toList(), words);
    }

    private static List<String> numbered(int level) {
        return List.of(String.valueOf(level), "Échelon " + level, "Level " + level);
    }

    /** What a cell names; null when that is nothing of these. */
    @Nullable T of(String cell) {
        return values.get(BareWord.form(cell));
    }

    /** The words that are told to whoever used another one. */
    List<String> told() {
        return told;
    }
}
