package network.reuse.allocation.domain;

import java.util.regex.Pattern;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Scanned;

/** A territory of which something is stated: by its INSEE code, the SIREN of a community of communes, or the code of a neighbourhood. */
public record Area(AreaKind kind, String code) {
    private static final Pattern SIREN = Pattern.compile("[0-9]{9}");
    private static final Pattern NEIGHBOURHOOD = Pattern.compile("Q[NP][0-9][0-9AB][0-9AB][0-9]{2}[0-9A-Z]");

    /** The territory of that code, whatever its case and blanks; refused where the network knows none. */
    public static Area of(AreaKind kind, String code) {
        String form = Scanned.form(code);
        boolean isKnown = switch (kind) {
            case REGION -> Geography.isRegion(form);
            case DEPARTMENT -> Geography.isDepartment(form);
            case COMMUNITY -> SIREN.matcher(form).matches();
            case COMMUNE -> Geography.isCommune(form);
            case NEIGHBOURHOOD -> NEIGHBOURHOOD.matcher(form).matches();
        };
        if (!isKnown) {
            throw Refusal.invalid(
                    "/area/code",
                    "unknown_area",
                    "« " + code + " » n'est le code d'aucun territoire de ce genre (" + kind
                            + ") : code INSEE, SIREN d'une"
                            + " intercommunalité ou code d'un quartier prioritaire tel que QN05931M.",
                    "\"" + code + "\" is the code of no territory of this kind (" + kind
                            + "): an INSEE code, the SIREN of a"
                            + " community of communes, or the code of a priority neighbourhood such as QN05931M.");
        }
        return new Area(kind, form);
    }
}
