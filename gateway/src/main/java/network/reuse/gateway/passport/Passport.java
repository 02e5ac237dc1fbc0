package network.reuse.gateway.passport;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.RefurbEvent.PassedChecklist;
import network.reuse.contracts.RefurbEvent.SystemInstalled;
import network.reuse.contracts.SanitisationLevel;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a device to those who had a part in its life.
 *
 * @param stage the stage it is in now
 * @param checklist of a device that passed quality control, what that stated
 * @param installed the system that was installed last; absent where none is known
 * @param warrantyMonths the warranty that its workshop gave for it, beside what the law gives
 * @param epoch how often custody has passed from one service to another
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Passport(
        UUID id,
        @Schema(examples = "D-7Q4K2M") @Nullable String code,
        @Schema(examples = "LAPTOP") @Nullable String category,
        @Schema(examples = "PUBLIC_BODY") @Nullable String donorKind,
        @Schema(examples = "READY") @Nullable String stage,
        @Schema(examples = "44") @Nullable String region,
        @Schema(examples = "67") @Nullable String department,
        int epoch,
        List<Custody> custody,
        List<Step> steps,
        List<Medium> media,
        @Nullable Checked checklist,
        @Nullable Installed installed,
        @Schema(examples = "12") @Nullable Integer warrantyMonths,
        Counting target) {

    /**
     * What the quality check stated that the device passed last.
     *
     * @param items what was there and worked; absent where nothing was stated
     */
    public record Checked(
            @Schema(examples = "STATED") ChecklistStatus status,
            @Nullable List<CheckItem> items) {
        /** Whether a checklist was stated. */
        public enum ChecklistStatus {
            STATED,
            NOT_STATED
        }

        static Checked of(@Nullable PassedChecklist stated) {
            return stated == null
                    ? new Checked(ChecklistStatus.NOT_STATED, null)
                    : new Checked(ChecklistStatus.STATED, stated.items());
        }
    }

    /** A system, as its workshop's template says it. */
    public record Installed(
            @Schema(examples = "Linux Mint") String system,
            @Schema(examples = "22.3") String systemVersion,
            List<String> languages,
            List<String> software) {
        static Installed of(SystemInstalled event) {
            return new Installed(event.system(), event.systemVersion(), event.languages(), event.software());
        }
    }

    /** A time during which one service held the device. */
    public record Custody(
            int epoch, @Schema(examples = "refurb") String service, Instant since) {}

    /** Something that happened to it, or to the lot that it was offered in. */
    public record Step(
            Instant occurredAt,
            Instant recordedAt,
            int epoch,
            long sequence,
            @Schema(examples = "refurb") String service,
            @Schema(examples = "refurb.DeviceGraded.v1") String type,
            @Schema(examples = "67") String department,
            Sentence what) {}

    /**
     * A storage medium, and how far its data is out of reach.
     *
     * @param removed true of one that was taken out and fitted into another device; absent of the others
     */
    public record Medium(
            @Schema(examples = "S3Z8NB0K") String serialNumber,
            @Nullable String kind,
            SanitisationLevel level,
            @Nullable Boolean removed) {
        /** One that is in the device. */
        Medium(String serialNumber, @Nullable String kind, SanitisationLevel level) {
            this(serialNumber, kind, level, null);
        }

        boolean inDevice() {
            return removed == null;
        }
    }

    /**
     * Whether the device counts towards its region's target, and why.
     *
     * @param counts whether it counts now, before the deadline or after
     * @param atDeadline whether it is part of the result at the deadline; until then, whether it is so far
     * @param rule the rule that says so; absent when the region has set itself no target
     */
    public record Counting(
            boolean counts,
            boolean atDeadline,
            @Schema(examples = "44-v1") @Nullable String rule,
            Sentence why) {}
}
