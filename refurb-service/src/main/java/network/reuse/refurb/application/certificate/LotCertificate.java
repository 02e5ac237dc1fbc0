package network.reuse.refurb.application.certificate;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.SanitisationLevel;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the media of a lot's devices, in one document: the payload of its JWS.
 *
 * @param readBy the organisation for which it was made: of the lot's devices, those that it may see
 * @param devices how many of its devices are known one by one
 * @param received how many devices the workshop received by every count; absent before it has counted
 * @param disputed of how many of each category the counts of donor, carrier and workshop still differ; none once that is settled
 * @param complete whether the counts agree, every device that was received is known, was looked at, and every medium that came with one has
 *     a certificate that stands, or that stood when it was taken out; where they do not, {@code disputed}, {@code devices} beside
 *     {@code received}, and {@code missing} say what it lacks
 * @param certificates those, whatever the lot lacks; none of a medium that was fitted from another device
 * @param missing the devices and media that are still without
 */
public record LotCertificate(
        UUID lotId,
        Environment env,
        UUID readBy,
        Instant issuedAt,
        int devices,
        @Nullable Integer received,
        List<Quantity> disputed,
        boolean complete,
        List<Listed> certificates,
        List<Missing> missing) {
    public LotCertificate {
        disputed = List.copyOf(disputed);
        certificates = List.copyOf(certificates);
        missing = List.copyOf(missing);
    }

    /**
     * A certificate of one medium.
     *
     * @param sha256 of the certificate's JWS, in hexadecimal
     * @param removedAt when the medium was taken out and fitted into another device: the certificate stood then, and one of the other device
     *     replaced it; what is done to the medium there is not told here. Absent of one that is in the device
     */
    public record Listed(
            UUID deviceId,
            String deviceCode,
            String mediumSerialNumber,
            SanitisationLevel level,
            UUID certificateId,
            UUID workshop,
            long number,
            String sha256,
            @Nullable Instant removedAt) {}

    /**
     * A device or a medium without one.
     *
     * @param mediumSerialNumber absent where nobody has looked at what is in the device
     * @param level what the medium reaches; absent as {@code mediumSerialNumber} is
     * @param required what it has to reach, by the network's rules or by its donor's
     */
    public record Missing(
            UUID deviceId,
            String deviceCode,
            @Nullable String mediumSerialNumber,
            @Nullable SanitisationLevel level,
            SanitisationLevel required,
            Why why) {}

    /** Why there is no certificate, or none of enough. */
    public enum Why {
        /** No workshop has listed the device's media since it was received there. */
        NOT_TRIAGED,
        /** The medium is not erased far enough, for the network or for its donor; a certificate of less may stand. */
        NOT_ERASED,
        /** The medium is erased, and its certificate is being issued. */
        BEING_ISSUED
    }

    /** It with its signature: {@code jws} has the very bytes. */
    public record Signed(LotCertificate statement, String jws) {}
}
