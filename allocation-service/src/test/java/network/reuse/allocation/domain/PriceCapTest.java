package network.reuse.allocation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import network.reuse.allocation.domain.PriceCap.Piece;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Grade;
import network.reuse.contracts.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceCapTest {
    private static final PriceCap DECREE = PriceCap.FR_2022_1413;
    private static final LocalDate TODAY = LocalDate.parse("2026-09-18");

    @Test
    void aLaptopThatARegionGaveIsRefusedAt181EurosWithTheRuleAndItsVersionAndACompanysIsNot() {
        Refusal refusal = refusal(() ->
                DECREE.require(18_100, List.of(piece(DeviceCategory.LAPTOP, DonorKind.PUBLIC_BODY, null)), "/prices"));

        assertThat(refusal.code()).isEqualTo("price_above_legal_cap");
        assertThat(refusal.extensions())
                .isEqualTo(Map.of("capCents", 18_000, "rule", "FR-2022-1413", "ruleVersion", 1));
        assertThat(refusal.french()).contains("18000").contains("FR-2022-1413, version 1");
        assertThat(DECREE.require(18_100, List.of(piece(DeviceCategory.LAPTOP, DonorKind.COMPANY, null)), "/prices"))
                .isNull();
        assertThat(DECREE.require(
                        18_000, List.of(piece(DeviceCategory.LAPTOP, DonorKind.PUBLIC_BODY, null)), "/prices"))
                .isEqualTo(18_000);
    }

    @Test
    void theCapsAreThoseOfTheDecree() {
        assertThat(DECREE.caps())
                .isEqualTo(Map.of(
                        DeviceCategory.LAPTOP, 18_000,
                        DeviceCategory.DESKTOP, 15_000,
                        DeviceCategory.TABLET, 10_000,
                        DeviceCategory.SMARTPHONE, 10_000,
                        DeviceCategory.SCREEN, 3_000,
                        DeviceCategory.PRINTER, 3_000));
        assertThat(DECREE.caps()).containsOnlyKeys(DeviceCategory.values());
    }

    @Test
    void theCapOfADesktopIsThatOfItsScreenAsWell() {
        Piece desktop = piece(DeviceCategory.DESKTOP, DonorKind.PUBLIC_BODY, null);
        Piece screen = piece(DeviceCategory.SCREEN, DonorKind.PUBLIC_BODY, null);

        assertThat(DECREE.require(15_000, List.of(screen, desktop), "/prices")).isEqualTo(15_000);
        assertThat(refusal(() -> DECREE.require(15_001, List.of(screen, desktop), "/prices"))
                        .extensions())
                .containsEntry("capCents", 15_000);
        assertThat(DECREE.require(18_000, List.of(desktop, screen, screen), "/prices"))
                .isEqualTo(18_000);
        assertThat(refusal(() -> DECREE.require(
                                18_000,
                                List.of(
                                        piece(DeviceCategory.DESKTOP, DonorKind.PUBLIC_BODY, 15_000),
                                        piece(DeviceCategory.SCREEN, DonorKind.PUBLIC_BODY, 3_000)),
                                "/prices"))
                        .code())
                .isEqualTo("price_above_legal_cap");
    }

    @Test
    void theVersionOfTheDayOfTheSaleHolds() {
        LocalDate change = LocalDate.parse("2027-01-01");
        PriceCap later =
                new PriceCap(DECREE.rule(), 2, change, "Décret à venir", Map.of(DeviceCategory.LAPTOP, 20_000));
        List<PriceCap> rules = List.of(later, DECREE);

        assertThat(PriceCap.on(rules, change.minusDays(1))).isEqualTo(DECREE);
        assertThat(PriceCap.on(rules, change)).isEqualTo(later);
        assertThat(PriceCap.on(rules, DECREE.from().minusYears(1))).isEqualTo(DECREE);
        assertThat(PriceCap.on(TODAY)).isEqualTo(DECREE);
    }

    @Test
    void aMixedPackIsHeldToTheCapsOfItsPublicDevicesUnlessEachDeviceHasAPrice() {
        Piece ofRegion = piece(DeviceCategory.LAPTOP, DonorKind.PUBLIC_BODY, null);
        Piece ofCompany = piece(DeviceCategory.SCREEN, DonorKind.COMPANY, null);

        assertThat(DECREE.require(18_000, List.of(ofRegion, ofCompany), "/prices"))
                .isEqualTo(18_000);
        Refusal whole = refusal(() -> DECREE.require(18_001, List.of(ofRegion, ofCompany), "/prices"));
        assertThat(whole.english()).contains("State a price of each device");
        assertThat(DECREE.require(
                        24_000,
                        List.of(
                                piece(DeviceCategory.LAPTOP, DonorKind.PUBLIC_BODY, 18_000),
                                piece(DeviceCategory.SCREEN, DonorKind.COMPANY, 6_000)),
                        "/prices"))
                .isEqualTo(18_000);
        Refusal each = refusal(() -> DECREE.require(
                24_000,
                List.of(
                        piece(DeviceCategory.SCREEN, DonorKind.COMPANY, 5_999),
                        piece(DeviceCategory.LAPTOP, DonorKind.PUBLIC_BODY, 18_001)),
                "/prices"));
        assertThat(each.faults()).extracting(Refusal.Fault::pointer).containsExactly("/prices/1/priceCents");
    }

    @Test
    void pricesOfDevicesNameEachOnceAndMakeThePrice() {
        DeviceAttributes device = Given.attributes(Given.DEVICE, DeviceCategory.LAPTOP, Grade.B, DonorKind.PUBLIC_BODY);
        for (Selling selling : List.of(
                new Selling(5_000, List.of(new DevicePrice(Given.DEVICE, 4_999)), Proof.SCHOLARSHIP),
                new Selling(5_000, List.of(new DevicePrice(Given.PACK, 5_000)), Proof.SCHOLARSHIP),
                new Selling(
                        5_000,
                        List.of(new DevicePrice(Given.DEVICE, 2_500), new DevicePrice(Given.DEVICE, 2_500)),
                        Proof.SCHOLARSHIP))) {
            assertThat(refusal(() -> selling.requireLegal(DECREE, List.of(device)))
                            .faults()
                            .getFirst()
                            .code())
                    .isEqualTo("prices_differ");
        }
        assertThat(new Selling(5_000, List.of(new DevicePrice(Given.DEVICE, 5_000)), Proof.SCHOLARSHIP)
                        .requireLegal(DECREE, List.of(device)))
                .isEqualTo(18_000);
    }

    @Test
    void aQuoteTellsPriceCostAndSubsidiesApartAndTheSponsorBearsWhatIsLeft() {
        CoFinancing plan =
                new CoFinancing(5_000, 5_000, List.of(new CoFinancing.Share(Given.ENVELOPE, Given.DONOR, 15_000)));
        List<Piece> pieces = List.of(piece(DeviceCategory.LAPTOP, DonorKind.PUBLIC_BODY, null));

        Quote quote = Quote.of(DECREE, 4_000, pieces, plan, Given.SPONSOR, "/prices");

        assertThat(quote.costCents()).isEqualTo(25_000);
        assertThat(quote.capCents()).isEqualTo(18_000);
        assertThat(quote.subsidies())
                .containsExactly(
                        new Quote.Subsidy(Given.DONOR, Given.ENVELOPE, 15_000),
                        new Quote.Subsidy(Given.SPONSOR, null, 6_000));
        assertThat(quote.priceCents() + quote.subsidyCents()).isEqualTo(25_000);
        assertThat(Quote.of(DECREE, 4_000, pieces, null, Given.SPONSOR, "/prices")
                        .costCents())
                .isNull();
    }

    @Property
    void aPriceForTheWholeIsAllowedUpToTheCapsTogetherAndNoFurther(
            @ForAll @Size(max = 6) List<DeviceCategory> ofPublicBodies,
            @ForAll @Size(max = 6) List<DeviceCategory> ofCompanies,
            @ForAll @IntRange(max = 200_000) int priceCents) {
        List<Piece> pieces = IntStream.range(0, ofPublicBodies.size() + ofCompanies.size())
                .mapToObj(i -> i < ofPublicBodies.size()
                        ? piece(ofPublicBodies.get(i), DonorKind.PUBLIC_BODY, null)
                        : piece(ofCompanies.get(i - ofPublicBodies.size()), DonorKind.COMPANY, null))
                .toList();
        int withDesktops = Math.min(
                Collections.frequency(ofPublicBodies, DeviceCategory.DESKTOP),
                Collections.frequency(ofPublicBodies, DeviceCategory.SCREEN));
        int cap = ofPublicBodies.stream()
                        .mapToInt(category -> DECREE.caps().getOrDefault(category, 0))
                        .sum()
                - withDesktops * 3_000;
        boolean isAllowed = ofPublicBodies.isEmpty() || priceCents <= cap;

        assertThat(isRefused(() -> DECREE.require(priceCents, pieces, "/prices")))
                .isEqualTo(!isAllowed);
    }

    @Property
    void aPriceOfItsOwnIsAllowedUpToItsOwnCapWhateverTheOthersCost(
            @ForAll DeviceCategory category,
            @ForAll DonorKind donorKind,
            @ForAll @IntRange(max = 30_000) int priceCents,
            @ForAll @IntRange(max = 100_000) int other) {
        List<Piece> pieces =
                List.of(piece(DeviceCategory.LAPTOP, DonorKind.COMPANY, other), piece(category, donorKind, priceCents));
        boolean isAllowed = donorKind != DonorKind.PUBLIC_BODY
                || priceCents <= DECREE.caps().getOrDefault(category, 0);

        assertThat(isRefused(() -> DECREE.require(priceCents + other, pieces, "/prices")))
                .isEqualTo(!isAllowed);
    }

    private static Piece piece(DeviceCategory category, DonorKind donorKind, @Nullable Integer priceCents) {
        return new Piece(null, category, donorKind, priceCents);
    }

    private static boolean isRefused(ThrowingCallable call) {
        return refusal(call) != null;
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call);
    }
}
