package network.reuse.defaults.inbox;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.PausableChannel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import network.reuse.contracts.Subscription;
import network.reuse.defaults.schema.Schema;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets the channels of this service begin to read once the schema is current. Before, nothing asks them for records, and so Kafka
 * does not count this process among the members of its groups and gives it no partition that another would read.
 */
@ApplicationScoped
class ChannelsBegin {
    void start(
            @Observes StartupEvent started,
            Schema schema,
            ChannelRegistry channels,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        schema.whenCurrent(() -> {
            for (Subscription<?> subscription : Subscription.of(service)) {
                String name = subscription.channel();
                PausableChannel channel = channels.getPausable(name);
                if (channel != null) {
                    channel.resume();
                } else if (channels.getIncomingNames().contains(name)) {
                    throw new IllegalStateException("the channel " + name + " is there, and cannot be told to begin");
                }
                // A channel whose events nothing in this process takes is not made.
            }
        });
    }
}
