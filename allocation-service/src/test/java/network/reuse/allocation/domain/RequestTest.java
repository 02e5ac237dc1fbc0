package network.reuse.allocation.domain;

import static network.reuse.allocation.domain.Given.PACK;
import static network.reuse.allocation.domain.Given.REFERRER;
import static network.reuse.allocation.domain.Given.REQUEST;
import static network.reuse.allocation.domain.Given.SPONSOR;
import static org.assertj.core.api.Assertions.assertThat;

import network.reuse.allocation.domain.Request.Declined;
import network.reuse.allocation.domain.Request.Met;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.allocation.domain.Request.Withdrawn;
import network.reuse.contracts.AllocationEvent.RequestMet;
import network.reuse.contracts.AllocationEvent.RequestReopened;
import network.reuse.contracts.AllocationEvent.RequestWithdrawn;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static final Submitted SUBMITTED =
            (Submitted) Request.submit(Given.request()).next();

    @Test
    void theHouseholdIsTakenWhileARequestWaitsOrItsPackIsOut() {
        Met met = (Met) SUBMITTED.meet(PACK).next();

        assertThat(SUBMITTED.occupiedHousehold()).isEqualTo("mark");
        assertThat(met.occupiedHousehold()).isEqualTo("mark");
        Met returned = (Met) met.markReturned().next();
        assertThat(returned.occupiedHousehold()).isNull();
        assertThat(returned.correctReturn().next()).isEqualTo(met);
        assertThat(SUBMITTED.decline("périmé").next().occupiedHousehold()).isNull();
        assertThat(SUBMITTED.withdraw("équipé").next().occupiedHousehold()).isNull();
    }

    @Test
    void bothSidesMayEndWhatWaitsAndTheSponsorAloneWhatIsMet() {
        assertThat(SUBMITTED.owners()).containsExactlyInAnyOrder(SPONSOR, REFERRER);
        assertThat(SUBMITTED.meet(PACK).next().owners()).containsExactly(SPONSOR);
        assertThat(SUBMITTED.meet(PACK).events()).containsExactly(new RequestMet(REQUEST, PACK));
    }

    @Test
    void aRequestWhosePackIsNotFetchedWaitsAgain() {
        Met met = (Met) SUBMITTED.meet(PACK).next();

        assertThat(met.reopen("expirée").next()).isEqualTo(SUBMITTED);
        assertThat(met.reopen("expirée").events()).containsExactly(new RequestReopened(REQUEST, "expirée"));
    }

    @Test
    void whoeverIsForgottenLeavesNothingThatTellsTheHouseholdApart() {
        assertThat(SUBMITTED.forget().next()).isInstanceOf(Withdrawn.class);
        assertThat(SUBMITTED.forget().events())
                .containsExactly(new RequestWithdrawn(REQUEST, Request.PERSON_FORGOTTEN));
        for (Request request : new Request[] {
            SUBMITTED,
            SUBMITTED.meet(PACK).next(),
            SUBMITTED.decline("périmé").next(),
            SUBMITTED.withdraw("équipé").next()
        }) {
            Request forgotten = request.forget().next();
            assertThat(forgotten.attributes().household()).isNull();
            assertThat(forgotten.occupiedHousehold()).isNull();
        }
        assertThat(SUBMITTED.decline("périmé").next().forget().next()).isInstanceOf(Declined.class);
    }

    @Test
    void whoeverIsForgottenWhileAPackWaitsDoesNotAskAgain() {
        Met met = (Met) SUBMITTED.meet(PACK).next().forget().next();

        assertThat(met.reopen("expirée").next()).isInstanceOf(Withdrawn.class);
        assertThat(met.reopen("expirée").events())
                .containsExactly(new RequestWithdrawn(REQUEST, Request.PERSON_FORGOTTEN));
    }

    @Test
    void aRequestIsToldNoFinerThanItsDepartment() {
        assertThat(Given.request().counted()).isEqualTo(Given.BAS_RHIN);
    }

    @Test
    void oneInTheBackOrderKeepsItsHouseholdAndMayBeGivenUpByBoth() {
        Request.Submitted submitted =
                (Request.Submitted) Request.submit(Given.request()).next();
        Request.BackOrdered waiting =
                (Request.BackOrdered) submitted.backOrder(Given.PACK).next();

        assertThat(waiting.occupiedHousehold()).isEqualTo("mark");
        assertThat(waiting.owners()).containsExactlyInAnyOrder(Given.SPONSOR, Given.REFERRER);
        assertThat(waiting.legal()).containsExactly(Request.Move.DECLINATION, Request.Move.WITHDRAWAL);
        assertThat(waiting.serve().next()).isEqualTo(submitted.meet(Given.PACK).next());
        assertThat(waiting.reopen("Annulé").next()).isEqualTo(submitted);
        assertThat(waiting.forget().next().occupiedHousehold()).isNull();
        assertThat(waiting.forget().next().status()).isEqualTo(RequestStatus.WITHDRAWN);
    }
}
