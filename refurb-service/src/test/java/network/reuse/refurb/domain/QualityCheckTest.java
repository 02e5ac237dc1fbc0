package network.reuse.refurb.domain;

import static network.reuse.refurb.domain.Devices.AT;
import static network.reuse.refurb.domain.Devices.BYTES;
import static network.reuse.refurb.domain.Devices.DISK;
import static network.reuse.refurb.domain.Devices.RECIPIENT;
import static network.reuse.refurb.domain.Devices.WORKSHOP;
import static network.reuse.refurb.domain.Devices.bench;
import static network.reuse.refurb.domain.Devices.cleared;
import static network.reuse.refurb.domain.Devices.complete;
import static network.reuse.refurb.domain.Devices.inventory;
import static network.reuse.refurb.domain.Devices.secondDisk;
import static network.reuse.refurb.domain.Devices.without;
import static network.reuse.refurb.domain.Devices.withoutStorage;
import static network.reuse.refurb.domain.ErasurePolicy.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Grade;
import network.reuse.contracts.LockKind;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceReady;
import network.reuse.contracts.RefurbEvent.PassedChecklist;
import network.reuse.contracts.RefurbEvent.SystemInstalled;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Scrapped;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What quality control asks of a device, and of whoever checks it. */
class QualityCheckTest {
    private static final BenchStep PASSED = new BenchStep.QualityCheck(true, List.of(), complete(), null);

    @Test
    void aPassedChecklistIsKeptAndToldWithTheVersionOfItsCriteria() {
        PassedChecklist all = new PassedChecklist(
                1, List.of(CheckItem.CHARGER, CheckItem.STORAGE, CheckItem.SYSTEM, CheckItem.BATTERY));

        var decision = graded().passQuality(complete(), null, AT, REQUIRED);

        assertThat(((Ready) decision.next()).bench().checklist()).isEqualTo(all);
        assertThat(decision.events())
                .containsExactly(
                        new DeviceReady(decision.next().attributes().id(), DeviceCategory.LAPTOP, Grade.B, all, null));
    }

    @Test
    void aCheckThatStatesNoChecklistPassesAndKeepsNone() {
        Ready ready = (Ready) graded().passQuality(null, null, AT, REQUIRED).next();

        assertThat(ready.bench().checklist()).isNull();
    }

    @Test
    void whatACheckStatedAndGaveIsGoneOnceTheDeviceIsReadyNoMore() {
        Ready ready = (Ready) graded().passQuality(complete(), 12, AT, REQUIRED).next();
        RefurbEvent.Medium larger = new RefurbEvent.Medium(DISK, MediumKind.HDD, BYTES + 1);
        Scrapped scrapped = (Scrapped) ready.scrap("cassé", REQUIRED).next();
        Received back = (Received) ((Dispatched) ready.dispatch(RECIPIENT, null).next())
                .release()
                .comeBack(WORKSHOP, 3)
                .receive()
                .next();
        assertThat(ready.bench().warrantyMonths()).isEqualTo(12);

        for (Bench bench : List.of(
                bench(ready.lock(LockKind.ACCOUNT_LOCK, null, AT)).bench(),
                bench(ready.add(secondDisk(), "trouvé")).bench(),
                bench(ready.inventory(inventory(DISK, "WD-2"))).bench(),
                bench(ready.correct(DISK, larger, "étiquette", REQUIRED)).bench(),
                scrapped.bench(),
                bench(scrapped.correctScrap("encore bon")).bench(),
                Objects.requireNonNull(back.earlier()))) {
            assertThat(bench.checklist()).isNull();
            assertThat(bench.warrantyMonths()).isNull();
            assertThat(bench.checkedAt()).isNull();
            assertThat(bench.grade()).isEqualTo(Grade.B);
        }
        assertThat(((Lost) ready.lose("vol").next()).correctLoss("retrouvé").next())
                .isEqualTo(ready);
    }

    @Test
    void aNewCheckGivesItsOwnAndNothingOfTheOneBefore() {
        Ready ready = (Ready) graded().passQuality(complete(), 12, AT, REQUIRED).next();
        OnBench open = bench(bench(ready.lock(LockKind.ACCOUNT_LOCK, null, AT)).unlock());

        Bench again = ((Ready) open.passQuality(null, null, AT.plusSeconds(60), REQUIRED)
                        .next())
                .bench();

        assertThat(again.checkedAt()).isEqualTo(AT.plusSeconds(60));
        assertThat(again.checklist()).isNull();
        assertThat(again.warrantyMonths()).isNull();
    }

    @ParameterizedTest
    @EnumSource(CheckItem.class)
    void aLaptopDoesNotPassWithoutAnyOfItsItems(CheckItem item) {
        String pointer = "/checklist/" + item.name().toLowerCase(Locale.ROOT);
        Stream.of(without(item, false), without(item, null)).forEach(checklist -> {
            Refusal refusal = refusal(() -> graded().passQuality(checklist, null, AT, REQUIRED));

            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
            assertThat(refusal.faults()).extracting(Refusal.Fault::pointer).containsExactly(pointer);
            assertThat(refusal.faults()).extracting(Refusal.Fault::code).containsExactly("check_item_missing");
        });
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() {
        Refusal refusal =
                refusal(() -> graded().passQuality(new Checklist(Map.of(CheckItem.SYSTEM, true)), null, AT, REQUIRED));

        assertThat(refusal.faults())
                .extracting(Refusal.Fault::pointer)
                .containsExactly("/checklist/charger", "/checklist/storage", "/checklist/battery");
    }

    @Test
    void whatACategoryDoesNotNeedIsNotAskedOfIt() {
        QualityCriteria criteria = QualityCriteria.at(AT);
        for (DeviceCategory category : DeviceCategory.values()) {
            Checklist lacking = new Checklist(Map.of(
                    CheckItem.CHARGER,
                    true,
                    CheckItem.STORAGE,
                    false,
                    CheckItem.SYSTEM,
                    false,
                    CheckItem.BATTERY,
                    false));
            boolean needsMore = criteria.of(category).size() > 1;
            if (needsMore) {
                assertThat(refusal(() -> lacking.requireComplete(category, graded().bench(), AT))
                                .faults())
                        .hasSize(criteria.of(category).size() - 1);
            } else {
                assertThat(lacking.requireComplete(category, graded().bench(), AT)
                                .items())
                        .isEqualTo(criteria.of(category));
            }
        }
    }

    @Test
    void aDiskThatWorksIsAmongTheMedia() {
        OnBench empty = bench(withoutStorage().grade(Grade.B, AT));

        assertThat(refusal(() -> empty.passQuality(complete(), null, AT, REQUIRED))
                        .faults()
                        .getFirst()
                        .code())
                .isEqualTo("storage_not_listed");
    }

    @Test
    void nobodyPassesTheirOwnWorkHoweverTheReferenceIsSpelled() {
        for (String same : List.of("T-07", "t-07", " t -07")) {
            Refusal refusal = refusal(() -> PASSED.on(graded(), AT, rules(QualityRule.NONE, same, Set.of("T-07"))));
            assertThat(refusal.code()).isEqualTo("same_technician");
        }
        assertThat(PASSED.on(graded(), AT, rules(QualityRule.NONE, "T-08", Set.of("T-07")))
                        .next())
                .isInstanceOf(Ready.class);
        assertThat(PASSED.on(graded(), AT, rules(QualityRule.NONE, null, Set.of("T-07")))
                        .next())
                .isInstanceOf(Ready.class);
        BenchStep failed = new BenchStep.QualityCheck(false, List.of("clavier"), null, null);
        assertThat(failed.on(graded(), AT, rules(QualityRule.NONE, "T-07", Set.of("T-07")))
                        .next())
                .isInstanceOf(OnBench.class);
    }

    @Test
    void aWorkshopThatAsksForReferencesAndChecklistsGetsThem() {
        QualityRule strict = new QualityRule(true, true, null);
        BenchStep unstated = new BenchStep.QualityCheck(true, List.of(), null, null);

        assertThat(fault(() -> PASSED.on(graded(), AT, rules(strict, null, Set.of()))))
                .isEqualTo("staff_reference_missing");
        assertThat(fault(() -> new BenchStep.Grading(Grade.C).on(graded(), AT, rules(strict, null, Set.of()))))
                .isEqualTo("staff_reference_missing");
        assertThat(fault(() -> unstated.on(graded(), AT, rules(strict, "T-08", Set.of()))))
                .isEqualTo("checklist_missing");
        assertThat(PASSED.on(graded(), AT, rules(strict, "T-08", Set.of("T-07")))
                        .next())
                .isInstanceOf(Ready.class);
    }

    @Test
    void aFileThatTellsOfAnErasureNamesNobody() {
        BenchStep byFile = new BenchStep.MediumErasure(
                Devices.DISK,
                Devices.overwritten().shownBy("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"));

        assertThat(byFile.on(graded(), AT, rules(new QualityRule(true, true, null), null, Set.of()))
                        .next())
                .isInstanceOf(OnBench.class);
    }

    @Test
    void everyCategoryHasCriteriaAndEveryItemIsExplained() {
        for (QualityCriteria criteria : QualityCriteria.ALL) {
            assertThat(criteria.items())
                    .extracting(QualityCriteria.ItemCriterion::item)
                    .containsExactly(CheckItem.values());
            assertThat(criteria.categories())
                    .extracting(QualityCriteria.CategoryNeeds::category)
                    .containsExactlyInAnyOrder(DeviceCategory.values());
        }
    }

    @Test
    void theWarrantyIsThatOfTheCheckOrElseOfTheWorkshopsRule() {
        QualityRule twelve = new QualityRule(false, false, 12);
        BenchStep six = new BenchStep.QualityCheck(true, List.of(), complete(), 6);

        assertThat(warranty(PASSED, twelve)).isEqualTo(12);
        assertThat(warranty(six, twelve)).isEqualTo(6);
        assertThat(warranty(PASSED, QualityRule.NONE)).isNull();
    }

    private static @Nullable Integer warranty(BenchStep check, QualityRule rule) {
        var decision = check.on(graded(), AT, rules(rule, null, Set.of()));
        Integer told = ((DeviceReady) decision.events().getFirst()).warrantyMonths();
        assertThat(((Ready) decision.next()).bench().warrantyMonths()).isEqualTo(told);
        return told;
    }

    @Test
    void whatIsInstalledIsToldAndForgottenOnceAMediumIsErased() {
        OnBench installed = bench(graded().install(Devices.installation(), AT));

        assertThat(graded().install(Devices.installation(), AT).events())
                .containsExactly(new SystemInstalled(
                        installed.attributes().id(), "Linux Mint", "22.3", List.of("fr"), List.of("Firefox ESR")));
        assertThat(Objects.requireNonNull(installed.bench().installation()).installedAt())
                .isEqualTo(AT);
        assertThat(bench(installed.erase(Devices.DISK, Devices.overwritten(), AT))
                        .bench()
                        .installation())
                .isNull();
        BenchStep unknown = new BenchStep.Installing(
                new TemplateReference(Devices.installation().templateId(), 9), null);
        assertThat(fault(() -> unknown.on(graded(), AT, rules(QualityRule.NONE, null, Set.of()))))
                .isEqualTo("unknown_template");
    }

    private static OnBench graded() {
        return bench(cleared().grade(Grade.B, AT));
    }

    private static StepRules rules(QualityRule rule, @Nullable String staffRef, Set<String> hands) {
        return new StepRules(SanitisationLevel.CLEAR, rule, staffRef, hands);
    }

    private static String fault(ThrowingCallable call) {
        return refusal(call).faults().getFirst().code();
    }

    private static Refusal refusal(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(Refusal.class, call));
    }
}
