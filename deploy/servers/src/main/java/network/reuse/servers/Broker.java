package network.reuse.servers;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Kafka broker with its super user {@code admin}. */
public interface Broker extends Server {
    /** Where it is, and how it is spoken to. */
    BrokerAddress address();

    /** The super user's password. */
    String password();

    /** The address of the client listener. */
    default String bootstrap() {
        return address().bootstrap();
    }

    /** The certificate of the authority that vouches for it, as a PEM file; null when it speaks in clear text. */
    default @Nullable Path authority() {
        return address().authority();
    }

    /** The settings with which a client speaks to this broker as the given user. */
    default Map<String, Object> client(String user, String userPassword) {
        return address().client(user, userPassword);
    }
}
