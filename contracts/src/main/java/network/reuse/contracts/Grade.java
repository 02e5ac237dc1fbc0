package network.reuse.contracts;

/** A refurbished device's cosmetic grade. A: no visible damage; B: light traces of use; C: visible marks; D: damaged, working. */
public enum Grade {
    A,
    B,
    C,
    D
}
