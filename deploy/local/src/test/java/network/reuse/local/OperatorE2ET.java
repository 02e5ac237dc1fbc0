package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Who may do what only an operator may, on the whole network. */
@Order(6)
class OperatorE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void theDeskOfEachServiceLetsInTheKeyAndTheRoleAlone() throws Exception {
        for (Service service : Service.ALL) {
            OperatorDesk desk = NETWORK.desk(service.name());
            assertThat(desk.read("/held").statusCode()).as(service.name()).isEqualTo(200);
            assertThat(desk.decide("/held/0/replay", "Ada L.").statusCode())
                    .as(service.name())
                    .isEqualTo(409);
            assertThat(desk.decide("/held/0/replay", " ").statusCode())
                    .as(service.name())
                    .isEqualTo(400);
            assertThat(held(desk.uri(), "night-operator")).as(service.name()).isEqualTo(200);
            for (String client : List.of("network-admin", "coordination-grand-est", "no-role")) {
                assertThat(held(desk.uri(), client))
                        .as("%s at %s", client, service.name())
                        .isEqualTo(403);
            }
            assertThat(held(desk.uri(), "wrong-audience")).as(service.name()).isEqualTo(401);
        }
    }

    private static int held(URI desk, String client) throws Exception {
        return get(desk.resolve("/held"), client);
    }

    private static int get(URI uri, String client) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(uri)
                                .header("Authorization", "Bearer " + NETWORK.token(client))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
