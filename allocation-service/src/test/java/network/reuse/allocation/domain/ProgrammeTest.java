package network.reuse.allocation.domain;

import static network.reuse.allocation.domain.Given.FROM;
import static network.reuse.allocation.domain.Given.MEUSE;
import static network.reuse.allocation.domain.Given.PROGRAMME;
import static network.reuse.allocation.domain.Given.REFERRER;
import static network.reuse.allocation.domain.Given.SPONSOR;
import static network.reuse.allocation.domain.Given.STRASBOURG;
import static network.reuse.allocation.domain.Given.UNTIL;
import static network.reuse.allocation.domain.Given.WORKSHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.ProgrammeClosed;
import network.reuse.contracts.Refusal;
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

    private static Refusal refusal(ThrowingCallable move) {
        return catchThrowableOfType(Refusal.class, move);
    }
}
