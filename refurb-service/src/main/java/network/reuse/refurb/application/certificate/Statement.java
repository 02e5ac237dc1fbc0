package network.reuse.refurb.application.certificate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Environment;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.refurb.domain.CertificateEntry.Reason;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of a workshop's chain states: the payload of its JWS. It names no party but the workshop; who gave the device, in
 * which lot, and who else destroyed the medium stand in it as digests (SD-JWT, RFC 9901) that only those can open who have the
 * disclosures.
 *
 * @param number its place in the chain, counted from 1
 * @param previous the SHA-256, in hexadecimal, of the JWS before it; absent of the first
 * @param sanitisation absent of a revocation
 * @param replaces the certificate of the same medium that this one ends, of another device where it was taken from there; absent when there
 *     was none
 * @param revokes of a revocation, the certificate that does not hold any more
 * @param disclosable the digests of what only parties of the device may read
 */
public record Statement(
        Kind type,
        UUID id,
        long number,
        @Nullable String previous,
        Instant issuedAt,
        Environment env,
        Organisation workshop,
        DeviceNamed device,
        MediumNamed medium,
        @Nullable SanitisationStated sanitisation,
        @Nullable UUID replaces,
        @Nullable UUID revokes,
        @Nullable Reason reason,
        @Nullable Instant occurredAt,
        @JsonProperty("_sd") @Schema(name = "_sd") @Nullable List<String> disclosable,

        @JsonProperty("_sd_alg") @Schema(name = "_sd_alg") @Nullable String digestAlgorithm) {

    /** What every entry states. */
    static final Set<String> NEEDED = Set.of("type", "id", "number", "issuedAt", "env", "workshop", "device", "medium");

    /** The certificate that it ends; null when it ends none. */
    @Nullable UUID ends() {
        return revokes == null ? replaces : revokes;
    }

    /** What an entry is. */
    public enum Kind {
        CERTIFICATE,
        REVOCATION
    }

    /**
     * An organisation as the network's register called it when the entry was made.
     *
     * @param name absent when the register had not been heard of it
     */
    public record Organisation(UUID id, @Nullable String name) {}

    /** The device, by which somebody who holds it knows that it is this one. */
    public record DeviceNamed(
            UUID id, String code, String serialNumber, DeviceCategory category, String manufacturer, String model) {}

    /** The medium, as it was described then. */
    public record MediumNamed(String serialNumber, MediumKind kind, long bytes) {}

    /**
     * What was done to the medium.
     *
     * @param level as the policy computed it
     * @param standard the standard whose levels these are
     * @param policy the version of the network's reading of the standard; absent of a destruction
     * @param errors how many the tool met; absent of a destruction, and of what was recorded before it was kept, as {@code bytesErased},
     *     {@code verified} and {@code policy} are
     * @param evidence the SHA-256, in hexadecimal, of the file that tells of the erasure; absent when somebody said so
     * @param occurredAt when the erasure was run, or the medium destroyed
     */
    public record SanitisationStated(
            SanitisationLevel level,
            String standard,
            @Nullable Integer policy,
            @Nullable String method,
            @Nullable String tool,
            @Nullable Long bytesErased,
            @Nullable Long errors,
            @Nullable Boolean verified,
            @Nullable String evidence,
            Instant occurredAt) {
        static final String STANDARD = "NIST SP 800-88 Rev. 2";
    }
}
