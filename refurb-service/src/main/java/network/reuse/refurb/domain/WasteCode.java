package network.reuse.refurb.domain;

import java.util.List;
import java.util.Optional;

/**
 * The codes of the European list of waste (Decision 2000/532/EC; C. env. R541-7) that electrical equipment and its batteries
 * go under; an asterisk says that the waste is hazardous.
 *
 * @param code as the list prints it, such as {@code 20 01 35*}
 * @param french what the list calls it, in short
 */
public record WasteCode(String code, String french, String english) {
    /** All that a pallet may have. */
    public static final List<WasteCode> ALL = List.of(
            of("16 02 11*", "Équipements contenant des CFC, HCFC ou HFC", "Equipment with CFC, HCFC or HFC"),
            of("16 02 13*", "Équipements professionnels, composants dangereux", "Other equipment, hazardous parts"),
            of("16 02 14", "Équipements professionnels, non dangereux", "Other equipment, not hazardous"),
            of("16 02 15*", "Composants dangereux retirés", "Hazardous parts that were removed"),
            of("16 02 16", "Composants retirés, non dangereux", "Parts that were removed, not hazardous"),
            of("16 06 01*", "Accumulateurs au plomb", "Lead batteries"),
            of("16 06 02*", "Accumulateurs Ni-Cd", "Ni-Cd batteries"),
            of("16 06 03*", "Piles contenant du mercure", "Batteries with mercury"),
            of("16 06 04", "Piles alcalines", "Alkaline batteries"),
            of("16 06 05", "Autres piles et accumulateurs", "Other batteries"),
            of("20 01 33*", "Piles et accumulateurs des ménages, dangereux", "Household batteries, hazardous"),
            of("20 01 34", "Piles et accumulateurs des ménages", "Household batteries"),
            of("20 01 35*", "Équipements des ménages, composants dangereux", "Household equipment, hazardous parts"),
            of("20 01 36", "Équipements des ménages, non dangereux", "Household equipment, not hazardous"));

    private static WasteCode of(String code, String french, String english) {
        return new WasteCode(code, french, english);
    }

    /** The code that is meant, with or without blanks; empty when it is none of these. */
    public static Optional<WasteCode> find(String said) {
        String form = form(said);
        return ALL.stream().filter(one -> form(one.code()).equals(form)).findFirst();
    }

    private static String form(String code) {
        return code.replaceAll("\\s", "");
    }

    /** Whether the waste is hazardous. */
    public boolean hazardous() {
        return code.endsWith("*");
    }
}
