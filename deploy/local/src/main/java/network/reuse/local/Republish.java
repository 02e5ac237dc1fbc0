package network.reuse.local;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code ./reuse republish TOPIC}: fills a topic that was lost again, from the journal of the service that writes it; makes it first if it is gone. */
public final class Republish {
    private static final Map<String, String> WRITERS = Map.of(
            "collection.events", "collection",
            "refurb.events", "refurb",
            "allocation.events", "allocation",
            "mediation.events", "mediation",
            "network.organisations", "gateway",
            "network.progress", "gateway");

    private Republish() {}

    public static void main(String[] arguments) {
        String writer = arguments.length == 1 ? WRITERS.get(arguments[0]) : null;
        if (writer == null) {
            System.err.println("Name the topic: ./reuse republish TOPIC, one of "
                    + String.join(", ", WRITERS.keySet().stream().sorted().toList()) + ".");
            System.exit(2);
            return;
        }
        int code;
        try (LocalNetwork network = LocalNetwork.attach()) {
            network.provisionTopics();
            HttpResponse<String> answer = network.desk(writer)
                    .decide(
                            "/republication?topic=" + URLEncoder.encode(arguments[0], StandardCharsets.UTF_8),
                            Acknowledge.operator());
            System.out.println(answer.body());
            code = answer.statusCode() == 200 ? 0 : 1;
        } catch (IllegalStateException refused) {
            System.err.println(refused.getMessage());
            code = 2;
        }
        System.exit(code);
    }
}
