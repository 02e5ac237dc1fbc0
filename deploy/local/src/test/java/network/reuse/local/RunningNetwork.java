package network.reuse.local;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one whole network that the end-to-end tests of a run share, with its partners in the register. */
final class RunningNetwork {
    static final String DONOR = "01900000-0000-7000-8000-000000000001";
    static final String CARRIER = "01900000-0000-7000-8000-000000000002";
    static final String WORKSHOP = "01900000-0000-7000-8000-000000000003";

    private static @Nullable LocalNetwork network;

    private record Registered(String id, String name, String siret, String kind, String commune) {}

    private RunningNetwork() {}

    static synchronized LocalNetwork get() {
        if (network == null) {
            LocalNetwork started = LocalNetwork.start(LocalNetwork.options()
                    .folder(Path.of("target/network"))
                    .freePorts()
                    .testClients()
                    .progress(line -> System.out.println(line)));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            network = started;
            register(started);
        }
        return network;
    }

    private static void register(LocalNetwork started) {
        Partner admin = new Partner(started, "network-admin");
        List<Registered> all = List.of(
                new Registered(DONOR, "Région Grand Est", siret("200052264", "0001"), "PUBLIC_BODY", "67482"),
                new Registered(CARRIER, "Transport solidaire", siret("200052264", "0002"), "COMPANY", "67482"),
                new Registered(
                        WORKSHOP, "Atelier de Strasbourg", siret("200052264", "0003"), "SOCIAL_WORKSHOP", "67482"),
                new Registered(
                        "01900000-0000-7000-8000-000000000006",
                        "Autre donneur",
                        siret("200052264", "0006"),
                        "COMPANY",
                        "44109"),
                new Registered(
                        "01900000-0000-7000-8000-000000000007",
                        "Autre atelier",
                        siret("200052264", "0007"),
                        "SOCIAL_WORKSHOP",
                        "44109"));
        for (Registered one : all) {
            admin.post("/v1/organisations", """
                            {"id":"%s","name":"%s","siret":"%s","kind":"%s","commune":"%s"}""".formatted(one.id(), one.name(), one.siret(), one.kind(), one.commune()))
                    .expect(201);
        }
        await("the register to reach collection")
                .atMost(Duration.ofSeconds(30))
                .until(() -> count(started, "collection", "select count(*) from organisation") == all.size());
    }

    /** A SIRET with the right check digit (Luhn). */
    private static String siret(String siren, String establishment) {
        String body = siren + establishment;
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int value = i % 2 == 0 ? digit * 2 : digit;
            sum += value > 9 ? value - 9 : value;
        }
        return body + (10 - sum % 10) % 10;
    }

    static long count(LocalNetwork network, String database, String query) {
        try (Connection connection = network.audit(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException away) {
            return -1;
        }
    }
}
