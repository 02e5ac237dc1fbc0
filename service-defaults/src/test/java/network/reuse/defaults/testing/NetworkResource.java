package network.reuse.defaults.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import network.reuse.servers.TestBackends;
import org.jspecify.annotations.Nullable;

/** Gives a service under test its own real PostgreSQL and Kafka, and the keys of a realm; takes the service's name as {@code service}. */
public class NetworkResource implements QuarkusTestResourceLifecycleManager {
    private String service = "";
    private @Nullable TestRealm realm;

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.getOrDefault("service", "");
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        backends(service)
                .environment()
                .forEach((name, value) ->
                        settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        // It is the one process there is, and does what the migration job does elsewhere.
        settings.put("reuse.migration.at-start", "true");
        TestRealm opened = TestRealm.open();
        realm = opened;
        settings.put("reuse.oidc.url", opened.url());
        settings.put("reuse.oidc.issuer", TestTokens.ISSUER);
        settings.put("reuse.request.body-patience", "PT3S");
        settings.put(
                "reuse.files.folder",
                Path.of("target", "files").toAbsolutePath().toString());
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        settings.put("reuse.operator.port", "0");
        settings.put("reuse.operator.key-file", TestDesk.written().toString());
        return settings;
    }

    @Override
    public void stop() {
        if (realm != null) {
            realm.close();
        }
    }

    /** The servers that this service's tests share. */
    public static TestBackends backends(String service) {
        return TestBackends.start(service);
    }
}
