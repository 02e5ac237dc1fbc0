package network.reuse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import network.reuse.servers.Home;
import network.reuse.servers.Service;
import network.reuse.servers.Wait;

/** Enters a local network's partners into its register, through the public API; once, however often it runs. */
final class DemoRegister {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalNetwork network;
    private final Path partners;

    DemoRegister(LocalNetwork network, Home home) {
        this.network = network;
        this.partners = home.root().resolve("deploy/keycloak/demo-partners.json");
    }

    /** Returns once the register has the partners and every service that asks for them has heard of them. */
    void enter() {
        Set<String> entered = new HashSet<>();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (JsonNode partner : JSON.readTree(partners.toFile())) {
                entered.add(partner.path("organisation").asText());
                ObjectNode entry = JSON.createObjectNode()
                        .put("id", partner.path("organisation").asText());
                for (String field : new String[] {"name", "siret", "kind", "commune"}) {
                    entry.put(field, partner.path(field).asText());
                }
                var _ = Wait.until(
                        "the register to take " + partner.path("name").asText(), PATIENCE, () -> enter(http, entry));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        for (Part part : network.parts()) {
            if (Service.ALL.stream().anyMatch(service -> service.name().equals(part.name()))) {
                var _ = Wait.until(
                        part.name() + " to hear of the partners", PATIENCE, () -> knows(part.name(), entered));
            }
        }
    }

    private boolean knows(String service, Set<String> organisations) {
        try (Connection connection = network.audit(service);
                PreparedStatement query =
                        connection.prepareStatement("select count(*) from organisation where id::text = any(?)")) {
            query.setArray(1, connection.createArrayOf("text", organisations.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getLong(1) == organisations.size();
            }
        } catch (SQLException failure) {
            // A service that does not ask who somebody is keeps no such table.
            return "42P01".equals(failure.getSQLState());
        }
    }

    private boolean enter(HttpClient http, ObjectNode entry) {
        URI register = network.gatewayUri().resolve("/v1/organisations");
        HttpRequest request = HttpRequest.newBuilder(register)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + network.token("network-admin"))
                .header("Idempotency-Key", "demo-partner-" + entry.path("id").asText())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(entry.toString()))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 422 || answer.statusCode() == 400) {
                throw new IllegalStateException("the register refuses " + entry + ": " + answer.body());
            }
            return answer.statusCode() == 201 || answer.statusCode() == 409;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
