package network.reuse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document says exactly what the declarations, in the code and in {@code deploy/kafka}, say. */
class AsyncApiTest {
    private static final JsonNode DOCUMENT = Contracts.asyncapi();
    private static final String STREAM_TYPES = "x-stream-types";

    static Stream<String> types() {
        return Contracts.types();
    }

    @Test
    void it_is_asyncapi_3() {
        assertThat(DOCUMENT.get("asyncapi").asText()).isEqualTo("3.0.0");
    }

    @Test
    void its_channels_are_the_topics_that_the_code_names() throws IllegalAccessException {
        List<String> named = new ArrayList<>();
        for (Field field : Topics.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && field.get(null) instanceof String topic) {
                named.add(topic);
            }
        }
        assertThat(keys("/channels")).containsExactlyInAnyOrderElementsOf(named);
        DOCUMENT.get("channels").properties().forEach(channel -> {
            String address =
                    channel.getKey().equals(Topics.NETWORK_EVENTS) ? Topics.eventsOf("{region}") : channel.getKey();
            assertThat(channel.getValue().get("address").asText()).isEqualTo(address);
            assertThat(channel.getValue().at("/bindings/kafka/topic").asText()).isEqualTo(address);
            assertThat(channel.getValue().get("description").asText()).contains("Key:");
        });
    }

    @Test
    void its_channels_are_the_topics_that_deployment_creates_with_as_many_partitions_kept_as_long() {
        JsonNode deployed = Contracts.read(Contracts.DEPLOY_KAFKA.resolve("topics.json"));
        NavigableMap<String, String> created = new TreeMap<>();
        for (String topic : keys("/channels")) {
            JsonNode kind = deployed.get(topic.equals(Topics.NETWORK_PROGRESS) ? "states" : "events");
            JsonNode config = kind.get("config");
            created.put(
                    topic,
                    "%s partitions, %s, %s"
                            .formatted(
                                    kind.get("partitions").asText(),
                                    config.get("cleanup.policy").asText(),
                                    config.path("retention.ms").asText("no limit of its own")));
        }
        NavigableMap<String, String> documented = new TreeMap<>();
        DOCUMENT.get("channels").properties().forEach(channel -> {
            JsonNode kafka = channel.getValue().at("/bindings/kafka");
            documented.put(
                    channel.getKey(),
                    "%s partitions, %s, %s"
                            .formatted(
                                    kafka.get("partitions").asText(),
                                    kafka.at("/topicConfiguration/cleanup.policy/0")
                                            .asText(),
                                    kafka.at("/topicConfiguration/retention.ms").asText("no limit of its own")));
        });
        assertThat(documented).isEqualTo(created);
    }

    @Test
    void each_channel_carries_exactly_the_events_of_its_publisher() {
        NavigableMap<String, NavigableSet<String>> expected = new TreeMap<>();
        keys("/channels").forEach(topic -> expected.put(topic, new TreeSet<>()));
        for (Publisher<?> publisher : Publisher.ALL) {
            expected.put(
                    publisher.topic(), new TreeSet<>(publisher.codec().types().keySet()));
        }
        for (String other : List.of(Topics.NETWORK_PROGRESS, Topics.NETWORK_EVENTS)) {
            expected.put(other, new TreeSet<>(Set.of(other)));
        }

        NavigableMap<String, NavigableSet<String>> documented = new TreeMap<>();
        DOCUMENT.get("channels").properties().forEach(channel -> {
            NavigableSet<String> messages = new TreeSet<>();
            channel.getValue().path("messages").properties().forEach(message -> {
                messages.add(message.getKey());
                assertThat(message.getValue().get("$ref").asText())
                        .isEqualTo("#/components/messages/" + message.getKey());
            });
            documented.put(channel.getKey(), messages);
        });
        assertThat(documented).isEqualTo(expected);
    }

    @Test
    void its_messages_are_every_event_the_progress_and_what_happens_in_a_region() {
        NavigableSet<String> expected = new TreeSet<>(Contracts.events().keySet());
        expected.addAll(List.of(Topics.NETWORK_PROGRESS, Topics.NETWORK_EVENTS));
        assertThat(keys("/components/messages")).isEqualTo(expected);
        for (String name : expected) {
            JsonNode message = DOCUMENT.at("/components/messages").get(name);
            assertThat(message.get("name").asText()).isEqualTo(name);
            Path schema = Contracts.ASYNCAPI.resolveSibling(
                    message.at("/payload/schema/$ref").asText());
            assertThat(schema).exists().isEqualTo(Contracts.SCHEMAS.resolve(name + ".json"));
            assertThat(message.get("summary").asText())
                    .isEqualTo(Contracts.schema(name).get("description").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void an_event_travels_with_the_headers_that_its_sample_has(String type) {
        assertThat(DOCUMENT.at("/components/messages")
                        .get(type)
                        .at("/traits/0/$ref")
                        .asText())
                .isEqualTo("#/components/messageTraits/event");
        JsonNode headers = DOCUMENT.at("/components/messageTraits/event/headers");
        JsonNode sample = Contracts.sample(type).get("headers");
        assertThat(Contracts.faultsAgainst(headers, sample)).isEmpty();
        assertThat(names(sample)).isSubsetOf(names(headers.get("properties")));
    }

    @Test
    void who_sends_and_receives_is_who_publishes_subscribes_or_has_a_further_right() {
        NavigableMap<String, Set<String>> senders = new TreeMap<>();
        Publisher.ALL.forEach(publisher -> add(senders, publisher.topic(), publisher.service()));
        NavigableMap<String, Set<String>> receivers = new TreeMap<>();
        Subscription.ALL.forEach(one -> add(receivers, one.publisher().topic(), one.service()));
        Contracts.read(Contracts.DEPLOY_KAFKA.resolve("acls.json")).properties().forEach(user -> {
            String service = user.getKey().replaceFirst("^region-[0-9]+.*$", "region");
            user.getValue().get("writes").forEach(topic -> add(senders, channel(topic.asText()), service));
            user.getValue().get("reads").forEach(topic -> add(receivers, channel(topic.asText()), service));
        });
        // Who may read everything (the audit) is no party to the contract.
        receivers.remove("*");

        assertThat(services("send")).isEqualTo(senders);
        assertThat(services("receive")).isEqualTo(receivers);
    }

    /** The topics of all regions are one channel. */
    private static String channel(String topic) {
        return Topics.isOfRegion(topic) ? Topics.NETWORK_EVENTS : topic;
    }

    @Test
    void the_regions_that_have_a_topic_are_those_that_deployment_has_it_written_for() {
        NavigableSet<String> declared = new TreeSet<>();
        Contracts.read(Contracts.DEPLOY_KAFKA.resolve("acls.json"))
                .at("/gateway/writes")
                .forEach(topic -> {
                    if (Topics.isOfRegion(topic.asText())) {
                        declared.add(
                                topic.asText().substring(Topics.eventsOf("").length()));
                    }
                });
        NavigableSet<String> documented = new TreeSet<>();
        DOCUMENT.at("/channels/network.events/parameters/region/enum")
                .forEach(region -> documented.add(region.asText()));
        assertThat(documented).isEqualTo(declared).allMatch(Geography::isRegion);
    }

    private static void add(Map<String, Set<String>> services, String topic, String service) {
        services.computeIfAbsent(topic, _ -> new TreeSet<>()).add(service);
    }

    @Test
    void a_service_receives_the_types_of_streams_that_it_subscribes_to() {
        NavigableMap<String, Set<String>> subscribed = new TreeMap<>();
        for (Subscription<?> one : Subscription.ALL) {
            // Whoever reads a topic for two ends and all of it for one of them has no types to tell.
            subscribed.merge(
                    one.service() + " " + one.publisher().topic(),
                    new TreeSet<>(one.streamTypes()),
                    (some, more) -> some.isEmpty() ? some : more);
        }
        NavigableMap<String, Set<String>> documented = new TreeMap<>();
        DOCUMENT.get("operations").forEach(operation -> {
            boolean readsNoneYet =
                    operation.has(STREAM_TYPES) && operation.get(STREAM_TYPES).isEmpty();
            if (operation.get("action").asText().equals("receive")
                    && !Set.of(Topics.NETWORK_PROGRESS, Topics.NETWORK_EVENTS).contains(topic(operation))
                    && !readsNoneYet) {
                documented.put(operation.get("x-service").asText() + " " + topic(operation), streamTypes(operation));
            }
        });
        assertThat(documented).isEqualTo(subscribed);
    }

    @Test
    void an_operation_is_named_by_who_does_what_where() {
        DOCUMENT.get("operations")
                .properties()
                .forEach(operation -> assertThat(operation.getKey())
                        .isEqualTo(operation.getValue().get("x-service").asText()
                                + "." + operation.getValue().get("action").asText() + "."
                                + topic(operation.getValue())));
    }

    @Test
    void every_reference_inside_the_document_resolves() {
        assertThat(DOCUMENT.findValuesAsText("$ref")).allSatisfy(ref -> {
            if (ref.startsWith("#")) {
                assertThat(DOCUMENT.at(ref.substring(1)).isMissingNode())
                        .as(ref)
                        .isFalse();
            } else {
                assertThat(Files.exists(Contracts.ASYNCAPI.resolveSibling(ref)))
                        .as(ref)
                        .isTrue();
            }
        });
    }

    private static Set<String> streamTypes(JsonNode operation) {
        Set<String> types = new TreeSet<>();
        operation.path(STREAM_TYPES).forEach(type -> types.add(type.asText()));
        return types;
    }

    /** The services that send to or receive from each topic, by the document. */
    private static NavigableMap<String, Set<String>> services(String action) {
        NavigableMap<String, Set<String>> services = new TreeMap<>();
        DOCUMENT.get("operations").forEach(operation -> {
            if (operation.get("action").asText().equals(action)) {
                add(services, topic(operation), operation.get("x-service").asText());
            }
        });
        return services;
    }

    private static String topic(JsonNode operation) {
        return operation.at("/channel/$ref").asText().substring("#/channels/".length());
    }

    private static NavigableSet<String> keys(String pointer) {
        return names(DOCUMENT.at(pointer));
    }

    private static NavigableSet<String> names(JsonNode object) {
        NavigableSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
