package network.reuse.contracts;

/** The kinds of storage media whose erasure the network must prove. */
public enum MediumKind {
    HDD,
    SSD,
    NVME,
    EMMC
}
