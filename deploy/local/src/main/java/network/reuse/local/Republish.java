package network.reuse.local;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Topics;
import network.reuse.servers.KafkaProvision;

/** {@code ./reuse republish TOPIC}: fills a topic that was lost again, from the journal of the service that writes it; makes it first if it is gone. */
public final class Republish {
    private static final SortedMap<String, String> WRITERS = writers();

    private Republish() {}

    private static SortedMap<String, String> writers() {
        SortedMap<String, String> writers = new TreeMap<>();
        Publisher.ALL.forEach(publisher -> writers.put(publisher.topic(), publisher.service()));
        writers.put(Topics.NETWORK_PROGRESS, "gateway");
        KafkaProvision.topics().keySet().stream()
                .filter(Topics::isOfRegion)
                .forEach(topic -> writers.put(topic, "gateway"));
        return writers;
    }

    public static void main(String[] arguments) {
        String writer = arguments.length == 1 ? WRITERS.get(arguments[0]) : null;
        if (writer == null) {
            System.err.println(
                    "Name the topic: ./reuse republish TOPIC, one of " + String.join(", ", WRITERS.keySet()) + ".");
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
