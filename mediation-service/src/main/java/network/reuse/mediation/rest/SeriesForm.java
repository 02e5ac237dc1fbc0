package network.reuse.mediation.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.Within;
import network.reuse.mediation.application.ScheduleWorkshop;
import network.reuse.mediation.domain.Assignment;
import network.reuse.mediation.domain.Repetition;
import network.reuse.mediation.domain.Workshop;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** A workshop that will be held several times. */
public record SeriesForm(
        @NotNull UUID placeId,

        @NotBlank @Size(max = 200) @NoContact @Schema(examples = "Premiers pas avec l'ordinateur")
        String title,

        @NotNull @Within(yearsBack = 1, yearsAhead = 2)
        @Schema(description = "Le début du premier. / The beginning of the first.")
        Instant from,

        @NotNull @Within(yearsBack = 1, yearsAhead = 2)
        @Schema(
                description =
                        "La fin du premier, " + Workshop.LONGEST_DAYS + " jours après au plus. / The end of the first, "
                                + Workshop.LONGEST_DAYS + " days later at most.")
        Instant until,

        @NotNull @Valid RepeatForm repeat,

        @NotNull @Min(1) @Max(1000) @Schema(description = "Les places de chacun. / The seats of each.", examples = "12")
        Integer capacity,

        @Min(1) @Max(10_080) @Schema(description = "Comme dans scheduleWorkshop. / As in scheduleWorkshop.", examples = "720")
        @Nullable Integer offerMinutes,

        @Size(max = 20) @UniqueElements @Schema(description = Forms.WHO, examples = "[\"M-07\"]") @Nullable List<@NotNull @Size(max = 40) @Pattern(regexp = Forms.STAFF_REF) @NoContact(allowsDocumentNumber = true) String>
                mediatorRefs,

        @Size(max = 20) @UniqueElements @Schema(description = Forms.WHAT, examples = "[\"3D-1\"]") @Nullable List<@NotBlank @Size(max = 40) @NoContact(allowsDocumentNumber = true) String> resourceRefs,

        @Valid @Schema(
                description =
                        "De quoi ils traitent et qui peut y venir ; tous par défaut. / What they are about and who may come; everybody by default.")
        @Nullable WorkshopDescriptionForm description,

        @Nullable Instant occurredAt) {

    /** How it is repeated: on the same day of the week, at the same time by the clocks of the place. */
    public record RepeatForm(
            @NotNull @Min(1) @Max(8) @Schema(description = "Toutes les tant de semaines. / Every so many weeks.", examples = "1")
            Integer everyWeeks,

            @NotNull @Min(2) @Max(53) @Schema(
                    description =
                            "Combien de jours, le premier et ceux de « except » compris. / How many days, the first and those of \"except\" included.",
                    examples = "10")
            Integer times,

            @Size(max = 52) @UniqueElements
            @Schema(
                    description =
                            "Les jours de la série où il ne se tient pas. / The days of the series on which it is not held.",
                    examples = "[]")
            @Nullable List<@NotNull @Within(yearsBack = 1, yearsAhead = 4) LocalDate> except) {
        Repetition repetition() {
            return new Repetition(everyWeeks, times, except == null ? List.of() : except);
        }
    }

    ScheduleWorkshop.Wish first() {
        return new ScheduleWorkshop.Wish(
                placeId,
                title,
                from,
                until,
                capacity,
                null,
                offerMinutes,
                null,
                new Assignment(
                        mediatorRefs == null ? List.of() : mediatorRefs,
                        resourceRefs == null ? List.of() : resourceRefs),
                description == null ? null : description.description("/description"));
    }
}
