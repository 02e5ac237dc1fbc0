package network.reuse.mediation.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DescribedPlacesTest {
    @Test
    void openingHoursAreThoseOfOpenStreetMap() {
        assertThat(List.of(
                        "Mo-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00; PH off",
                        "24/7",
                        "Tu[1] 14:00-16:00",
                        "2025 Mar 18 14:00-17:00",
                        "We 10:00-12:00 \"sur rendez-vous\"",
                        "Mo 18:00-26:00"))
                .allMatch(DescribedPlaces::areOpeningHours);
    }

    @Test
    void whatIsWrittenOtherwiseIsNone() {
        assertThat(List.of(
                        "Lu-Ve 9h-12h",
                        "lundi au vendredi",
                        "Mo-Fr 9:00 à 12:00",
                        "Mo-Fr 25:00-27:99",
                        "9am-5pm",
                        "Mo-Fr 09:00 - ",
                        "\u20ac",
                        ";",
                        " "))
                .noneMatch(DescribedPlaces::areOpeningHours);
    }
}
