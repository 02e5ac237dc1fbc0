package network.reuse.refurb.application.certificate;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.SanitisationLevel;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the media of a lot's devices, in one document: the payload of its JWS.
 *
 * @param readBy the organisation for which it was made: of the lot's devices, those that it may see
 * @param complete whether every device was looked at and every medium has a certificate that stands
 * @param certificates those that stand
 * @param missing what is still without
 */
public record LotCertificate(
        UUID lotId,
        Environment env,
        UUID readBy,
        Instant issuedAt,
        int devices,
        boolean complete,
        List<Listed> certificates,
        List<Missing> missing) {
    public LotCertificate {
        certificates = List.copyOf(certificates);
        missing = List.copyOf(missing);
    }

    /**
     * A certificate of one medium.
     *
     * @param sha256 of the certificate's JWS, in hexadecimal
     */
    public record Listed(
            UUID deviceId,
            String deviceCode,
            String mediumSerialNumber,
            SanitisationLevel level,
            UUID certificateId,
            UUID workshop,
            long number,
            String sha256) {}

    /**
     * A device or a medium without one.
     *
     * @param mediumSerialNumber absent where nobody has looked at what is in the device
     */
    public record Missing(
            UUID deviceId, String deviceCode, @Nullable String mediumSerialNumber, Why why) {}

    /** Why there is no certificate. */
    public enum Why {
        /** No workshop has listed the device's media since it was received there. */
        NOT_TRIAGED,
        /** The medium is not erased far enough. */
        NOT_ERASED,
        /** The medium is erased, and its certificate is being issued. */
        BEING_ISSUED
    }

    /** It with its signature: {@code jws} has the very bytes. */
    public record Signed(LotCertificate statement, String jws) {}
}
