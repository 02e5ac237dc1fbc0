package network.reuse.contracts;

/** The kinds of equipment that the network counts, collects and hands over. */
public enum DeviceCategory {
    LAPTOP,
    DESKTOP,
    SCREEN,
    TABLET,
    SMARTPHONE,
    PRINTER
}
