package network.reuse.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Subscription;
import network.reuse.contracts.Topics;

/** The topics that a Kafka user may write and read. Its consumer groups begin with its name. */
public record KafkaRights(SortedSet<String> writes, SortedSet<String> reads) {

    /**
     * The rights of every user: a service's are its publications, its subscriptions and its dead letters.
     *
     * @param more what {@code deploy/kafka/acls.json} grants beside them
     */
    public static SortedMap<String, KafkaRights> all(String more) throws JsonProcessingException {
        var all = new TreeMap<String, KafkaRights>();
        Publisher.ALL.forEach(publisher -> of(all, publisher.service()).writes().add(publisher.topic()));
        Subscription.ALL.forEach(one -> {
            KafkaRights rights = of(all, one.service());
            rights.reads().add(one.publisher().topic());
            rights.writes().add(Topics.deadLettersOf(one.service()));
        });
        new ObjectMapper()
                .readValue(more, new TypeReference<Map<String, KafkaRights>>() {})
                .forEach((user, added) -> {
                    KafkaRights rights = of(all, user);
                    rights.writes().addAll(added.writes());
                    rights.reads().addAll(added.reads());
                });
        return all;
    }

    private static KafkaRights of(Map<String, KafkaRights> all, String user) {
        return all.computeIfAbsent(user, _ -> new KafkaRights(new TreeSet<>(), new TreeSet<>()));
    }
}
