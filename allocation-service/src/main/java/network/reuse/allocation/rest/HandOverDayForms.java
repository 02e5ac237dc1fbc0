package network.reuse.allocation.rest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import network.reuse.allocation.application.appointment.PlanHandOverDay;
import network.reuse.allocation.domain.HandOverDay;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.Within;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of commands about days of hand-overs and appointments. */
final class HandOverDayForms {
    private HandOverDayForms() {}

    /** A day on which packs are fetched. */
    public record HandOverDayPlan(
            @NotNull UUID programmeId,

            @NotBlank @Size(max = 300) @NoContact
            @Schema(
                    description = "Le lieu et son adresse. / The place with its address.",
                    examples = "Bazaar St-So, 292 rue Camille Guérin")
            String place,

            @NotBlank @Size(min = 5, max = 5) @Schema(
                    description = "Code INSEE de la commune du lieu. / INSEE code of the place's commune.",
                    examples = "59350")
            String commune,

            @NotNull @Within(yearsBack = 20, yearsAhead = 10)
            @Schema(
                    description = "Quand commence le premier créneau. / When the first slot begins.",
                    examples = "2026-09-03T09:00:00+02:00")
            Instant from,

            @NotNull @Within(yearsBack = 20, yearsAhead = 10)
            @Schema(
                    description = "Au plus 16 heures plus tard. / At most 16 hours later.",
                    examples = "2026-09-03T17:00:00+02:00")
            Instant until,

            @NotNull @Min(5) @Max(480) @Schema(description = "La durée d'un créneau. / How long a slot is.", examples = "30")
            Integer slotMinutes,

            @NotNull @Positive @Max(HandOverDay.MOST) @Schema(description = "Combien de packs par créneau. / How many packs in each slot.", examples = "12")
            Integer packsPerSlot,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(description = "La référence du porteur. / The sponsor's own reference.", examples = "REMISE-1")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        PlanHandOverDay.Terms terms() {
            return new PlanHandOverDay.Terms(
                    programmeId,
                    place,
                    commune,
                    from.truncatedTo(ChronoUnit.MICROS),
                    until.truncatedTo(ChronoUnit.MICROS),
                    slotMinutes,
                    packsPerSlot,
                    partnerRef);
        }
    }

    /** A slot for a pack. */
    public record SlotChoice(
            @NotNull @Schema(description = "La journée, du programme du pack. / The day, of the pack's programme.")
            UUID day,

            @NotNull @Within(yearsBack = 20, yearsAhead = 10)
            @Schema(
                    description =
                            "Quand commence le créneau, tel que la journée le dit. / When the slot begins, as the day says it.",
                    examples = "2026-09-03T09:30:00+02:00")
            Instant from,

            @Nullable Instant occurredAt) {}
}
