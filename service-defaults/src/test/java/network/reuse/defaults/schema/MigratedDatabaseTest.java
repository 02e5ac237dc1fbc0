package network.reuse.defaults.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.sqlclient.Pool;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigratedDatabaseTest {
    private static final Pool UNASKED =
            (Pool) Proxy.newProxyInstance(Pool.class.getClassLoader(), new Class<?>[] {Pool.class}, (_, method, _) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    @Test
    void whatABuildBringsAreTheMigrationsInItsFoldersAlone() {
        assertThat(MigratedDatabase.of("keys", List.of("db/rights", "db/keys"), UNASKED)
                        .brought())
                .contains("V1__person_keys.sql", "V2__no_samples_of_keys.sql")
                .allMatch(file -> file.startsWith("V"));
    }

    @Test
    void aBuildWithoutAnyIsRefused() {
        assertThatThrownBy(() -> MigratedDatabase.of("keys", List.of("db/rights"), UNASKED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no migration of keys");
    }
}
