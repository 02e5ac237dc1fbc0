package network.reuse.servers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.SortedMap;
import java.util.stream.StreamSupport;
import network.reuse.contracts.Topics;
import org.junit.jupiter.api.Test;

class KafkaRightsTest {
    private static final String MORE = Home.find().text("kafka/acls.json");

    @Test
    void aServiceWritesWhatItPublishesAndItsDeadLettersAndReadsWhatItSubscribesTo() throws JsonProcessingException {
        SortedMap<String, KafkaRights> all = KafkaRights.all("{}");

        assertThat(all).containsOnlyKeys("allocation", "collection", "gateway", "mediation", "refurb");
        assertThat(all.get("allocation")).satisfies(rights -> {
            assertThat(rights.writes()).containsExactly("allocation.dead-letters", "allocation.events");
            assertThat(rights.reads()).containsExactly("mediation.events", "network.organisations", "refurb.events");
        });
    }

    @Test
    void onlyTheAuditReadsEverythingAndTheDashboardReadsProgressAlone() throws JsonProcessingException {
        SortedMap<String, KafkaRights> all = KafkaRights.all(MORE);

        assertThat(all)
                .allSatisfy((user, rights) ->
                        assertThat(rights.reads().contains("*")).as(user).isEqualTo(user.equals("audit")));
        assertThat(all.get("dashboard")).satisfies(rights -> {
            assertThat(rights.writes()).isEmpty();
            assertThat(rights.reads()).containsExactly("network.progress");
        });
        assertThat(all.get("gateway")).satisfies(rights -> {
            assertThat(rights.writes())
                    .containsExactly(
                            "gateway.dead-letters",
                            "network.events.44",
                            "network.events.52",
                            "network.organisations",
                            "network.progress");
            assertThat(rights.reads())
                    .containsExactly(
                            "allocation.events",
                            "collection.events",
                            "mediation.events",
                            "network.organisations",
                            "network.progress",
                            "refurb.events");
        });
    }

    @Test
    void aRegionsDashboardReadsItsRegionAloneAndNoOtherAccountsGroups() throws JsonProcessingException {
        SortedMap<String, KafkaRights> all = KafkaRights.all(MORE);

        assertThat(all.keySet().stream().filter(user -> user.startsWith("region-")))
                .isNotEmpty()
                .allSatisfy(user -> {
                    assertThat(requireNonNull(all.get(user)).writes()).isEmpty();
                    assertThat(requireNonNull(all.get(user)).reads())
                            .containsExactly(Topics.eventsOf(user.replaceAll("^region-([0-9]+).*$", "$1")));
                });
        // Groups begin with the account's name, so that none of these may begin with another.
        assertThat(all.keySet())
                .allSatisfy(user -> assertThat(all.keySet())
                        .filteredOn(other -> !other.equals(user))
                        .noneMatch(other -> other.startsWith(user)));
    }

    @Test
    void nobodyReadsOrWritesATopicThatIsNotMade() throws JsonProcessingException {
        assertThat(KafkaRights.all(MORE).values()).allSatisfy(rights -> {
            assertThat(KafkaProvision.topics().keySet()).containsAll(rights.writes());
            assertThat(rights.reads())
                    .allMatch(topic ->
                            topic.equals("*") || KafkaProvision.topics().containsKey(topic));
        });
    }

    @Test
    void everyKindOfTopicIsDeclared() throws JsonProcessingException {
        JsonNode declared = new ObjectMapper().readTree(Home.find().text("kafka/topics.json"));

        assertThat(KafkaProvision.topics().values().stream().distinct()).allSatisfy(kind -> {
            assertThat(declared.at("/" + kind + "/partitions").asInt()).isPositive();
            assertThat(StreamSupport.stream(declared.at("/" + kind + "/config").spliterator(), false))
                    .isNotEmpty();
        });
    }
}
