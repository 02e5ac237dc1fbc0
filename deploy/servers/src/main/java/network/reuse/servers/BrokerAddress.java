package network.reuse.servers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the brokers of a Kafka cluster are, and how they are spoken to.
 *
 * @param bootstrap where one of them is found
 * @param authority the certificate of the authority that vouches for them, as a PEM file; null when they speak in clear text
 */
public record BrokerAddress(String bootstrap, @Nullable Path authority) {

    /** The settings with which a client speaks to them as the given user. */
    public Map<String, Object> client(String user, String password) {
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
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=" + quoted(user)
                        + " password=" + quoted(password) + ";");
        return settings;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Override
    public String toString() {
        return bootstrap;
    }
}
