package network.reuse.contracts;

/** The kinds of equipment that the network counts, collects and hands over, and what people call one of them. */
public enum DeviceCategory {
    LAPTOP("Ordinateur portable", "Laptop"),
    DESKTOP("Ordinateur fixe", "Desktop"),
    SCREEN("Écran", "Screen"),
    TABLET("Tablette", "Tablet"),
    SMARTPHONE("Téléphone", "Smartphone"),
    PRINTER("Imprimante", "Printer");

    private final String french;
    private final String english;

    DeviceCategory(String french, String english) {
        this.french = french;
        this.english = english;
    }

    public String french() {
        return french;
    }

    public String english() {
        return english;
    }
}
