package network.reuse.servers;

import java.util.LinkedHashMap;
import java.util.Map;

/** A Kafka broker with its super user {@code admin}. */
public interface Broker extends Server {

    /** The address of the client listener. */
    String bootstrap();

    /** The super user's password. */
    String password();

    /** The settings with which a client speaks to this broker as the given user. */
    default Map<String, Object> client(String user, String userPassword) {
        return client(bootstrap(), user, userPassword);
    }

    /** The settings with which a client speaks to the broker at that address. */
    static Map<String, Object> client(String bootstrap, String user, String userPassword) {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + userPassword + "\";");
        return settings;
    }
}
