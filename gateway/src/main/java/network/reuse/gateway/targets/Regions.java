package network.reuse.gateway.targets;

import network.reuse.contracts.Geography;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** The region that a call asks for. */
public final class Regions {
    private Regions() {}

    public static String checked(@Nullable String code) {
        if (code == null || code.isBlank()) {
            throw Refusal.invalid(
                    "/region",
                    "required",
                    "« region » est le code INSEE d'une région, par exemple 44 pour le Grand Est.",
                    "\"region\" is the INSEE code of a region, such as 44 for Grand Est.");
        }
        if (!Geography.isRegion(code)) {
            throw Refusal.invalid(
                    "/region",
                    "unknown_region",
                    "Aucune région n'a ce code INSEE ; 44 est le Grand Est.",
                    "No region has this INSEE code; 44 is Grand Est.");
        }
        return code;
    }
}
