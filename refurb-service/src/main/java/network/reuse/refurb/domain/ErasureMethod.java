package network.reuse.refurb.domain;

/** The ways in which a medium can be erased without destroying it. */
public enum ErasureMethod {
    /** Software writes over every sector it can address, once or more. */
    OVERWRITE,
    /** The drive's ATA SECURITY ERASE UNIT. */
    ATA_SECURE_ERASE,
    /** The drive's own SANITIZE, by writing over. */
    SANITIZE_OVERWRITE,
    /** The drive's own SANITIZE, by erasing its flash blocks. */
    SANITIZE_BLOCK_ERASE,
    /** The drive's own SANITIZE, by changing its encryption key. */
    SANITIZE_CRYPTO_ERASE,
    /** NVMe Format with erasure of the user data. */
    NVME_FORMAT_USER_DATA_ERASE,
    /** NVMe Format with cryptographic erase. */
    NVME_FORMAT_CRYPTO_ERASE
}
