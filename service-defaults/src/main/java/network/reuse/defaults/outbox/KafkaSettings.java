package network.reuse.defaults.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** How this service reaches Kafka: the properties that begin with {@code kafka.}, which its channels use as well. */
@ApplicationScoped
public class KafkaSettings {
    private static final String PREFIX = "kafka.";

    private final Config config;

    public KafkaSettings(Config config) {
        this.config = config;
    }

    /** The settings of a client of its own, by their Kafka names. */
    public Map<String, Object> client() {
        Map<String, Object> settings = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> settings.put(name.substring(PREFIX.length()), value));
            }
        }
        return settings;
    }
}
