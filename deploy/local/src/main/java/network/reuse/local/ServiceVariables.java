package network.reuse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.reuse.servers.Backends;
import network.reuse.servers.Broker;
import network.reuse.servers.Database;
import network.reuse.servers.Folder;
import network.reuse.servers.GeneratedSecrets;
import network.reuse.servers.OwnerOnly;
import network.reuse.servers.Service;
import network.reuse.servers.ServicePorts;

/** The variables that tell a service where everything is, and its secrets. */
final class ServiceVariables {
    private static final String UNLIMITED = "100000/1000000";

    static final String OPERATOR = "operator";

    private final Folder folder;
    private final GeneratedSecrets secrets;
    private final PortPlan ports;
    private final Database database;
    private final Broker broker;
    private final Map<String, String> more;

    /**
     * Those of one folder.
     *
     * @param more variables for every service, beside those it gets anyway
     */
    ServiceVariables(
            Folder folder,
            GeneratedSecrets secrets,
            PortPlan ports,
            Database database,
            Broker broker,
            Map<String, String> more) {
        this.folder = folder;
        this.secrets = secrets;
        this.ports = ports;
        this.database = database;
        this.broker = broker;
        this.more = more;
    }

    /**
     * The variables of the one process of a service that a local network has: it migrates its databases by itself, with the
     * passwords of their owners.
     */
    Map<String, String> ofTheFirst(Service service, ServicePorts listening) {
        String name = service.name();
        var variables = new LinkedHashMap<>(of(service, listening));
        variables.put("REUSE_MIGRATION_AT_START", "true");
        variables.put("REUSE_DATABASE_OWNER_PASSWORD", secrets.get("database." + name + "_owner"));
        if (service.keepsPeople()) {
            variables.put("REUSE_PEOPLE_DATABASE_OWNER_PASSWORD", secrets.get("database." + name + "_keys_owner"));
        }
        return variables;
    }

    /** The variables of a process of that service that listens there, as in production: it does not migrate. */
    Map<String, String> of(Service service, ServicePorts listening) {
        String name = service.name();
        var variables = new LinkedHashMap<String, String>();
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(listening.callers()));
        variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(listening.management()));
        variables.put("REUSE_OPERATOR_PORT", Integer.toString(listening.operator()));
        variables.put("REUSE_OPERATOR_KEY_FILE", secrets.keyFile(OPERATOR).toString());
        variables.put("REUSE_DATABASE_HOST", database.host());
        variables.put("REUSE_DATABASE_PORT", Integer.toString(database.port()));
        variables.put("REUSE_DATABASE_NAME", name);
        for (String role : List.of("api", "worker")) {
            variables.put(
                    "REUSE_DATABASE_" + role.toUpperCase(Locale.ROOT) + "_PASSWORD",
                    secrets.get("database." + name + "_" + role));
        }
        if (service.keepsPeople()) {
            variables.put("REUSE_PEOPLE_DATABASE_API_PASSWORD", secrets.get("database." + name + "_keys_api"));
            variables.put("REUSE_PEOPLE_KEY", secrets.key("people." + name));
            variables.put("REUSE_MAIL_HOST", "127.0.0.1");
            variables.put("REUSE_MAIL_PORT", Integer.toString(ports.of(MailSink.NAME)));
        }
        if (service.knowsInvitations()) {
            variables.put("REUSE_INVITATION_KEY", secrets.key("invitations"));
        }
        if (service.signsCertificates()) {
            variables.put("REUSE_CERTIFICATE_KEY", secrets.key("certificates"));
        }
        if (service.keepsFiles()) {
            variables.put("REUSE_FILES_FOLDER", files(folder, service).toString());
        }
        if (service.opensSandboxes()) {
            variables.put("REUSE_SANDBOX_KEY", secrets.key("sandbox"));
            variables.put("REUSE_SANDBOX_CLIENT_SECRET", secrets.get("client.sandbox-registrar"));
        }
        if (service.deliversWebhooks()) {
            variables.put("REUSE_WEBHOOKS_KEY", secrets.key("webhooks"));
        }
        variables.put("REUSE_PUBLIC_URL", ports.uri("gateway").toString());
        variables.put("REUSE_KAFKA_BOOTSTRAP", broker.bootstrap());
        variables.put("REUSE_KAFKA_PASSWORD", secrets.get("kafka." + name));
        variables.putAll(Backends.tls(database, broker));
        variables.put("REUSE_OIDC_URL", ports.innerRealm().toString());
        variables.put("REUSE_OIDC_ISSUER", ports.realm().toString());
        variables.put("REUSE_CLOCK_OFFSET", System.getenv().getOrDefault("REUSE_CLOCK_OFFSET", "PT0S"));
        variables.put("REUSE_CLOCK_RATE", System.getenv().getOrDefault("REUSE_CLOCK_RATE", "1"));
        variables.put("REUSE_CLOCK_SINCE", clockSince());
        variables.put("REUSE_DEVELOPMENT", "true");
        if (!service.tellAddressesOf().isEmpty()) {
            // A network for one person plays seasons in minutes, and is measured.
            variables.put("REUSE_EDGE_RATE_CLIENT", UNLIMITED);
            variables.put("REUSE_EDGE_RATE_ADDRESS", UNLIMITED);
        }
        for (Service other : service.tellAddressesOf()) {
            variables.put(
                    "REUSE_" + other.name().toUpperCase(Locale.ROOT) + "_URL",
                    ports.uri(other.name()).toString());
        }
        variables.putAll(more);
        return variables;
    }

    /** Where a service of this folder keeps the bytes of files. */
    static Path files(Folder folder, Service service) {
        return folder.path().resolve("files").resolve(service.name());
    }

    /** The real instant from which a clock with a rate runs, the same for every process this folder will ever have. */
    private String clockSince() {
        Path file = folder.path().resolve("clock-since");
        try {
            if (!Files.exists(file)) {
                OwnerOnly.write(file, Instant.now().toString());
            }
            return Files.readString(file).strip();
        } catch (IOException refused) {
            throw new UncheckedIOException(folder.path() + " cannot be written: check its rights.", refused);
        }
    }
}
