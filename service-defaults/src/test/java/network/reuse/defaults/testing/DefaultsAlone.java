package network.reuse.defaults.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The defaults without a service on them, under the name of one whose database, roles and topics they take. */
public final class DefaultsAlone implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.application.name", "collection", "quarkus.http.port", "0", "quarkus.management.port", "0");
    }
}
