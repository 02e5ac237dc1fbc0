package network.reuse.mediation.application;

import ch.poole.openinghoursparser.OpeningHoursParseException;
import ch.poole.openinghoursparser.OpeningHoursParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Siret;
import network.reuse.mediation.domain.PlaceDescription;
import org.jspecify.annotations.Nullable;

/** What a place tells of itself is read to the letter where the national files have a grammar for it. */
final class DescribedPlaces {
    private DescribedPlaces() {}

    /** Refuses what no reader of those files could read. */
    static void requireSound(@Nullable PlaceDescription description, String pointer) {
        if (description == null) {
            return;
        }
        if (!description.pivot().startsWith("W")) {
            var _ = Siret.given(description.pivot(), pointer + "/pivot");
        }
        String hours = description.openingHours();
        if (hours != null && !areOpeningHours(hours)) {
            throw Refusal.invalid(
                    pointer + "/openingHours",
                    "not_opening_hours",
                    "Des heures d'ouverture dans la syntaxe d'OpenStreetMap sont attendues, par exemple « Mo-Fr 09:00-12:00,13:30-17:00; PH off ».",
                    "Opening hours in the syntax of OpenStreetMap are expected, such as \"Mo-Fr 09:00-12:00,13:30-17:00; PH off\".");
        }
    }

    /** Whether a text is what OpenStreetMap's key {@code opening_hours} may say. */
    static boolean areOpeningHours(String text) {
        // Nothing at all would be read as always.
        if (text.chars().noneMatch(Character::isLetterOrDigit)) {
            return false;
        }
        try {
            return !new OpeningHoursParser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .rules(true)
                    .isEmpty();
        } catch (OpeningHoursParseException notThem) {
            return false;
        }
    }
}
