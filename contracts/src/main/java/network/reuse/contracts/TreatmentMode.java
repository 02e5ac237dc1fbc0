package network.reuse.contracts;

/** What waste becomes, as the waste tracking slip (Trackdéchets, {@code destinationOperationMode}) tells it apart. */
public enum TreatmentMode {
    REUSE,
    RECYCLING,
    ENERGY_RECOVERY,
    OTHER_RECOVERY,
    DISPOSAL
}
