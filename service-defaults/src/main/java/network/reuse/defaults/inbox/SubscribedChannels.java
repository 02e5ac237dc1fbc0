package network.reuse.defaults.inbox;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.reuse.contracts.Subscription;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Configures a channel, its topic and its group for each subscription of this service; files and variables override it. */
@StaticInitSafe
public final class SubscribedChannels implements ConfigSourceFactory {
    private static final int ORDINAL = 100;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        @Nullable String service = context.getValue("quarkus.application.name").getValue();
        return service == null
                ? List.of()
                : List.of(new PropertiesConfigSource(channels(service), "subscriptions of " + service, ORDINAL));
    }

    private static Map<String, String> channels(String service) {
        Map<String, String> channels = new HashMap<>();
        for (Subscription<?> subscription : Subscription.of(service)) {
            String channel = "mp.messaging.incoming." + subscription.channel() + ".";
            channels.put(channel + "connector", "smallrye-kafka");
            channels.put(channel + "topic", subscription.publisher().topic());
            channels.put(channel + "group.id", subscription.group());
            channels.put(channel + "pausable", "true");
            channels.put(channel + "pausable.initially-paused", "true");
        }
        return channels;
    }
}
