package network.reuse.allocation.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.application.pack.HandOverPacks;
import network.reuse.allocation.application.pack.ReservePack;
import network.reuse.allocation.application.programme.OpenProgramme;
import network.reuse.allocation.application.programme.OpenProgramme.Terms;
import network.reuse.allocation.application.request.SubmitRequest.Asked;
import network.reuse.allocation.domain.DevicePrice;
import network.reuse.allocation.domain.Proof;
import network.reuse.allocation.domain.Selling;
import network.reuse.allocation.domain.Wave;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.CountedGood;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.AllocationEvent.Share;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Grade;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.YearOfBirth;
import network.reuse.defaults.request.SandboxOnly;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.Within;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** The bodies of allocation's commands. */
final class Forms {
    private static final int USUAL_DAYS = 14;

    private Forms() {}

    /** So many devices of a category in a pack. */
    public record ItemForm(
            @NotNull @Schema(examples = "LAPTOP") DeviceCategory category,

            @NotNull @Schema(description = "Pas moins bon. / None worse than that.", examples = "C")
            Grade worstGrade,

            @NotNull @Positive @Max(20) @Schema(examples = "1")
            Integer count,

            @Positive @Max(1024) @Schema(
                    description =
                            "Au moins tant de mémoire, en Gio ; un appareil dont on l'ignore n'en est pas. / At least so much memory, in GiB; a device of which that is not known does not do.",
                    examples = "8")
            @Nullable Integer minimumMemoryGib,

            @Positive @Max(100_000) @Schema(
                    description =
                            "Au moins tant de disque, en Go, tous disques ensemble ; un appareil dont on l'ignore n'en est pas. / At least so much disk, in GB, all drives together; a device of which that is not known does not do.",
                    examples = "240")
            @Nullable Integer minimumDiskGb) {
        private PackItem item() {
            return new PackItem(category, worstGrade, count, minimumMemoryGib, minimumDiskGb);
        }
    }

    /** So many goods in a pack that are not told apart. */
    public record GoodForm(
            @NotBlank @Size(max = 100) @NoContact @Schema(examples = "Casque")
            String name,

            @NotNull @Positive @Max(100) @Schema(examples = "1")
            Integer count) {}

    /** A part of a programme's quota, for some alone. */
    public record ShareForm(
            @NotBlank @Size(max = 100) @NoContact @Schema(examples = "Bellevue")
            String label,

            @NotNull @Positive @Max(100_000) @Schema(examples = "132")
            Integer count,

            @Schema(
                    description =
                            "Pour les demandes de ce prescripteur seulement. / For the requests of this referrer alone.")
            @Nullable UUID referrer,

            @Size(max = 500) @UniqueElements
            @Schema(
                    description =
                            "Pour les demandes qui indiquent un de ces codes seulement : des quartiers prioritaires (QPV), ou les vôtres. / For the requests alone that state one of these codes: priority neighbourhoods (QPV), or your own.",
                    uniqueItems = true,
                    examples = "[\"QN04401M\"]")
            @Nullable List<@NotBlank @Size(max = 50) @NoContact String> codes) {
        private static @Nullable List<Share> shares(@Nullable List<ShareForm> forms) {
            return forms == null
                    ? null
                    : forms.stream()
                            .map(form -> new Share(
                                    form.label(),
                                    form.count(),
                                    form.referrer(),
                                    form.codes() == null ? List.of() : form.codes()))
                            .toList();
        }
    }

    /** A window of a programme in which requests are accepted. */
    public record WaveForm(
            @NotBlank @Size(max = 100) @NoContact @Schema(examples = "Première vague")
            String label,

            @NotNull @Within(yearsBack = 20, yearsAhead = 10)
            @Schema(description = "Le premier jour. / The first day.", examples = "2026-09-01")
            LocalDate from,

            @NotNull @Within(yearsBack = 20, yearsAhead = 100)
            @Schema(description = "Le dernier jour. / The last day.", examples = "2026-09-30")
            LocalDate until,

            @Positive @Max(100_000) @Schema(
                    description =
                            "Sa part du quota ; chaque vague en a une, ou aucune. / Its own part of the quota; each wave has one, or none has.",
                    examples = "200")
            @Nullable Integer count) {
        private static @Nullable List<Wave> waves(@Nullable List<WaveForm> forms) {
            return forms == null
                    ? null
                    : forms.stream()
                            .map(form -> new Wave(form.label(), form.from(), form.until(), form.count()))
                            .toList();
        }
    }

    /** A sponsor's programme. */
    public record Programme(
            @NotBlank @Size(max = 200) @NoContact @Schema(examples = "Packs numériques de la rentrée")
            String name,

            @Size(max = 100) @NoContact
            @Schema(
                    description =
                            "Dans les programmes d'un même groupe du porteur, un foyer est servi une fois. / Within the sponsor's programmes of one group a household is served once.",
                    examples = "rentree-2026")
            @Nullable String group,

            @Size(max = 500) @UniqueElements
            @Schema(
                    description =
                            "Les organisations qui peuvent demander pour quelqu'un. / The organisations that may ask for somebody.",
                    uniqueItems = true)
            @Nullable List<@NotNull UUID> referrers,

            @NotBlank @Size(min = 5, max = 5) @Schema(
                    description = "Code INSEE de la commune du porteur. / INSEE code of the sponsor's commune.",
                    examples = "67482")
            String commune,

            @Size(max = 110) @UniqueElements
            @Schema(
                    description =
                            "D'où les demandes peuvent venir ; de partout s'il manque. / Where requests may come from; everywhere when absent.",
                    uniqueItems = true,
                    examples = "[\"67\"]")
            @Nullable List<@NotBlank String> departments,

            @NotEmpty @Size(max = 6) List<@Valid @NotNull ItemForm> pack,

            @Size(max = 20) @Nullable List<@Valid @NotNull GoodForm> goods,

            @NotNull @PositiveOrZero @Max(1_000_000) @Schema(
                    description =
                            "Ce qu'un pack coûte au plus à qui l'achète ; 0 pour un don. / The most that a pack costs its buyer; 0 for a gift.",
                    examples = "5000")
            Integer priceCents,

            @NotNull @Positive @Max(100_000) @Schema(description = "Combien de packs il y a. / How many packs there are.", examples = "400")
            Integer quota,

            @NotNull @Within(yearsBack = 20, yearsAhead = 10)
            @Schema(description = "Le premier jour. / The first day.", examples = "2026-09-01")
            LocalDate from,

            @NotNull @Within(yearsBack = 20, yearsAhead = 100)
            @Schema(description = "Le dernier jour. / The last day.", examples = "2026-12-31")
            LocalDate until,

            @NotNull @Schema(examples = "SALE") Basis basis,

            @Min(1) @Max(90) @Schema(
                    description =
                            "Combien de jours un pack reste de côté ; 14 s'il manque. / How long a pack stays put aside; 14 days when absent.",
                    examples = "14")
            @Nullable Integer reservationDays,

            @Schema(
                    description =
                            "Si un pack qui revient libère une place du quota ; non s'il manque. / Whether a pack that comes back frees one of the quota; false when absent.",
                    examples = "true")
            @Nullable Boolean returnFreesQuota,

            @Schema(
                    description =
                            "Jusqu'où les données des appareils d'un pack sont au moins hors d'atteinte ; sans exigence s'il manque. Un appareil dont le niveau n'est pas connu compte comme NONE. / How far the data of a pack's devices is out of reach at least; nothing is asked when absent. A device whose level is not known counts as NONE.",
                    examples = "PURGE")
            @Nullable SanitisationLevel minimumLevel,

            @Size(max = 500) @Schema(
                    description =
                            "Les parts du quota, dans l'ordre où une demande cherche la sienne ; ce qu'elles laissent est pour les demandes d'aucune. / The shares of the quota, in the order in which a request looks for its own; what they leave is for requests that are in none.",
                    examples = "[{\"label\":\"Bellevue\",\"count\":132,\"codes\":[\"QN04401M\"]}]")
            @Nullable List<@Valid @NotNull ShareForm> shares,

            @Size(max = 100) @Schema(
                    description =
                            "Les vagues : les jours où les demandes sont prises, chacune avec sa part du quota si elle en a une ; tous les jours du programme s'il manque. Hors d'une vague, une demande est refusée (409 outside_waves, avec la prochaine). / The waves: the days on which requests are taken, each with its own part of the quota if it has one; all days of the programme when absent. Outside of a wave a request is refused (409 outside_waves, with the next one).",
                    examples = "[{\"label\":\"Première vague\",\"from\":\"2026-09-01\",\"until\":\"2026-09-30\"}]")
            @Nullable List<@Valid @NotNull WaveForm> waves,

            @Schema(
                    description =
                            "Si une réservation attend avec un rang quand des appareils manquent, sauf si elle dit autrement ; non s'il manque. / Whether a reservation waits with a rank when devices lack, unless it says otherwise; false when absent.",
                    examples = "true")
            @Nullable Boolean backOrder,

            @Schema(
                    description =
                            "Un brouillon que vous seul voyez, jusqu'à son ouverture (…/opening) ; ouvert aussitôt s'il manque. / A draft that you alone see, until it is opened (…/opening); open at once when absent.",
                    examples = "false")
            @Nullable Boolean draft,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(description = "La référence du porteur. / The sponsor's own reference.", examples = "PN-2026")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        Terms terms() {
            return new Terms(
                    name,
                    group == null ? "" : group,
                    referrers == null ? Set.of() : Set.copyOf(referrers),
                    commune,
                    departments == null ? Set.of() : Set.copyOf(departments),
                    pack.stream().map(ItemForm::item).toList(),
                    goods == null
                            ? List.of()
                            : goods.stream()
                                    .map(good -> new CountedGood(good.name(), good.count()))
                                    .toList(),
                    priceCents,
                    quota,
                    from,
                    until,
                    basis,
                    reservationDays == null ? USUAL_DAYS : reservationDays,
                    Boolean.TRUE.equals(returnFreesQuota),
                    Objects.requireNonNullElse(minimumLevel, SanitisationLevel.NONE),
                    Objects.requireNonNullElse(ShareForm.shares(shares), List.of()),
                    Objects.requireNonNullElse(WaveForm.waves(waves), List.of()),
                    Boolean.TRUE.equals(backOrder),
                    partnerRef);
        }
    }

    /** A draft that is opened. */
    public record Opening(@Nullable Instant occurredAt) {}

    /** What is to be otherwise about a programme, and why. */
    public record Amendment(
            @Positive @Max(100_000) @Schema(
                    description =
                            "Combien de packs il y a ; pas moins que ce qui est pris. / How many packs there are; not below what is taken.",
                    examples = "450")
            @Nullable Integer quota,

            @Size(max = 500) @Schema(
                    description =
                            "Toutes les parts du quota, à la place des précédentes ; aucune ne descend sous ce qui est pris, et celle d'une demande garde son nom. / All shares of the quota, in place of the former ones; none goes below what is taken, and one that a request is in keeps its name.",
                    examples = "[{\"label\":\"Bellevue\",\"count\":132,\"codes\":[\"QN04401M\"]}]")
            @Nullable List<@Valid @NotNull ShareForm> shares,

            @Size(max = 100) @Schema(
                    description =
                            "Toutes les vagues, à la place des précédentes ; aucune ne descend sous ce qui est pris, et celle d'une demande garde son nom. / All waves, in place of the former ones; none goes below what is taken, and one that a request is in keeps its name.",
                    examples = "[{\"label\":\"Première vague\",\"from\":\"2026-09-01\",\"until\":\"2026-10-15\"}]")
            @Nullable List<@Valid @NotNull WaveForm> waves,

            @Within(yearsBack = 20, yearsAhead = 10)
            @Schema(description = "Le premier jour. / The first day.", examples = "2026-09-01")
            @Nullable LocalDate from,

            @Within(yearsBack = 20, yearsAhead = 100)
            @Schema(description = "Le dernier jour. / The last day.", examples = "2027-01-31")
            @Nullable LocalDate until,

            @Schema(
                    description =
                            "Jusqu'où les données des appareils d'un pack sont au moins hors d'atteinte ; vaut pour ce qui est réservé dès lors, pas pour ce qui l'est déjà. / How far the data of a pack's devices is out of reach at least; holds for what is reserved from then on, not for what is reserved already.",
                    examples = "PURGE")
            @Nullable SanitisationLevel minimumLevel,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Programme prolongé")
            String reason,

            @Nullable Instant occurredAt) {
        OpenProgramme.Amendment amendment() {
            return new OpenProgramme.Amendment(
                    quota, ShareForm.shares(shares), WaveForm.waves(waves), from, until, minimumLevel, reason);
        }
    }

    /** The recipient holds all of these. */
    public record Receptions(
            @NotEmpty @Size(max = 10_000) @Schema(
                    description = "Les identifiants, ou les codes des étiquettes. / Ids, or the codes on the labels.",
                    examples = "[\"D-7Q4K2M\"]")
            List<@NotBlank @Size(max = 36) String> devices,

            @Nullable Instant occurredAt) {}

    /** A device in stock that is sound. */
    public record Soundness(@Nullable Instant occurredAt) {}

    /** How a person can be reached and told from others. */
    public record ContactForm(
            @Size(max = 200) @Schema(examples = "Camille") @Nullable String givenName,

            @Size(max = 200) @Schema(examples = "Martin") @Nullable String familyName,

            @YearOfBirth
            @Schema(description = "Au plus tard cette année. / At most this year.", examples = "1980")
            @Nullable Integer birthYear,

            @Size(max = 50) @Schema(examples = "03 88 12 34 56") @Nullable String phone,

            @Email @Size(max = 254) @Schema(examples = "camille.martin@example.org") @Nullable String email) {
        Contact contact() {
            return new Contact(givenName, familyName, birthYear, phone, email);
        }

        @Override
        public String toString() {
            return "ContactForm[…]";
        }
    }

    /** A referrer's request for one person. */
    public record Request(
            @NotNull UUID programmeId,

            @NotNull @Valid @Schema(
                    description =
                            "Pour qui : chiffré, et dans aucun événement. / Who it is for: encrypted, and in no event.")
            ContactForm contact,

            @NotBlank @Size(min = 5, max = 5) @Schema(
                    description =
                            "Code INSEE de la commune où vit la personne. / INSEE code of the commune where the person lives.",
                    examples = "67482")
            String commune,

            @NotNull @Schema(
                    description =
                            "Ce qui a été présenté ; le document n'est pas gardé. / What was shown; the paper itself is not kept.",
                    examples = "SCHOLARSHIP")
            Proof proof,

            @Size(min = 1, max = 50) @NoContact
            @Schema(
                    description =
                            "Le code qui dit de quelle part du programme relève la demande, tel que le programme le liste. / The code that says in which share of the programme the request is, as the programme lists it.",
                    examples = "QN04401M")
            @Nullable String shareCode,

            @Valid @Schema(
                    description =
                            "De quoi répondre aux critères du programme, s'il en a ; seules les réponses sont gardées. / What answers the programme's criteria, if it has some; the answers alone are kept.")
            EligibilityForms.@Nullable EligibilityStatement eligibility,

            @Size(max = 200) @NoContact(allowsDocumentNumber = true)
            @Schema(
                    description = "La référence du prescripteur. / The referrer's own reference.",
                    examples = "ETU-0042")
            @Nullable String partnerRef,

            @Nullable Instant occurredAt) {
        Asked asked() {
            return new Asked(
                    programmeId,
                    contact.contact(),
                    commune,
                    proof,
                    shareCode,
                    eligibility == null ? EligibilityForms.NOTHING_STATED : eligibility.statement(),
                    partnerRef);
        }
    }

    private static final String MINUTES =
            "Dans le bac à sable seulement : en combien de minutes il expire, pour l'essayer ; ailleurs, le programme dit"
                    + " en combien de jours. / In the sandbox alone: in how many minutes it expires, so that this can be"
                    + " tried; elsewhere the programme says in how many days.";

    /** A request that a pack is reserved for. */
    public record Reservation(
            @NotNull UUID request,

            @Min(1) @Max(1440) @Schema(
                    description = MINUTES,
                    extensions = @Extension(name = SandboxOnly.EXTENSION, value = "true", parseValue = true))
            @Nullable Integer reservationMinutes,

            @Schema(
                    description =
                            "Quand des appareils manquent, attendre avec un rang au lieu d'être refusé ; ce que dit le programme s'il manque. / Where devices lack, wait with a rank instead of being refused; what the programme says when absent.",
                    examples = "false")
            @Nullable Boolean backOrder,

            @Nullable Instant occurredAt) {
        ReservePack.Terms terms() {
            return new ReservePack.Terms(backOrder, reservationMinutes);
        }
    }

    /** Requests that packs are reserved for, in this order. */
    public record Reservations(
            @NotEmpty @Size(max = 10_000) List<@NotNull UUID> requests,

            @Min(1) @Max(1440) @Schema(
                    description = MINUTES,
                    extensions = @Extension(name = SandboxOnly.EXTENSION, value = "true", parseValue = true))
            @Nullable Integer reservationMinutes,

            @Schema(
                    description =
                            "Quand des appareils manquent, attendre avec un rang au lieu d'être refusé ; ce que dit le programme s'il manque. / Where devices lack, wait with a rank instead of being refused; what the programme says when absent.",
                    examples = "false")
            @Nullable Boolean backOrder,

            @Nullable Instant occurredAt) {
        ReservePack.Terms terms() {
            return new ReservePack.Terms(backOrder, reservationMinutes);
        }
    }

    /** A hand-over. */
    public record HandOver(
            @Size(min = 5, max = 5) @Schema(
                    description =
                            "Code INSEE de la commune de la remise ; celle de la personne s'il manque. / INSEE code of the commune of the hand-over; the person's when absent.",
                    examples = "67482")
            @Nullable String commune,

            @Nullable Instant occurredAt) {}

    /** A day's hand-overs. */
    public record HandOvers(
            @NotEmpty @Size(max = 10_000) List<@NotNull UUID> packs,

            @Size(min = 5, max = 5) @Schema(
                    description =
                            "Code INSEE de la commune de la remise ; celle de chaque personne s'il manque. / INSEE code of the commune of the hand-over; each person's when absent.",
                    examples = "67482")
            @Nullable String commune,

            @Nullable Instant occurredAt) {}

    private static final String PRICES =
            "Le prix de chaque appareil du pack, qui font ensemble le sien ; le plafond légal est alors tenu appareil par appareil. / The"
                    + " price of each device of the pack, which make its own together; the legal cap is then held device by device.";

    /** What a device of a pack costs its buyer. */
    public record DevicePriceForm(
            @NotNull UUID device,

            @NotNull @PositiveOrZero @Max(1_000_000) @Schema(examples = "5000")
            Integer priceCents) {
        static List<DevicePrice> prices(@Nullable List<DevicePriceForm> forms) {
            return forms == null
                    ? List.of()
                    : forms.stream()
                            .map(form -> new DevicePrice(form.device(), form.priceCents()))
                            .toList();
        }
    }

    /** A sale over a counter. */
    public record Sale(
            @NotNull @PositiveOrZero @Max(1_000_000) @Schema(examples = "5000")
            Integer priceCents,

            @NotNull @Schema(
                    description =
                            "Ce qui a été présenté ; le document n'est pas gardé. / What was shown; the paper itself is not kept.",
                    examples = "SOCIAL_MINIMA")
            Proof proof,

            @Size(max = 500) @Schema(description = PRICES) @Nullable List<@Valid @NotNull DevicePriceForm> prices,

            @Size(min = 5, max = 5) @Schema(
                    description =
                            "Code INSEE de la commune du comptoir ; celle de la personne s'il manque. / INSEE code of the counter's commune; the person's when absent.",
                    examples = "67482")
            @Nullable String commune,

            @Nullable Instant occurredAt) {
        Selling selling() {
            return new Selling(priceCents, DevicePriceForm.prices(prices), proof);
        }
    }

    /** One of a day's sales. */
    public record SaleRow(
            @NotNull UUID pack,

            @NotNull @PositiveOrZero @Max(1_000_000) @Schema(examples = "5000")
            Integer priceCents,

            @NotNull @Schema(examples = "SOCIAL_MINIMA") Proof proof,

            @Size(max = 500) @Schema(description = PRICES) @Nullable List<@Valid @NotNull DevicePriceForm> prices) {
        HandOverPacks.Sale sale() {
            return new HandOverPacks.Sale(pack, new Selling(priceCents, DevicePriceForm.prices(prices), proof));
        }
    }

    /** A day's sales. */
    public record Sales(
            @NotEmpty @Size(max = 10_000) List<@Valid @NotNull SaleRow> sales,

            @Size(min = 5, max = 5) @Schema(
                    description =
                            "Code INSEE de la commune du comptoir ; celle de chaque personne s'il manque. / INSEE code of the counter's commune; each person's when absent.",
                    examples = "67482")
            @Nullable String commune,

            @Nullable Instant occurredAt) {
        List<HandOverPacks.Sale> rows() {
            return sales.stream().map(SaleRow::sale).toList();
        }
    }

    /** A pack that comes back. */
    public record Return(
            @NotNull @Schema(description = "L'atelier où vont ses appareils. / The workshop that its devices go to.")
            UUID workshop,

            @NotBlank @Size(max = 500) @NoContact
            @Schema(description = NoContact.DESCRIPTION, examples = "Écran défectueux")
            String reason,

            @Schema(
                    description =
                            "Si ses biens comptés sont de nouveau en stock ; non s'il manque. / Whether its counted goods are in stock again; false when absent.",
                    examples = "false")
            @Nullable Boolean goodsBack,

            @Nullable Instant occurredAt) {}
}
