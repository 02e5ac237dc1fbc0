package network.reuse.servers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Kafka broker with its super user {@code admin}. */
public interface Broker extends Server {

    /** The address of the client listener. */
    String bootstrap();

    /** The super user's password. */
    String password();

    /** The certificate of the authority that vouches for it, as a PEM file; null when it speaks in clear text. */
    @Nullable Path authority();

    /** The settings with which a client speaks to this broker as the given user. */
    default Map<String, Object> client(String user, String userPassword) {
        return client(bootstrap(), authority(), user, userPassword);
    }

    /** The settings with which a client speaks to the broker at that address, by TLS where there is an authority. */
    static Map<String, Object> client(String bootstrap, @Nullable Path authority, String user, String userPassword) {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("security.protocol", authority == null ? "SASL_PLAINTEXT" : "SASL_SSL");
        if (authority != null) {
            settings.put("ssl.truststore.type", "PEM");
            settings.put("ssl.truststore.location", authority.toString());
        }
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + userPassword + "\";");
        return settings;
    }
}
