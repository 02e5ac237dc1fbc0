package network.reuse.gateway.donors;

import network.reuse.contracts.DeviceCategory;

/**
 * The categories of equipment that article 16 of the law REEN is about (décret 2023-266, art. 3): 2° and 6° of article R. 543-172, II of
 * the code de l'environnement.
 */
public enum ReenCategory {
    /** 2°: screens, monitors, and equipment with a screen of more than 100 cm². */
    SCREENS(
            "2° – Écrans, moniteurs et équipements à écran de plus de 100 cm²",
            "2° – Screens, monitors and equipment with a screen above 100 cm²"),
    /** 6°: small information and telecommunication equipment. */
    SMALL_IT(
            "6° – Petits équipements informatiques et de télécommunications",
            "6° – Small IT and telecommunication equipment");

    private final String french;
    private final String english;

    ReenCategory(String french, String english) {
        this.french = french;
        this.english = english;
    }

    /** Where the network's own categories belong; each belongs to one. */
    static ReenCategory of(DeviceCategory category) {
        return switch (category) {
            case LAPTOP, SCREEN, TABLET -> SCREENS;
            case DESKTOP, SMARTPHONE, PRINTER -> SMALL_IT;
        };
    }

    public String french() {
        return french;
    }

    public String english() {
        return english;
    }
}
