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
import java.util.List;
import network.reuse.allocation.domain.Programme.Uses;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.ProgrammeAmended;
import network.reuse.contracts.AllocationEvent.ProgrammeClosed;
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

        open.requireRequestable(REFERRER, STRASBOURG, FROM.minusDays(30));
        open.requireRequestable(SPONSOR, MEUSE, UNTIL);
        assertThat(refusal(() -> open.requireRequestable(WORKSHOP, STRASBOURG, FROM))
                        .code())
                .isEqualTo("not_a_referrer");
        assertThat(refusal(() -> open.requireRequestable(REFERRER, new Territory("52", "44", "44109"), FROM))
                        .faults()
                        .getFirst()
                        .code())
                .isEqualTo("out_of_territory");
        assertThat(refusal(() -> open.requireRequestable(REFERRER, STRASBOURG, UNTIL.plusDays(1)))
                        .code())
                .isEqualTo("programme_closed");
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
            Decision<Programme, AllocationEvent> amended =
                    open.amend(quota, FROM, UNTIL, NONE, "Rallonge", new Uses(12, true, true), FROM);
            assertThat(amended.next().attributes().quota()).isEqualTo(quota);
            assertThat(amended.events()).hasSize(quota == 400 ? 0 : 1);
        }
        for (int quota : new int[] {1, 11}) {
            assertThat(refusal(() -> open.amend(quota, FROM, UNTIL, NONE, "Coupe", new Uses(12, true, true), FROM))
                            .code())
                    .isEqualTo("quota_below_taken");
        }
        assertThat(open.amend(401, FROM, UNTIL, NONE, "Un de plus", new Uses(0, false, false), FROM)
                        .events())
                .containsExactly(
                        new ProgrammeAmended(PROGRAMME, 401, FROM.toString(), UNTIL.toString(), "Un de plus", NONE));
    }

    @Test
    void itsDaysAreAmendedButLeaveNothingOutThatWasDone() {
        Programme.Open open = Given.open();
        LocalDate today = FROM.plusDays(30);

        for (Uses uses : List.of(new Uses(0, true, false), new Uses(0, true, true), new Uses(5, true, true))) {
            assertThat(refusal(() -> open.amend(400, FROM, today.minusDays(1), NONE, "Plus court", uses, today))
                            .code())
                    .isEqualTo("days_in_use");
            assertThat(open.amend(400, FROM.minusDays(9), today, NONE, "Plus court", uses, today)
                            .events())
                    .hasSize(1);
        }
        assertThat(refusal(() -> open.amend(
                                400, FROM.plusDays(1), UNTIL, NONE, "Plus tard", new Uses(0, true, true), today))
                        .code())
                .isEqualTo("days_in_use");
        assertThat(open.amend(400, FROM.plusDays(1), UNTIL, NONE, "Plus tard", new Uses(0, true, false), today)
                        .events())
                .hasSize(1);
        assertThat(open.amend(400, FROM, FROM, NONE, "Un jour", new Uses(0, false, false), today)
                        .events())
                .hasSize(1);
        assertThat(refusal(() -> open.amend(400, UNTIL, FROM, NONE, "À l'envers", new Uses(0, false, false), today))
                        .faults()
                        .getFirst()
                        .code())
                .isEqualTo("before_from");
    }

    @Test
    void itsMinimumLevelIsAmendedWhateverIsTakenAndToldWithTheRest() {
        Programme.Open open = Given.open();
        Uses used = new Uses(12, true, true);

        Decision<Programme, AllocationEvent> raised =
                open.amend(400, FROM, UNTIL, SanitisationLevel.PURGE, "Données sensibles", used, FROM);

        assertThat(raised.next().attributes().minimumLevel()).isEqualTo(SanitisationLevel.PURGE);
        assertThat(raised.events())
                .containsExactly(new ProgrammeAmended(
                        PROGRAMME,
                        400,
                        FROM.toString(),
                        UNTIL.toString(),
                        "Données sensibles",
                        SanitisationLevel.PURGE));
        assertThat(open.amend(400, FROM, UNTIL, NONE, "Pareil", used, FROM).events())
                .isEmpty();
    }

    @Test
    void whatAReturnFreedIsTakenAgainOnlyWhileItIsThere() {
        Programme.Open keeps = Given.open();
        Programme.Open frees = new Programme.Open(freeing(keeps.attributes()));

        keeps.requireRoomForReturned(400);
        frees.requireRoomForReturned(399);
        assertThat(refusal(() -> frees.requireRoomForReturned(400)).code()).isEqualTo("quota_used_up");
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
                from.env(),
                from.partnerRef());
    }

    private static Refusal refusal(ThrowingCallable move) {
        return catchThrowableOfType(Refusal.class, move);
    }
}
