package network.reuse.contracts;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The serial number of a device or of a medium, as people type and scanners read it. Case and blanks do not tell two apart:
 * they are compared by their {@link #form}. Some texts that stand in such a place identify nothing.
 */
public final class SerialNumber {
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** What spreadsheets make of a long number, such as 1,23457E+11, and of a formula that fails. */
    private static final Pattern SPREADSHEET = Pattern.compile(
            "\\d[.,]\\d+E[+-]?\\d+|\\dE[+]\\d+|#(N/?A|REF|VALUE|VALEUR|NAME|NOM|DIV/0|NUM|NOMBRE|NULL|NUL)[!?]?");

    /** What firmware and people write where there is no number, without blanks and signs. */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "TOBEFILLEDBYOEM",
            "TOBEFILLEDBYOEMBYOEM",
            "TOBEFILLED",
            "FILLEDBYOEM",
            "DEFAULTSTRING",
            "DEFAULT",
            "SYSTEMSERIALNUMBER",
            "SYSTEMSERIAL",
            "SYSSERIALNUMBER",
            "CHASSISSERIALNUMBER",
            "BASEBOARDSERIALNUMBER",
            "BOARDSERIALNUMBER",
            "MBSERIALNUMBER",
            "PRODUCTSERIALNUMBER",
            "SERIALNUMBER",
            "SERIALNO",
            "SERIAL",
            "NUMERODESERIE",
            "NUMÉRODESÉRIE",
            "OEM",
            "OEMSERIAL",
            "OEMSTRING",
            "EMPTY",
            "VIDE",
            "NONE",
            "NOSERIAL",
            "NOSERIALNUMBER",
            "NULL",
            "NIL",
            "NA",
            "NR",
            "NC",
            "ND",
            "SN",
            "NOTAPPLICABLE",
            "NOTAVAILABLE",
            "NOTSPECIFIED",
            "NOTPROVIDED",
            "NOTSET",
            "NOTDEFINED",
            "UNDEFINED",
            "UNKNOWN",
            "UNKNOW",
            "INVALID",
            "INCONNU",
            "INCONNUE",
            "AUCUN",
            "AUCUNE",
            "NEANT",
            "NÉANT",
            "SANS",
            "SANSNUMERO",
            "SANSNUMÉRO",
            "SANSOBJET",
            "ILLISIBLE",
            "ABSENT",
            "NONRENSEIGNE",
            "NONRENSEIGNÉ",
            "NONCOMMUNIQUE",
            "NONCOMMUNIQUÉ",
            "NONDISPONIBLE",
            "NONAPPLICABLE",
            "123456",
            "1234567",
            "12345678",
            "123456789",
            "1234567890",
            "0123456789",
            "01234567890123456789",
            "BSN12345678901234567890",
            "BSN1234567890",
            "MB1234567890",
            "SSN12345678901234567",
            "ABCDEFGH",
            "ABCDEFGHIJ");

    private SerialNumber() {}

    /** The one form in which serial numbers are compared and found. */
    public static String form(String text) {
        return Scanned.form(text);
    }

    /** Whether both are the same number. */
    public static boolean same(String one, String other) {
        return form(one).equals(form(other));
    }

    /** Why a text identifies nothing, at this JSON pointer; nothing when it may be a serial number. */
    public static Optional<Refusal.Fault> fault(String text, String pointer) {
        String form = form(text);
        if (SPREADSHEET.matcher(form).matches()) {
            return Optional.of(new Refusal.Fault(
                    pointer,
                    "serial_number_of_a_spreadsheet",
                    "« " + text + " » est ce qu'un tableur a fait du numéro ; mettez la colonne au format texte et"
                            + " reprenez les numéros d'origine.",
                    "\"" + text + "\" is what a spreadsheet made of the number; format the column as text and take the"
                            + " original numbers again."));
        }
        String letters = SIGNS.matcher(form).replaceAll("");
        if (letters.chars().distinct().count() <= 1 || PLACEHOLDERS.contains(letters)) {
            return Optional.of(new Refusal.Fault(
                    pointer,
                    "serial_number_identifies_nothing",
                    "« " + text + " » n'identifie aucun appareil : relevez le numéro sur l'étiquette.",
                    "\"" + text + "\" identifies no device: read the number off the label."));
        }
        return Optional.empty();
    }
}
