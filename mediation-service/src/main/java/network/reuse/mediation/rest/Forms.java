package network.reuse.mediation.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.YearOfBirth;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.Within;
import network.reuse.mediation.application.CheckIn;
import network.reuse.mediation.application.PlanTours;
import network.reuse.mediation.domain.Assignment;
import network.reuse.mediation.domain.Coordinates;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.rest.PlaceForms.DescriptionForm;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** The bodies of mediation's commands. */
final class Forms {
    private Forms() {}

    private static final String LATITUDE = "-?([0-8]?[0-9](\\.[0-9]{1,7})?|90)";
    private static final String LONGITUDE = "-?((1[0-7]|[0-9])?[0-9](\\.[0-9]{1,7})?|180)";
    static final String STAFF_REF = "[A-Za-z._/-]*[0-9][A-Za-z0-9._/-]*";
    static final String WHO =
            "Les médiateurs, par des références opaques de votre organisation, d'au moins un chiffre et sans blanc ; jamais un nom. Vous seuls"
                    + " les lisez. / The mediators, by opaque references of your organisation's own, with a figure and without blanks; never a"
                    + " name. You alone read them.";
    static final String WHAT =
            "Les salles et les machines, par vos propres références. / Rooms and machines, by your own references.";
    private static final String REFERENCE =
            "Votre propre référence, jamais un nom. / Your own reference, never a name.";

    /** Degrees by WGS 84. */
    public record CoordinatesForm(
            @NotNull @Pattern(regexp = LATITUDE) @Schema(examples = "50.2787")
            String latitude,

            @NotNull @Pattern(regexp = LONGITUDE) @Schema(examples = "3.9725")
            String longitude) {
        static @Nullable Coordinates of(@Nullable CoordinatesForm form) {
            return form == null ? null : new Coordinates(form.latitude(), form.longitude());
        }
    }

    /** A tour of a mobile place. */
    public record TourForm(
            @NotNull UUID placeId,

            @NotBlank @Size(max = 100) @NoContact(allowsDocumentNumber = true)
            @Schema(description = REFERENCE, examples = "BUS-1")
            String vehicleRef,

            @NotEmpty @Size(max = 100) @Schema(description = "Ses étapes, dans leur ordre. / Its stops, in their order.")
            List<@NotNull @Valid StopForm> stops,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true) @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        PlanTours.Wish wish() {
            return new PlanTours.Wish(
                    placeId, vehicleRef, stops.stream().map(StopForm::wish).toList(), partnerRef);
        }
    }

    /** Where a tour stops. */
    public record StopForm(
            @NotBlank @Size(max = 200) @NoContact @Schema(examples = "Place de la Mairie")
            String name,

            @NotBlank @Size(min = 5, max = 5) @Schema(description = "Code INSEE de sa commune. / INSEE code of its commune.", examples = "59392")
            String commune,

            @Pattern(regexp = "[0-9]{5}") @Schema(
                    description =
                            "Le code postal de l'étape, sans lequel elle manque au fichier LaMednum. / The stop's postal code, without which it is not in the LaMednum file.",
                    examples = "59600")
            @Nullable String postalCode,

            @Schema(
                    description =
                            "Dans un quartier prioritaire (QPV) ; non par défaut. / In a priority neighbourhood (QPV); no by default.")
            @Nullable Boolean priorityNeighbourhood,

            @Valid @Nullable CoordinatesForm coordinates,

            @Min(0) @Max(1440) @Schema(
                    description =
                            "Minutes de trajet depuis l'étape précédente ; par défaut la distance à 50 km/h, si les coordonnées des deux sont"
                                    + " connues. / Minutes of the way from the stop ahead; by default the distance at 50 km/h, where the"
                                    + " coordinates of both are known.",
                    examples = "20")
            @Nullable Integer legMinutes,

            @NotNull @Within(yearsBack = 1, yearsAhead = 2) Instant from,

            @NotNull @Within(yearsBack = 1, yearsAhead = 2) Instant until,

            @Size(max = 20) @UniqueElements @Schema(description = WHO, examples = "[\"M-07\"]") @Nullable List<@NotNull @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true) String>
                    mediatorRefs,

            @Size(max = 20) @UniqueElements @Schema(description = WHAT, examples = "[\"3D-1\"]") @Nullable List<@NotBlank @Size(max = 40) @NoContact(allowsDocumentNumber = true) String> resourceRefs) {
        PlanTours.StopWish wish() {
            return new PlanTours.StopWish(
                    name,
                    commune,
                    postalCode,
                    priorityNeighbourhood,
                    CoordinatesForm.of(coordinates),
                    legMinutes,
                    from,
                    until,
                    mediatorRefs,
                    resourceRefs);
        }
    }

    /** What is to be otherwise about a stop, and why; what is not named stays as it is. */
    public record StopMoveForm(
            @Size(min = 1, max = 200) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Salle des fêtes")
            @Nullable String name,

            @Size(min = 5, max = 5) @Schema(
                    description =
                            "Une autre commune, dont les coordonnées sont à dire de nouveau. / Another commune, of which the coordinates are to be said anew.",
                    examples = "59365")
            @Nullable String commune,

            @Pattern(regexp = "[0-9]{5}") @Schema(
                    description =
                            "Son code postal, à dire de nouveau avec une autre commune. / Its postal code, to be said anew with another commune.",
                    examples = "59330")
            @Nullable String postalCode,

            @Nullable Boolean priorityNeighbourhood,

            @Valid @Nullable CoordinatesForm coordinates,

            @Min(0) @Max(1440) @Schema(examples = "25") @Nullable Integer legMinutes,

            @Within(yearsBack = 1, yearsAhead = 2) @Nullable Instant from,

            @Within(yearsBack = 1, yearsAhead = 2) @Nullable Instant until,

            @Size(max = 20) @UniqueElements @Schema(description = WHO, examples = "[\"M-07\"]") @Nullable List<@NotNull @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true) String>
                    mediatorRefs,

            @Size(max = 20) @UniqueElements @Schema(description = WHAT, examples = "[\"3D-1\"]") @Nullable List<@NotBlank @Size(max = 40) @NoContact(allowsDocumentNumber = true) String> resourceRefs,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Place occupée par le marché")
            String reason,

            @Nullable Instant occurredAt) {
        PlanTours.StopWish wish() {
            return new PlanTours.StopWish(
                    name,
                    commune,
                    postalCode,
                    priorityNeighbourhood,
                    CoordinatesForm.of(coordinates),
                    legMinutes,
                    from,
                    until,
                    mediatorRefs,
                    resourceRefs);
        }
    }

    /** The stop of a tour at which a workshop is held. */
    public record AtStopForm(@NotNull UUID tourId, @NotNull UUID stopId) {}

    /** A place that opens. */
    public record PlaceForm(
            @NotBlank @Size(max = 200) @NoContact @Schema(examples = "Tiers-lieu de la Meinau")
            String name,

            @NotBlank @Size(min = 5, max = 5) @Schema(description = "Code INSEE de sa commune. / INSEE code of its commune.", examples = "67482")
            String commune,

            @Size(max = 50) @UniqueElements
            @Schema(
                    description =
                            "Les autres organisations qui peuvent y tenir des ateliers. / Other organisations that may hold workshops there.")
            @Nullable List<@NotNull UUID> hosts,

            @Valid @Schema(description = "Où il est, si on le sait. / Where it is, if that is known.") @Nullable CoordinatesForm coordinates,

            @Valid @Schema(description = "Ce qu'il dit de lui. / What it tells of itself.") @Nullable DescriptionForm description,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true) @Nullable String partnerRef,

            @Nullable Instant occurredAt) {}

    /** What is to be otherwise about a place, and why. */
    public record PlaceAmendmentForm(
            @Size(min = 1, max = 200) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Tiers-lieu du Neuhof")
            @Nullable String name,

            @Size(max = 50) @UniqueElements
            @Schema(
                    description =
                            "Toutes les autres organisations qui peuvent y tenir des ateliers ; ce qu'une autre y a prévu a lieu."
                                    + " / All other organisations that may hold workshops there; what another has scheduled takes place.")
            @Nullable List<@NotNull UUID> hosts,

            @Valid @Schema(description = "Où il est. / Where it is.") @Nullable CoordinatesForm coordinates,

            @Valid @Schema(
                    description =
                            "Tout ce qu'il dit de lui : ce qui y manque n'est plus dit. / All that it tells of itself: what it lacks is told no more.")
            @Nullable DescriptionForm description,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Erreur de saisie")
            String reason,

            @Nullable Instant occurredAt) {}

    /** A workshop that will be held. */
    public record WorkshopForm(
            @NotNull UUID placeId,

            @NotBlank @Size(max = 200) @NoContact @Schema(examples = "Premiers pas avec l'ordinateur")
            String title,

            @NotNull @Within(yearsBack = 1, yearsAhead = 2) @Schema(description = "Son début. / Its beginning.")
            Instant from,

            @NotNull @Within(yearsBack = 1, yearsAhead = 2)
            @Schema(
                    description = "Après from, de " + Workshop.LONGEST_DAYS + " jours au plus. / After from, by "
                            + Workshop.LONGEST_DAYS + " days at most.")
            Instant until,

            @NotNull @Min(1) @Max(1000) @Schema(description = "Ses places. / Its seats.", examples = "12")
            Integer capacity,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true) @Nullable String partnerRef,

            @Min(1) @Max(10_080) @Schema(
                    description =
                            "Pendant combien de minutes une place libérée reste proposée au premier de la liste d'attente ; un jour par"
                                    + " défaut, jamais au-delà du début. / For how many minutes a seat that falls free is kept for whoever waits"
                                    + " first; a day by default, never beyond the beginning.",
                    examples = "720")
            @Nullable Integer offerMinutes,

            @Valid @Schema(
                    description =
                            "L'étape d'une tournée du lieu, si l'atelier s'y tient ; il tient dans ses heures. / The stop of a tour of the place, if"
                                    + " the workshop is held there; it lies within its hours.")
            @Nullable AtStopForm stop,

            @Size(max = 20) @UniqueElements @Schema(description = WHO, examples = "[\"M-07\"]") @Nullable List<@NotNull @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true) String>
                    mediatorRefs,

            @Size(max = 20) @UniqueElements @Schema(description = WHAT, examples = "[\"3D-1\"]") @Nullable List<@NotBlank @Size(max = 40) @NoContact(allowsDocumentNumber = true) String> resourceRefs,

            @Valid @Schema(
                    description =
                            "De quoi il traite et qui peut y venir ; tous par défaut. / What it is about and who may come; everybody by default.")
            @Nullable WorkshopDescriptionForm description,

            @Nullable Instant occurredAt) {
        Assignment assignment() {
            return new Assignment(
                    mediatorRefs == null ? List.of() : mediatorRefs, resourceRefs == null ? List.of() : resourceRefs);
        }
    }

    /** What a workshop is about, and who may come. */
    public record DescribedForm(
            @NotNull @Valid WorkshopDescriptionForm description,

            @Nullable Instant occurredAt) {}

    /** All who hold a workshop from now on, and all that is used for it. */
    public record AssignmentForm(
            @NotNull @Size(max = 20) @UniqueElements @Schema(description = WHO, examples = "[\"M-07\"]")
            List<@NotNull @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true) String>
                    mediatorRefs,

            @NotNull @Size(max = 20) @UniqueElements @Schema(description = WHAT, examples = "[\"3D-1\"]")
            List<@NotBlank @Size(max = 40) @NoContact(allowsDocumentNumber = true) String> resourceRefs,

            @Nullable Instant occurredAt) {
        Assignment assignment() {
            return new Assignment(mediatorRefs, resourceRefs);
        }
    }

    /** What is to be otherwise about a workshop, and why. */
    public record ReschedulingForm(
            @Schema(
                    description =
                            "Où il se tient à la place ; seul l'organisateur peut le dire. / Where it is held instead; the organiser alone may say so.")
            @Nullable UUID placeId,

            @Size(min = 1, max = 200) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Premiers pas avec l'ordinateur")
            @Nullable String title,

            @Within(yearsBack = 1, yearsAhead = 2) @Schema(description = "Son début. / Its beginning.") @Nullable Instant from,

            @Within(yearsBack = 1, yearsAhead = 2)
            @Schema(
                    description = "Après from, de " + Workshop.LONGEST_DAYS + " jours au plus. / After from, by "
                            + Workshop.LONGEST_DAYS + " days at most.")
            @Nullable Instant until,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Salle indisponible")
            String reason,

            @Nullable Instant occurredAt) {}

    /** Another number of seats. */
    public record CapacityForm(
            @NotNull @Min(1) @Max(1000) @Schema(examples = "15")
            Integer capacity,

            @Nullable Instant occurredAt) {}

    /** A seat for somebody, who need not be named. */
    public record BookingForm(
            @Nullable UUID programmeId,

            @Valid @Schema(
                    description =
                            "Pour qui est la place, gardé sous scellé ; peut manquer. / Whom the seat is for, kept sealed; may be left out.")
            @Nullable ParticipantForm participant,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description =
                            "La référence de l'organisation qui réserve ; jamais un nom. / The booking organisation's own reference; nobody's name.")
            @Nullable String partnerRef,

            @Schema(
                    description =
                            "Prendre rang sur la liste d'attente d'un atelier complet ; non par défaut. / Whether it waits with a rank when the workshop"
                                    + " is full; no by default.")
            @Nullable Boolean waitingList,

            @Nullable Instant occurredAt) {}

    /** How a participant can be reached; a first name is not needed. Shows nothing when it is printed. */
    public record ParticipantForm(
            @Size(max = 100) @Schema(examples = "Camille") @Nullable String givenName,

            @Size(max = 100) @Schema(examples = "Martin") @Nullable String familyName,

            @YearOfBirth
            @Schema(description = "Au plus tard cette année. / At most this year.", examples = "1980")
            @Nullable Integer birthYear,

            @Size(max = 30) @Pattern(regexp = "[0-9+ ().-]*") @Schema(examples = "03 88 12 34 56") @Nullable String phone,

            @Size(max = 200) @Pattern(regexp = "[^@\\s]+@[^@\\s]+") @Schema(examples = "camille.martin@example.org")
            @Nullable String email) {
        Contact contact() {
            return new Contact(givenName, familyName, birthYear, phone, email);
        }

        @Override
        public String toString() {
            return "ParticipantForm[…]";
        }
    }

    /** That the seat that is offered is taken. */
    public record AcceptanceForm(@Nullable Instant occurredAt) {}

    /** Whether whoever had the seat came. */
    public record SeatAttendanceForm(
            @NotNull Boolean present, @Nullable Instant occurredAt) {}

    /** Who came to a workshop and who did not. */
    public record WorkshopAttendanceForm(
            @Size(max = 1000) @Nullable List<@NotNull UUID> present,

            @Size(max = 1000) @Schema(examples = "[]") @Nullable List<@NotNull UUID> absent,

            @Nullable Instant occurredAt) {}

    /** Whose calendar is followed. */
    public record CalendarLinkForm(
            @NotNull @Size(max = 40) @Pattern(regexp = STAFF_REF) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description =
                            "Le médiateur, par votre propre référence, d'au moins un chiffre et sans blanc ; jamais un nom. / The mediator, by your own"
                                    + " reference, with a figure and without blanks; never a name.",
                    examples = "M-07")
            String mediatorRef) {}

    /** Those who came to a workshop, as they were noted at the door. */
    public record CheckInsForm(
            @NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid CheckInForm> checkIns) {}

    /** Somebody who came. */
    public record CheckInForm(
            @NotNull @Schema(
                    description =
                            "Un UUID que l'appareil tire pour chaque arrivée, et renvoie tel quel. / A UUID that the device draws for each arrival, and"
                                    + " sends as it is every time.",
                    examples = "01980000-0000-7000-8000-000000000001")
            UUID ref,

            @Size(min = 1, max = 20) @Schema(
                    description =
                            "Le code de la réservation ; sans lui, quelqu'un est venu sans réserver. / The booking's code; without it somebody walked in.",
                    examples = "B-7Q4K2M")
            @Nullable String code,

            @Within(yearsBack = 1, yearsAhead = 1)
            @Schema(description = "Quand ; maintenant par défaut. / When; now by default.")
            @Nullable Instant at) {
        CheckIn.Arrival arrival() {
            return new CheckIn.Arrival(ref, code, at);
        }
    }

    /** The workshop that an invitation is used for. */
    public record InvitationBookingForm(@NotNull UUID workshopId) {}

    /** The seat that is given back. */
    public record BookingCancellationForm(
            @NotBlank @Size(max = 20) @Schema(description = "Le code de la réservation. / The booking's code.", examples = "B-7Q4K2M")
            String code) {}
}
