package network.reuse.defaults.inbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.lang.reflect.Proxy;
import java.util.List;
import network.reuse.defaults.outbox.KafkaSettings;
import network.reuse.defaults.outbox.SharedProducer;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.schema.Schema;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class ConsumersTest {
    @Test
    void theGuardAgainstASecondEffectIsSwitchedOffInDevelopmentAlone() {
        assertThatThrownBy(() -> consumers(false, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reuse.consumer.guard=false")
                .hasMessageContaining("reuse.development=true");
        assertThatCode(() -> consumers(false, true)).doesNotThrowAnyException();
        assertThatCode(() -> consumers(true, false)).doesNotThrowAnyException();
    }

    private static Consumers consumers(boolean guarding, boolean development) {
        return new Consumers(
                unused(Pool.class),
                unused(Vertx.class),
                new PeriodicJobs(unused(Vertx.class), new Schema(unused(Vertx.class), List.of(), unused(Pool.class))),
                new SharedProducer(new KafkaSettings(unused(Config.class))),
                new SimpleMeterRegistry(),
                "test",
                guarding,
                development);
    }

    private static <T> T unused(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> {
            throw new UnsupportedOperationException(method.getName());
        }));
    }
}
