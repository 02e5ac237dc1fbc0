package network.reuse.gateway.passport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import network.reuse.contracts.DeviceCategory;
import network.reuse.gateway.targets.Target;
import org.jspecify.annotations.Nullable;

class CountingTest {
    private static final Target RULE = rule(List.of(Target.Basis.HAND_OVER, Target.Basis.SALE));
    private static final Instant BEFORE = Instant.parse("2025-12-31T22:59:59Z");
    private static final Instant AFTER = Instant.parse("2025-12-31T23:00:00Z");
    private static final Instant MUCH_LATER = Instant.parse("2026-06-01T10:00:00Z");

    @Example
    void whatIsHandedOverCountsBecauseOfWhenAndWhere() {
        says(
                Counting.of(handedOver("DELIVERED", BEFORE, null), RULE, MUCH_LATER),
                true,
                true,
                "Compté, une fois, parce qu'il est réemployé, d'une catégorie visée, et a été remis le 31 décembre 2025"
                        + " dans le département Haute-Marne (52), au plus tard à l'échéance du 31 décembre 2025.",
                "Counted, once, because it is reused, of a category that is meant, and was handed over on 31 December 2025"
                        + " in the department Haute-Marne (52), by the deadline of 31 December 2025.");
    }

    @Example
    void whatWasBoughtNewNeverCountsWhateverBecomesOfIt() {
        DeviceRow device = handedOver("DELIVERED", BEFORE, null);
        device.boughtNew = true;
        says(
                Counting.of(device, RULE, MUCH_LATER),
                false,
                false,
                "Non compté, parce qu'il a été acheté neuf : ce n'est pas du réemploi.",
                "Not counted, because it was bought new: that is no reuse.");
    }

    @Example
    void whatIsSoldAfterTheDeadlineCountsAndIsNotInTheResult() {
        says(
                Counting.of(handedOver("SOLD", AFTER, null), RULE, MUCH_LATER),
                true,
                false,
                "Compté, une fois, parce qu'il est réemployé, d'une catégorie visée, et a été vendu le 1 janvier 2026"
                        + " dans le département Haute-Marne (52) ; c'était après l'échéance du 31 décembre 2025,"
                        + " il n'est donc pas dans le résultat à l'échéance.",
                "Counted, once, because it is reused, of a category that is meant, and was sold on 1 January 2026"
                        + " in the department Haute-Marne (52); that was after the deadline of 31 December 2025,"
                        + " so it is not in the result at the deadline.");
    }

    @Example
    void whatIsReturnedNoLongerCounts() {
        DeviceRow device = handedOver("DELIVERED", BEFORE.minusSeconds(86_400), BEFORE);
        device.stage = "RETURNED";
        says(
                Counting.of(device, RULE, MUCH_LATER),
                false,
                false,
                "N'est plus compté, parce qu'il est revenu le 31 décembre 2025 ; il comptera de nouveau, une fois, quand il"
                        + " sera remis ou vendu.",
                "No longer counted, because it came back on 31 December 2025; it will count again, once, when it is"
                        + " handed over or sold.");
    }

    @Example
    void whatIsReturnedAfterTheDeadlineStaysInItsResult() {
        DeviceRow device = handedOver("DELIVERED", BEFORE, AFTER);
        device.stage = "SCRAPPED";
        says(
                Counting.of(device, RULE, MUCH_LATER),
                false,
                true,
                "N'est plus compté, parce qu'il est revenu le 1 janvier 2026, puis retiré pour recyclage. Il reste dans"
                        + " le résultat à l'échéance du 31 décembre 2025.",
                "No longer counted, because it came back on 1 January 2026, and then scrapped for recycling. It stays in"
                        + " the result at the deadline of 31 December 2025.");
    }

    @Example
    void whatIsLostOrScrappedDoesNotCount() {
        DeviceRow lost = device("LOST");
        says(
                Counting.of(lost, RULE, BEFORE),
                false,
                false,
                "Non compté, parce qu'il a été perdu sans avoir été remis ou vendu.",
                "Not counted, because it was lost without being handed over or sold.");
        says(
                Counting.of(device("SCRAPPED"), RULE, BEFORE),
                false,
                false,
                "Non compté, parce qu'il a été retiré pour recyclage sans avoir été remis ou vendu.",
                "Not counted, because it was scrapped for recycling without being handed over or sold.");
    }

    @Example
    void whatIsOnItsWayIsNotYetCounted() {
        says(
                Counting.of(device("READY"), RULE, BEFORE),
                false,
                false,
                "Pas encore compté, parce qu'il n'a pas été remis ou vendu.",
                "Not yet counted, because it was not handed over or sold.");
        says(
                Counting.of(device("READY"), RULE, AFTER),
                false,
                false,
                "Pas encore compté, parce qu'il n'a pas été remis ou vendu ; l'échéance du 31 décembre 2025 est passée,"
                        + " il compterait après elle.",
                "Not yet counted, because it was not handed over or sold; the deadline of 31 December 2025 is over,"
                        + " it would count after it.");
    }

    @Example
    void whatIsHandedOverOutOfTerritoryDoesNotCount() {
        DeviceRow device = handedOver("DELIVERED", BEFORE, null);
        device.region = "52";
        device.handedRegion = "52";
        device.handedDepartment = "44";
        says(
                Counting.elsewhere(device, "52", Optional.of(RULE)),
                false,
                false,
                "Non compté, parce qu'il a été remis hors territoire le 31 décembre 2025, en région Pays de la Loire (52) ;"
                        + " l'objectif compte ce qui est remis ou vendu en région Grand Est (44).",
                "Not counted, because it was handed over out of territory on 31 December 2025, in the region"
                        + " Pays de la Loire (52); the target counts what is handed over or sold in the region Grand Est (44).");
        says(
                Counting.elsewhere(device("STOCKED"), "52", Optional.of(RULE)),
                false,
                false,
                "Pas encore compté, parce qu'il se trouve hors du territoire de l'objectif (Pays de la Loire (52)) ;"
                        + " il compterait s'il était remis ou vendu en région Grand Est (44).",
                "Not yet counted, because it is out of the target's territory (Pays de la Loire (52)); it would count"
                        + " if it were handed over or sold in the region Grand Est (44).");
        assertThat(Counting.elsewhere(device, "52", Optional.empty()).why().fr())
                .isEqualTo("Non compté, parce que sa région ne s'est pas fixé d'objectif.");
    }

    @Example
    void theRuleSaysWhichCategoriesAndWhichActsCount() {
        DeviceRow screen = device("READY");
        screen.category = "SCREEN";
        says(
                Counting.of(screen, RULE, BEFORE),
                false,
                false,
                "Non compté, parce que sa catégorie n'est pas visée : l'objectif porte sur ordinateurs fixes,"
                        + " ordinateurs portables.",
                "Not counted, because its category is not meant: the target is about desktops, laptops.");
        says(
                Counting.of(handedOver("DELIVERED", BEFORE, null), rule(List.of(Target.Basis.SALE)), MUCH_LATER),
                false,
                false,
                "Non compté, parce qu'il a été remis et que l'objectif compte ce qui est vendu.",
                "Not counted, because it was handed over and the target counts what is sold.");
    }

    @Example
    void theSandboxNeverCounts() {
        DeviceRow device = handedOver("SOLD", BEFORE, null);
        device.env = "TEST";
        assertThat(Counting.of(device, RULE, MUCH_LATER).counts()).isFalse();
        assertThat(Counting.of(device, RULE, MUCH_LATER).why().en()).contains("sandbox");
    }

    private static void says(
            Passport.Counting counting, boolean counts, boolean atDeadline, String french, String english) {
        assertThat(counting)
                .isEqualTo(new Passport.Counting(counts, atDeadline, "44-v1", new Sentence(french, english)));
    }

    private static DeviceRow device(String stage) {
        DeviceRow device = new DeviceRow();
        device.env = "LIVE";
        device.stage = stage;
        device.category = "LAPTOP";
        device.region = "44";
        device.origin = "44";
        return device;
    }

    private static DeviceRow handedOver(String as, Instant at, @Nullable Instant until) {
        DeviceRow device = device(as);
        device.handedAs = as;
        device.handedCategory = "LAPTOP";
        device.handedRegion = "44";
        device.handedDepartment = "52";
        device.handedAt = at;
        device.handedUntil = until;
        return device;
    }

    private static Target rule(List<Target.Basis> basis) {
        return new Target(
                "44",
                1,
                20_000,
                LocalDate.of(2025, 12, 31),
                List.of(DeviceCategory.DESKTOP, DeviceCategory.LAPTOP),
                basis,
                Target.Provenance.REUSED,
                Target.Place.HAND_OVER_PLACE);
    }
}
