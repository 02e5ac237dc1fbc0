package network.reuse.allocation.domain;

import static network.reuse.allocation.domain.Given.FROM;
import static network.reuse.allocation.domain.Given.MEUSE;
import static network.reuse.allocation.domain.Given.PROGRAMME;
import static network.reuse.allocation.domain.Given.REFERRER;
import static network.reuse.allocation.domain.Given.SPONSOR;
import static network.reuse.allocation.domain.Given.STRASBOURG;
import static network.reuse.allocation.domain.Given.UNTIL;
import static network.reuse.allocation.domain.Given.WORKSHOP;
import static network.reuse.contracts.SanitisationLevel.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import network.reuse.allocation.domain.Programme.ShareUse;
import network.reuse.allocation.domain.Programme.Uses;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.ProgrammeAmended;
import network.reuse.contracts.AllocationEvent.ProgrammeClosed;
import network.reuse.contracts.AllocationEvent.ProgrammeIdentificationDeclared;
import network.reuse.contracts.AllocationEvent.Share;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Territory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProgrammeTest {

    @Test
    void theSponsorAndItsReferrersSeeIt() {
        assertThat(Given.open().attributes().parties()).containsExactlyInAnyOrder(SPONSOR, REFERRER);
        assertThat(Given.open().owners()).containsExactly(SPONSOR);
    }

    @Test
    void itsTermsHoldTogether() {
        Refusal refusal = refusal(
                () -> Programme.open(Given.programme(Basis.GIFT, 100, List.of(Given.laptop(), Given.laptop()))));

        assertThat(refusal.faults())
                .extracting(Refusal.Fault::code)
                .containsExactly("category_twice", "gift_has_no_price");
    }

    @Test
    void onlyItsReferrersAskFromItsTerritoryUntilItsLastDay() {
        Programme.Open open = Given.open();

        open.requireAsking(REFERRER, FROM.minusDays(30));
        open.requireAsking(SPONSOR, UNTIL);
        open.requireWithin(STRASBOURG);
        open.requireWithin(MEUSE);
        assertThat(refusal(() -> open.requireAsking(WORKSHOP, FROM))
                        .faults()
                        .getFirst()
                        .code())
                .isEqualTo("unknown_programme");
        assertThat(refusal(() -> open.requireWithin(new Territory("52", "44", "44109")))
                        .faults()
                        .getFirst()
                        .code())
                .isEqualTo("out_of_territory");
        assertThat(refusal(() -> open.requireAsking(REFERRER, UNTIL.plusDays(1)))
                        .code())
                .isEqualTo("programme_closed");
    }

    @Test
    void householdsAreToldApartOtherwiseOnlyBeforeAnybodyAsksInTheGroup() {
        Programme.Open open = Given.open();

        assertThat(open.identify(true, true, null).events())
                .containsExactly(new ProgrammeIdentificationDeclared(PROGRAMME, true));
        assertThat(open.identify(false, true, "P-7Q4K2M").next()).isEqualTo(open);
        Refusal refusal = refusal(() -> open.identify(true, false, "P-7Q4K2M"));
        assertThat(refusal.code()).isEqualTo("identification_in_use");
        assertThat(refusal.extensions()).containsEntry("programme", "P-7Q4K2M");
        assertThat(new Programme.Draft(open.attributes())
                        .identify(true, false, null)
                        .events())
                .as("of a draft nothing is said")
                .isEmpty();
    }

    @Test
    void packsAreReservedWithinItsDaysWhileItIsOpen() {
        Programme.Open open = Given.open();

        open.requireReservable(FROM);
        open.requireReservable(UNTIL);
        assertThat(refusal(() -> open.requireReservable(FROM.minusDays(1))).code())
                .isEqualTo("programme_closed");
        assertThat(refusal(() -> open.close("fin").next().requireOpen()).code()).isEqualTo("programme_closed");
        assertThat(open.close("fin").events()).containsExactly(new ProgrammeClosed(PROGRAMME, "fin"));
    }

    @Test
    void itsQuotaIsAmendedButNeverBelowWhatIsTaken() {
        Programme.Open open = Given.open();

        for (int quota : new int[] {12, 13, 400, 100_000}) {
            Decision<Programme, AllocationEvent> amended = open.amend(
                    quota,
                    List.of(),
                    FROM,
                    UNTIL,
                    NONE,
                    List.of(),
                    "Rallonge",
                    new Uses(12, true, true, Map.of(), 0),
                    FROM);
            assertThat(amended.next().attributes().quota()).isEqualTo(quota);
            assertThat(amended.events()).hasSize(quota == 400 ? 0 : 1);
        }
        for (int quota : new int[] {1, 11}) {
            assertThat(refusal(() -> open.amend(
                                    quota,
                                    List.of(),
                                    FROM,
                                    UNTIL,
                                    NONE,
                                    List.of(),
                                    "Coupe",
                                    new Uses(12, true, true, Map.of(), 0),
                                    FROM))
                            .code())
                    .isEqualTo("quota_below_taken");
        }
        assertThat(open.amend(
                                401,
                                List.of(),
                                FROM,
                                UNTIL,
                                NONE,
                                List.of(),
                                "Un de plus",
                                new Uses(0, false, false, Map.of(), 0),
                                FROM)
                        .events())
                .containsExactly(new ProgrammeAmended(
                        PROGRAMME, 401, FROM.toString(), UNTIL.toString(), "Un de plus", NONE, null, null));
    }

    @Test
    void itsDaysAreAmendedButLeaveNothingOutThatWasDone() {
        Programme.Open open = Given.open();
        LocalDate today = FROM.plusDays(30);

        for (Uses uses : List.of(
                new Uses(0, true, false, Map.of(), 0),
                new Uses(0, true, true, Map.of(), 0),
                new Uses(5, true, true, Map.of(), 0))) {
            assertThat(refusal(() -> open.amend(
                                    400,
                                    List.of(),
                                    FROM,
                                    today.minusDays(1),
                                    NONE,
                                    List.of(),
                                    "Plus court",
                                    uses,
                                    today))
                            .code())
                    .isEqualTo("days_in_use");
            assertThat(open.amend(400, List.of(), FROM.minusDays(9), today, NONE, List.of(), "Plus court", uses, today)
                            .events())
                    .hasSize(1);
        }
        assertThat(refusal(() -> open.amend(
                                400,
                                List.of(),
                                FROM.plusDays(1),
                                UNTIL,
                                NONE,
                                List.of(),
                                "Plus tard",
                                new Uses(0, true, true, Map.of(), 0),
                                today))
                        .code())
                .isEqualTo("days_in_use");
        assertThat(open.amend(
                                400,
                                List.of(),
                                FROM.plusDays(1),
                                UNTIL,
                                NONE,
                                List.of(),
                                "Plus tard",
                                new Uses(0, true, false, Map.of(), 0),
                                today)
                        .events())
                .hasSize(1);
        assertThat(open.amend(
                                400,
                                List.of(),
                                FROM,
                                FROM,
                                NONE,
                                List.of(),
                                "Un jour",
                                new Uses(0, false, false, Map.of(), 0),
                                today)
                        .events())
                .hasSize(1);
        assertThat(refusal(() -> open.amend(
                                400,
                                List.of(),
                                UNTIL,
                                FROM,
                                NONE,
                                List.of(),
                                "À l'envers",
                                new Uses(0, false, false, Map.of(), 0),
                                today))
                        .faults()
                        .getFirst()
                        .code())
                .isEqualTo("before_from");
    }

    @Test
    void itsMinimumLevelIsAmendedWhateverIsTakenAndToldWithTheRest() {
        Programme.Open open = Given.open();
        Uses used = new Uses(12, true, true, Map.of(), 0);

        Decision<Programme, AllocationEvent> raised = open.amend(
                400, List.of(), FROM, UNTIL, SanitisationLevel.PURGE, List.of(), "Données sensibles", used, FROM);

        assertThat(raised.next().attributes().minimumLevel()).isEqualTo(SanitisationLevel.PURGE);
        assertThat(raised.events())
                .containsExactly(new ProgrammeAmended(
                        PROGRAMME,
                        400,
                        FROM.toString(),
                        UNTIL.toString(),
                        "Données sensibles",
                        SanitisationLevel.PURGE,
                        null,
                        null));
        assertThat(open.amend(400, List.of(), FROM, UNTIL, NONE, List.of(), "Pareil", used, FROM)
                        .events())
                .isEmpty();
    }

    @Test
    void whatAReturnFreedIsTakenAgainOnlyWhileItIsThere() {
        Programme.Open keeps = Given.open();
        Programme.Open frees = new Programme.Open(freeing(keeps.attributes()));

        keeps.requireRoomForReturned(400, null);
        frees.requireRoomForReturned(399, null);
        assertThat(refusal(() -> frees.requireRoomForReturned(400, null)).code())
                .isEqualTo("quota_used_up");
        assertThat(refusal(() -> frees.requireRoomForReturned(399, new ShareUse("Bellevue", 9, 9)))
                        .code())
                .isEqualTo("share_used_up");
    }

    @Test
    void aDraftIsItsSponsorsAloneAndIsSaidOnceItIsOpened() {
        Decision<Programme, AllocationEvent> drafted =
                Programme.draft(Given.open().attributes());
        Programme.Draft draft = (Programme.Draft) drafted.next();

        assertThat(drafted.events()).isEmpty();
        assertThat(draft.readers()).containsExactly(SPONSOR);
        assertThat(draft.amend(
                        9,
                        List.of(),
                        FROM,
                        UNTIL,
                        NONE,
                        List.of(),
                        "Autre",
                        new Uses(0, false, false, Map.of(), 0),
                        FROM))
                .isEqualTo(Decision.of(
                        new Programme.Draft(draft.attributes().amended(9, List.of(), FROM, UNTIL, NONE, List.of()))));
        assertThat(refusal(draft::requireOpen).code()).isEqualTo("programme_draft");
        assertThat(draft.open()).isEqualTo(Programme.open(draft.attributes()));
        assertThat(draft.open().next().readers()).containsExactlyInAnyOrder(SPONSOR, REFERRER);
    }

    @Test
    void oneThatIsSuspendedKeepsItsTermsAndTakesNothing() {
        Programme.Suspended suspended =
                (Programme.Suspended) Given.open().suspend("Retard").next();

        assertThat(refusal(suspended::requireOpen).code()).isEqualTo("programme_suspended");
        assertThat(suspended.keepsBackOrder(UNTIL)).isTrue();
        assertThat(suspended.keepsBackOrder(UNTIL.plusDays(1))).isFalse();
        assertThat(suspended.resume("Arrivé").next()).isEqualTo(Given.open());
        assertThat(suspended.close("fin").next().keepsBackOrder(FROM)).isFalse();
        assertThat(suspended
                        .amend(
                                500,
                                List.of(),
                                FROM,
                                UNTIL,
                                NONE,
                                List.of(),
                                "Plus",
                                new Uses(0, true, true, Map.of(), 0),
                                FROM)
                        .next()
                        .status())
                .isEqualTo(ProgrammeStatus.SUSPENDED);
    }

    private static final Share BELLEVUE = new Share("Bellevue", 132, null, List.of("QN04401M", "qn 04402m"));
    private static final Share OF_REFERRER = new Share("Prescripteur", 100, REFERRER, List.of());

    private static Programme.Open divided(Share... shares) {
        return (Programme.Open)
                Programme.open(Given.open().attributes().amended(400, List.of(shares), FROM, UNTIL, NONE, List.of()))
                        .next();
    }

    @Test
    void aRequestIsInTheFirstShareThatIsForIt() {
        Programme.Open open = divided(BELLEVUE, OF_REFERRER);

        assertThat(open.requireShare(REFERRER, "QN04402M", FROM)).isEqualTo("Bellevue");
        assertThat(open.requireShare(SPONSOR, " qn04401m", FROM)).isEqualTo("Bellevue");
        assertThat(open.requireShare(REFERRER, "QN9", FROM)).isEqualTo("Prescripteur");
        assertThat(open.requireShare(REFERRER, null, FROM)).isEqualTo("Prescripteur");
        assertThat(open.requireShare(SPONSOR, null, FROM))
                .as("168 are in no share")
                .isNull();
        assertThat(refusal(() -> divided(BELLEVUE, new Share("Nord", 268, null, List.of("N")))
                                .requireShare(REFERRER, null, FROM))
                        .faults()
                        .getFirst()
                        .code())
                .isEqualTo("no_share");
        assertThat(Given.open().requireShare(REFERRER, "QN04401M", FROM)).isNull();
    }

    @Test
    void requestsAreAcceptedInItsWavesAndEachIsAPartOfTheQuota() {
        Wave first = new Wave("Première", FROM, FROM.plusDays(9), 100);
        Wave second = new Wave("Deuxième", FROM.plusDays(20), FROM.plusDays(29), 300);
        Programme.Open open = new Programme.Open(
                Given.open().attributes().amended(400, List.of(), FROM, UNTIL, NONE, List.of(second, first)));

        open.requireAsking(REFERRER, FROM.plusDays(9));
        assertThat(open.requireShare(REFERRER, "QN9", FROM)).isEqualTo("Première");
        assertThat(open.requireShare(REFERRER, null, FROM.plusDays(29))).isEqualTo("Deuxième");
        for (int day : new int[] {-1, 10, 30}) {
            Refusal refusal = refusal(() -> open.requireAsking(REFERRER, FROM.plusDays(day)));
            assertThat(refusal.code()).isEqualTo("outside_waves");
            assertThat(refusal.extensions())
                    .isEqualTo(
                            switch (day) {
                                case -1 -> Map.of("next", first.told());
                                case 10 -> Map.of("next", second.told());
                                default -> Map.of();
                            });
        }
        assertThat(open.attributes().outsideOfParts()).isZero();
    }

    @Test
    void sharesHoldTogetherAndInTheQuota() {
        Refusal refusal = refusal(() -> divided(
                BELLEVUE,
                new Share("Bellevue", 268, null, List.of("N")),
                new Share("Personne", 1, null, List.of()),
                new Share("Autre", 1, WORKSHOP, List.of("N"))));

        assertThat(refusal.faults())
                .extracting(Refusal.Fault::code)
                .containsExactly("label_twice", "share_for_nobody", "share_for_nobody", "shares_above_quota");
        assertThat(refusal.faults().getFirst().pointer()).isEqualTo("/shares/1/label");
    }

    @Test
    void sharesAreAmendedButNeverBelowWhatIsTakenAndKeepTheirNames() {
        Programme.Open open = divided(BELLEVUE, OF_REFERRER);
        Uses used = new Uses(150, true, true, Map.of("Bellevue", 20, "Prescripteur", 0), 0);

        Decision<Programme, AllocationEvent> amended = open.amend(
                400,
                List.of(OF_REFERRER, new Share("Bellevue", 20, null, List.of("N"))),
                FROM,
                UNTIL,
                NONE,
                List.of(),
                "Autrement",
                used,
                FROM);
        assertThat(amended.events()).hasSize(1);
        assertThat(amended.next().attributes().outsideOfParts()).isEqualTo(280);
        for (List<Share> shares : List.of(
                List.of(OF_REFERRER, new Share("Bellevue", 19, null, List.of("N"))),
                List.of(new Share("Bellevue", 171, null, List.of("N")), OF_REFERRER))) {
            assertThat(refusal(() -> open.amend(400, shares, FROM, UNTIL, NONE, List.of(), "Trop peu", used, FROM))
                            .code())
                    .isEqualTo("share_below_taken");
        }
        assertThat(refusal(() -> open.amend(400, List.of(BELLEVUE), FROM, UNTIL, NONE, List.of(), "Sans", used, FROM))
                        .code())
                .isEqualTo("share_in_use");
        assertThat(refusal(() -> open.amend(
                                150,
                                List.of(new Share("Bellevue", 150, null, List.of("N"))),
                                FROM,
                                UNTIL,
                                NONE,
                                List.of(),
                                "Tout en parts",
                                new Uses(0, true, false, Map.of(), 3),
                                FROM))
                        .code())
                .isEqualTo("requests_in_no_share");
        assertThat(open.amend(
                                400,
                                List.of(),
                                FROM,
                                UNTIL,
                                NONE,
                                List.of(),
                                "Sans parts",
                                new Uses(9, true, true, Map.of(), 0),
                                FROM)
                        .events())
                .containsExactly(new ProgrammeAmended(
                        PROGRAMME, 400, FROM.toString(), UNTIL.toString(), "Sans parts", NONE, List.of(), null));
    }

    @Property(tries = 300)
    void whateverIsTakenAndGivenBackNeitherAShareNorTheQuotaIsOverdrawn(
            @ForAll @Size(max = 4) List<@IntRange(min = 1, max = 9) Integer> counts,
            @ForAll @IntRange(max = 9) int outside,
            @ForAll @Size(max = 80) List<@IntRange(min = -5, max = 4) Integer> steps) {
        List<Share> shares = new ArrayList<>();
        for (Integer count : counts) {
            shares.add(new Share("S" + shares.size(), count, null, List.of("C" + shares.size())));
        }
        int quota = outside + counts.stream().mapToInt(Integer::intValue).sum();
        Programme.Open open =
                new Programme.Open(Given.open().attributes().amended(quota, shares, FROM, UNTIL, NONE, List.of()));
        int[] taken = new int[shares.size() + 1];
        for (int step : steps) {
            int share = Math.min(step < 0 ? -step - 1 : step, shares.size());
            if (step < 0) {
                taken[share] = Math.max(0, taken[share] - 1);
                continue;
            }
            boolean isOutside = share == shares.size();
            ShareUse use = shares.isEmpty()
                    ? null
                    : new ShareUse(
                            isOutside ? ShareUse.OUTSIDE : shares.get(share).label(),
                            isOutside ? outside : shares.get(share).count(),
                            taken[share]);
            try {
                open.requireRoom(IntStream.of(taken).sum(), use);
                taken[share]++;
            } catch (Refusal refusal) {
                assertThat(refusal.code()).isIn("quota_used_up", "share_used_up");
            }
            assertThat(IntStream.of(taken).sum()).isLessThanOrEqualTo(quota);
            for (int i = 0; i < shares.size(); i++) {
                assertThat(taken[i]).isLessThanOrEqualTo(shares.get(i).count());
            }
            assertThat(taken[shares.size()]).isLessThanOrEqualTo(outside);
        }
    }

    private static ProgrammeAttributes freeing(ProgrammeAttributes from) {
        return new ProgrammeAttributes(
                from.id(),
                from.code(),
                from.sponsor(),
                from.name(),
                from.group(),
                from.referrers(),
                from.territory(),
                from.departments(),
                from.pack(),
                from.goods(),
                from.priceCents(),
                from.quota(),
                from.from(),
                from.until(),
                from.basis(),
                from.reservationDays(),
                true,
                from.minimumLevel(),
                from.shares(),
                from.waves(),
                from.backOrder(),
                from.env(),
                from.partnerRef());
    }

    private static Refusal refusal(ThrowingCallable move) {
        return catchThrowableOfType(Refusal.class, move);
    }
}
