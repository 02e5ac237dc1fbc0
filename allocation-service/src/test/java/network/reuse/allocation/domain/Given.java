package network.reuse.allocation.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.domain.Device.Announced;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.ConnectivityKind;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.RefurbEvent.Make;
import network.reuse.contracts.RefurbEvent.MediaErasure;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/** Programmes, requests, packs and devices for tests. */
final class Given {
    static final UUID SPONSOR = UUID.fromString("01900000-0000-7000-8000-000000000009");
    static final UUID REFERRER = UUID.fromString("01900000-0000-7000-8000-000000000010");
    static final UUID DONOR = UUID.fromString("01900000-0000-7000-8000-000000000001");
    static final UUID WORKSHOP = UUID.fromString("01900000-0000-7000-8000-000000000003");
    static final UUID PROGRAMME = UUID.fromString("01985d00-02bc-7a10-8f41-6d2e3c4b5a01");
    static final UUID REQUEST = UUID.fromString("01985d08-03cd-7c30-8a52-7e3f4d5c6b01");
    static final UUID PACK = UUID.fromString("01985d10-11aa-7b20-9c31-5a1e0f2b3c01");
    static final UUID DEVICE = UUID.fromString("01985b32-7d20-7c44-8e02-91c7d2a40d17");
    static final UUID GOODS = UUID.fromString("01985fb0-3c4d-7e5f-8a6b-7c8d9e0f1a01");
    static final UUID DAY = UUID.fromString("01985fc0-3c4d-7e5f-8a6b-7c8d9e0f1a01");
    static final UUID APPOINTMENT = UUID.fromString("01985fd0-3c4d-7e5f-8a6b-7c8d9e0f1a01");
    static final UUID OFFER = UUID.fromString("01985fe0-3c4d-7e5f-8a6b-7c8d9e0f1a01");
    static final UUID LINE = UUID.fromString("01985ff0-3c4d-7e5f-8a6b-7c8d9e0f1a01");
    static final UUID PROVIDER = UUID.fromString("01900000-0000-7000-8000-000000000050");
    static final HandOverSlot SLOT =
            new HandOverSlot(Instant.parse("2026-09-03T07:30:00Z"), Instant.parse("2026-09-03T08:00:00Z"));
    static final Territory STRASBOURG = new Territory("44", "67", "67482");
    static final Territory BAS_RHIN = new Territory("44", "67", null);
    static final Territory MEUSE = new Territory("44", "55", null);
    static final Instant EXPIRES = Instant.parse("2026-09-20T18:00:00Z");
    static final LocalDate FROM = LocalDate.parse("2026-09-01");
    static final LocalDate UNTIL = LocalDate.parse("2026-12-31");

    static final UUID ENVELOPE = UUID.fromString("01985c80-1a2b-7c3d-8e4f-5a6b7c8d9e01");
    static final CoFinancing PLAN = new CoFinancing(0, 5_000, List.of(new CoFinancing.Share(ENVELOPE, DONOR, 15_000)));

    private Given() {}

    static FundingEnvelope.Open envelope() {
        return (FundingEnvelope.Open) FundingEnvelope.open(new FundingEnvelopeAttributes(
                        ENVELOPE,
                        "E-5P1C0F",
                        SPONSOR,
                        DONOR,
                        "Un ordinateur pour cent familles",
                        1_500_000,
                        FROM,
                        UNTIL,
                        STRASBOURG,
                        List.of(),
                        Environment.LIVE,
                        null))
                .next();
    }

    /** Of two deliverables, under the ids of the pack and the device. */
    static FundingAgreement agreement() {
        return FundingAgreement.sign(new FundingAgreementAttributes(
                        UUID.fromString("01985fa0-3c4d-7e5f-8a6b-7c8d9e0f1a01"),
                        "A-3K7W8T",
                        SPONSOR,
                        "Plan d'inclusion numérique",
                        List.of(
                                new Deliverable(PACK, "Diagnostic", FROM, PLAN.shares(), false, Set.of()),
                                new Deliverable(DEVICE, "Plan", UNTIL, PLAN.shares(), false, Set.of())),
                        STRASBOURG,
                        Environment.LIVE,
                        null))
                .next();
    }

    static FundCallAttributes fundCall(List<CalledEnvelope> envelopes) {
        return new FundCallAttributes(
                UUID.fromString("01985f10-2b3c-7d4e-8f5a-6b7c8d9e0f01"),
                "F-8T3K7W",
                SPONSOR,
                DONOR,
                2,
                envelopes,
                STRASBOURG,
                Environment.LIVE,
                null);
    }

    static DeviceAttributes attributes(UUID id, DeviceCategory category, Grade grade, DonorKind donorKind) {
        return attributes(id, category, grade, donorKind, null);
    }

    static DeviceAttributes attributes(
            UUID id, DeviceCategory category, Grade grade, DonorKind donorKind, @Nullable MediaErasure erasure) {
        return new DeviceAttributes(
                id,
                "D-7Q4K2M",
                category,
                grade,
                SPONSOR,
                donorKind,
                Set.of(DONOR, WORKSHOP, SPONSOR),
                STRASBOURG,
                Environment.LIVE,
                3,
                "BL-1",
                erasure,
                new Make("Dell", "Latitude 5490", "7XK2N13"));
    }

    static Announced announced() {
        return Device.announce(attributes(DEVICE, DeviceCategory.LAPTOP, Grade.B, DonorKind.PUBLIC_BODY));
    }

    static Stocked stocked() {
        return (Stocked) announced().sign().next();
    }

    static Device.Reserved reserved() {
        return (Device.Reserved) stocked().reserve(PACK, PROGRAMME).next();
    }

    static Stocked stocked(UUID id, DeviceCategory category, Grade grade) {
        return new Stocked(attributes(id, category, grade, DonorKind.COMPANY));
    }

    static Stocked stocked(UUID id, DeviceCategory category, Grade grade, @Nullable MediaErasure erasure) {
        return new Stocked(attributes(id, category, grade, DonorKind.COMPANY, erasure));
    }

    static ProgrammeAttributes programme(Basis basis, int priceCents, List<PackItem> pack) {
        return new ProgrammeAttributes(
                PROGRAMME,
                "P-4M2K9X",
                SPONSOR,
                "Packs numériques de la rentrée",
                "",
                Set.of(REFERRER),
                STRASBOURG,
                Set.of("67", "55"),
                pack,
                List.of(),
                priceCents,
                400,
                FROM,
                UNTIL,
                basis,
                14,
                false,
                SanitisationLevel.NONE,
                List.of(),
                List.of(),
                false,
                Environment.LIVE,
                null);
    }

    static Programme.Open open() {
        return (Programme.Open)
                Programme.open(programme(Basis.GIFT, 0, List.of(laptop()))).next();
    }

    static PackItem laptop() {
        return new PackItem(DeviceCategory.LAPTOP, Grade.C, 1);
    }

    static RequestAttributes request() {
        return request(null);
    }

    static RequestAttributes request(@Nullable Eligibility eligibility) {
        return new RequestAttributes(
                REQUEST,
                "R-8C3V5N",
                PROGRAMME,
                SPONSOR,
                REFERRER,
                UUID.fromString("01985d07-9a1b-4c2d-8e3f-5a6b7c8d9e01"),
                "",
                "mark",
                STRASBOURG,
                Proof.SCHOLARSHIP,
                Environment.LIVE,
                null,
                null,
                eligibility,
                false);
    }

    static PackAttributes pack(Basis basis, int priceCents) {
        return new PackAttributes(
                PACK,
                "K-6T1W0B",
                PROGRAMME,
                REQUEST,
                SPONSOR,
                List.of(new PackedDevice(DEVICE, "D-7Q4K2M", DeviceCategory.LAPTOP, Grade.B)),
                List.of(new PackedGoods(GOODS, "Casque", 1)),
                basis,
                priceCents,
                Set.of(SPONSOR, REFERRER),
                BAS_RHIN,
                Environment.LIVE);
    }

    static Goods.Counted goods() {
        return (Goods.Counted)
                Goods.open(new GoodsAttributes(GOODS, SPONSOR, "Casque", STRASBOURG, Environment.LIVE, null), 400)
                        .next();
    }

    /** Two slots of half an hour and twelve packs. */
    static HandOverDay.Planned day() {
        return (HandOverDay.Planned)
                HandOverDay.plan(day(SLOT.from(), SLOT.until().plusSeconds(1_800), 30, 12))
                        .next();
    }

    static HandOverDayAttributes day(Instant from, Instant until, int slotMinutes, int packsPerSlot) {
        return new HandOverDayAttributes(
                DAY,
                "J-4M8Q2T",
                PROGRAMME,
                SPONSOR,
                "Bazaar St-So",
                from,
                until,
                slotMinutes,
                packsPerSlot,
                Set.of(SPONSOR, REFERRER),
                STRASBOURG,
                Environment.LIVE,
                null);
    }

    static Appointment.Booked appointment() {
        return (Appointment.Booked) Appointment.make(
                        new AppointmentAttributes(
                                APPOINTMENT,
                                PACK,
                                PROGRAMME,
                                SPONSOR,
                                Set.of(SPONSOR, REFERRER),
                                BAS_RHIN,
                                Environment.LIVE),
                        DAY,
                        SLOT)
                .next();
    }

    /** A hundred lines for students of the Bas-Rhin. */
    static ConnectivityOffer.Open offer() {
        return (ConnectivityOffer.Open) ConnectivityOffer.open(offer(Set.of("67"), List.of(CriterionKind.STUDENT)), 100)
                .next();
    }

    static ConnectivityOfferAttributes offer(Set<String> departments, List<CriterionKind> criteria) {
        return new ConnectivityOfferAttributes(
                OFFER,
                "C-5P7K2M",
                PROVIDER,
                "Internet solidaire",
                ConnectivityKind.MOBILE_DATA,
                20_480,
                6,
                200,
                departments,
                criteria,
                Set.of(REFERRER),
                FROM,
                UNTIL,
                STRASBOURG,
                Environment.LIVE,
                null);
    }

    static ConnectivityLine.Requested line() {
        return (ConnectivityLine.Requested) ConnectivityLine.request(new ConnectivityLineAttributes(
                        LINE,
                        "N-3T8W1C",
                        OFFER,
                        PROVIDER,
                        REQUEST,
                        PROGRAMME,
                        SPONSOR,
                        REFERRER,
                        BAS_RHIN,
                        Environment.LIVE))
                .next();
    }

    static Pack.BackOrdered backOrdered() {
        PackAttributes attributes = pack(Basis.GIFT, 0).of(List.of(), List.of());
        return (Pack.BackOrdered) Pack.backOrder(attributes, null).next();
    }

    static Pack.Reserved gift() {
        return (Pack.Reserved) Pack.reserve(pack(Basis.GIFT, 0), EXPIRES).next();
    }

    static Pack.Reserved forSale(int priceCents) {
        return (Pack.Reserved)
                Pack.reserve(pack(Basis.SALE, priceCents), EXPIRES).next();
    }
}
