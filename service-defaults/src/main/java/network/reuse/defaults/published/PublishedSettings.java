package network.reuse.defaults.published;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The settings whose values leave the network: they stand in mails, in pages and in the documents that partners program against.
 * Outside development a process that would publish what makes sense on one machine alone does not start; a service that has
 * not the setting publishes nothing by it. A run that only migrates ends before this is looked at.
 */
@ApplicationScoped
public class PublishedSettings {
    private static final int BEFORE_ANY_PORT_IS_OPENED = 1;

    /**
     * A setting that is published.
     *
     * @param good whether a value may be published
     * @param meant what the value is, for whoever has to set it
     */
    private record Setting(String name, Predicate<String> good, String meant) {}

    private static final List<Setting> ALL = List.of(
            new Setting(
                    "reuse.public.url",
                    PublishedSettings::isPublicAddress,
                    "the https address at which people and partners reach this network, such as https://reemploi.example"),
            new Setting(
                    "reuse.public.issuer",
                    PublishedSettings::isPublicAddress,
                    "the https address of the realm at which partners get a token, such as"
                            + " https://connexion.example/realms/reuse (without it, that of REUSE_OIDC_ISSUER)"),
            new Setting(
                    "reuse.public.contact",
                    PublishedSettings::isMailbox,
                    "the e-mail address at which those who run the network answer partners"),
            new Setting(
                    "reuse.public.kafka",
                    PublishedSettings::areBrokers,
                    "the brokers at which partners read the topics, such as kafka.example:9094 (without it, those of"
                            + " REUSE_KAFKA_BOOTSTRAP)"),
            new Setting(
                    "reuse.mail.from",
                    PublishedSettings::isMailbox,
                    "the e-mail address that mails to people come from"));

    void check(
            @Observes @Priority(BEFORE_ANY_PORT_IS_OPENED) StartupEvent started,
            Config config,
            @ConfigProperty(name = "reuse.development") boolean development) {
        if (!development) {
            refused(name -> valueOf(config, name)).ifPresent(why -> {
                // The one kind of failure of which Quarkus prints the sentence, without a stack trace, and ends with 1.
                throw new ConfigurationException(why);
            });
        }
    }

    /** The value as it is set or by default, empty when it is set to nothing; null when the service has no such setting. */
    private static @Nullable String valueOf(Config config, String name) {
        ConfigValue value = config.getConfigValue(name);
        return value.getSourceName() == null ? null : Objects.requireNonNullElse(value.getValue(), "");
    }

    /**
     * Why a process with these settings must not start; empty when it may.
     *
     * @param values gives a setting's value, null for one that the service has not
     */
    static Optional<String> refused(Function<String, @Nullable String> values) {
        return ALL.stream()
                .flatMap(setting -> Optional.ofNullable(values.apply(setting.name()))
                        .filter(value -> !setting.good().test(value.strip()))
                        .map(value -> sentence(setting, value.strip()))
                        .stream())
                .findFirst();
    }

    private static String sentence(Setting setting, String value) {
        return setting.name().toUpperCase(Locale.ROOT).replace('.', '_')
                + (value.isEmpty() ? " is not set" : " is \"" + value + "\"")
                + ", which may not be published: set it to "
                + setting.meant()
                + "; on one's own machine, REUSE_DEVELOPMENT=true allows any value.";
    }

    private static boolean isPublicAddress(String value) {
        try {
            URI address = new URI(value);
            return "https".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && !isLocal(address.getHost());
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    /** An address alone, or behind a name in angle brackets. */
    private static boolean isMailbox(String value) {
        int end = value.endsWith(">") ? value.length() - 1 : value.length();
        int at = value.lastIndexOf('@');
        return at > 0 && at + 1 < end && !isLocal(value.substring(at + 1, end));
    }

    private static boolean areBrokers(String value) {
        return List.of(value.split(",", -1)).stream().map(String::strip).noneMatch(broker -> {
            int port = broker.lastIndexOf(':');
            return port <= 0 || isLocal(broker.substring(0, port));
        });
    }

    /** Whether nobody on another machine gets anywhere by this name or address. */
    private static boolean isLocal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        for (String local : List.of("localhost", "invalid", "svc", "cluster.local")) {
            if (name.equals(local) || name.endsWith("." + local)) {
                return true;
            }
        }
        try {
            InetAddress address = InetAddress.ofLiteral(
                    name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name);
            return address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress();
        } catch (IllegalArgumentException aName) {
            // A name without a dot is one of this cluster, or of this machine's own network.
            return !name.contains(".");
        }
    }
}
