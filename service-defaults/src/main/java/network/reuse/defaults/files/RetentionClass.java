package network.reuse.defaults.files;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;

/** What a file is kept for, which decides what it may be and how long it is kept; the rows keep the name. */
public enum RetentionClass {
    /**
     * How a device looked. How long that is kept is the network's own choice: the two years in which a seller answers for second-hand goods
     * (C. conso. L.217-3), and a year in which the device waits for somebody.
     */
    DEVICE_PHOTO(8L * 1024 * 1024, 10, Period.ofYears(3)),

    /**
     * What a tool wrote of erasures. It is kept as long as somebody may have to show that personal data was erased: the six years in which a
     * breach of its security is prosecuted as a délit (C. pénal 226-17, CPP art. 8), which are longer than the five of civil claims (C. civ.
     * art. 2224).
     */
    ERASURE_EVIDENCE(10L * 1024 * 1024, 1, Period.ofYears(6)),

    /** The slip that goes with waste: whoever hands waste over keeps it for five years (C. env. art. R. 541-45). */
    PALLET_SLIP(10L * 1024 * 1024, 10, Period.ofYears(5));

    private final long largest;
    private final int most;
    private final Period kept;

    RetentionClass(long largest, int most, Period kept) {
        this.largest = largest;
        this.most = most;
        this.kept = kept;
    }

    /** How many bytes a file has at most. */
    public long largest() {
        return largest;
    }

    /** How many files one thing has at most. */
    public int most() {
        return most;
    }

    /** What a file may be. */
    public List<FileType> types() {
        return switch (this) {
            case DEVICE_PHOTO -> List.of(FileType.JPEG, FileType.PNG, FileType.WEBP);
            case PALLET_SLIP -> List.of(FileType.PDF, FileType.JPEG, FileType.PNG);
            case ERASURE_EVIDENCE -> List.of(FileType.ERASURE_LOG, FileType.ERASURE_REPORT);
        };
    }

    /** Until when a file is kept that came then. */
    public Instant endOf(Instant createdAt) {
        return createdAt.atOffset(ZoneOffset.UTC).plus(kept).toInstant();
    }
}
