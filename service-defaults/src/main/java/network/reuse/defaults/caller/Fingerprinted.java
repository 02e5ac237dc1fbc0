package network.reuse.defaults.caller;

/** A body whose fingerprint was taken while it was read. */
public interface Fingerprinted {
    /** The fingerprint of address and body, in base64. */
    String fingerprint();
}
