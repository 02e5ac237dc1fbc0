package network.reuse.mediation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.mediation.domain.SeatShift;
import network.reuse.mediation.persistence.Workshops;
import org.junit.jupiter.api.Test;

/** What must change the seats of a workshop changes them or fails, on a real database. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "mediation"))
class SeatsIT {
    private final Workshops workshops;
    private final Pool pool;

    @Inject
    SeatsIT(Workshops workshops, Pool pool) {
        this.workshops = workshops;
        this.pool = pool;
    }

    @Test
    void seatsOfNoWorkshopAreNotGivenBack() {
        assertThatThrownBy(() -> pool.withTransaction(connection -> workshops
                                .shift(connection, new UUID(0, 7), SeatShift.CANCELLED, Instant.now())
                                .mapEmpty())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get())
                .hasRootCauseInstanceOf(PgException.class)
                .hasMessageContaining("division by zero");
    }
}
