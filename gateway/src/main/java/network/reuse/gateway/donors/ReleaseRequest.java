package network.reuse.gateway.donors;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.LockKind;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A device of a donor's that a workshop found locked, and asks the donor to release.
 *
 * @param id of the event that says so
 * @param note what the workshop saw of it
 * @param occurredAt when it was found, as the workshop says
 * @param recordedAt when that was written down
 * @param open whether it still waits: the workshop has neither opened the device nor taken the request back, and has it on its bench
 * @param answer what your organisation said last; absent while it has said nothing
 * @param answerAt where it is answered
 */
public record ReleaseRequest(
        UUID id,
        UUID deviceId,
        @Schema(examples = "D-7Q4K2M") @Nullable String code,
        @Nullable UUID lotId,
        @Schema(examples = "REMOTE_MANAGEMENT") LockKind kind,

        @Schema(examples = "Écran d'inscription Intune") @Nullable String note,

        Instant occurredAt,
        Instant recordedAt,
        boolean open,
        @Nullable DonorAnswer answer,

        @Schema(examples = "/v1/refurb/devices/01980000-0000-7000-8000-000000000001/lock-release")
        String answerAt) {

    /** What a donor said of a request. */
    public record DonorAnswer(boolean released, @Nullable String reason, Instant answeredAt) {}
}
