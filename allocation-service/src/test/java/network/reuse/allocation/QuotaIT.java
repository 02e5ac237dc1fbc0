package network.reuse.allocation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Programmes.Taking;
import network.reuse.defaults.testing.NetworkResource;
import org.junit.jupiter.api.Test;

/** What must change a quota changes it or fails, on a real database. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "allocation"))
class QuotaIT {
    private static final UUID NO_PROGRAMME = new UUID(0, 7);

    private final Programmes programmes;
    private final BackOrders backOrders;
    private final Pool worker;

    @Inject
    QuotaIT(Programmes programmes, BackOrders backOrders, @ReactiveDataSource("worker") Pool worker) {
        this.programmes = programmes;
        this.backOrders = backOrders;
        this.worker = worker;
    }

    @Test
    void aQuotaThatIsNotThereIsNotGivenBackTo() {
        fails(connection -> programmes.giveBackOne(connection, NO_PROGRAMME, NO_PROGRAMME));
    }

    @Test
    void aQuotaThatIsNotThereIsNotShut() {
        fails(connection -> programmes.shut(connection, NO_PROGRAMME));
    }

    @Test
    void aQuotaThatIsNotThereIsNotTakenFrom() {
        fails(connection -> programmes.take(connection, List.of(new Taking(NO_PROGRAMME, 1, 1, 0))));
    }

    @Test
    void aPackThatDoesNotWaitGivesNoRankBack() {
        fails(connection -> backOrders.leave(connection, NO_PROGRAMME, NO_PROGRAMME, NO_PROGRAMME));
    }

    private void fails(Function<SqlConnection, Future<?>> write) {
        assertThatThrownBy(() -> worker.withTransaction(
                                connection -> write.apply(connection).mapEmpty())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get())
                .hasRootCauseInstanceOf(PgException.class)
                .hasMessageContaining("division by zero");
    }
}
