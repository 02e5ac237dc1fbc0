package network.reuse.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Subscription;
import network.reuse.contracts.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Makes the topics, users and rights that the contracts and {@code deploy/kafka} declare; safe to repeat, and rights not declared
 * are taken away.
 */
public final class KafkaProvision {
    private static final int ITERATIONS = 8192;

    private final Home home;
    private final Secrets secrets;
    private final ObjectMapper json = new ObjectMapper();

    public KafkaProvision(Home home, Secrets secrets) {
        this.home = home;
        this.secrets = secrets;
    }

    /** The accounts that are declared, in their order. */
    public static Set<String> accounts(Home home) {
        try {
            return KafkaRights.all(home.text("kafka/acls.json")).keySet();
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("deploy/kafka/acls.json is not valid: restore it from git.", wrong);
        }
    }

    /** Applies the declarations to the given broker. */
    public void apply(Broker broker) {
        try (Admin admin = KafkaServer.admin(broker.client("admin", broker.password()))) {
            Map<String, KafkaRights> users = KafkaRights.all(home.text("kafka/acls.json"));
            KafkaFuture<Void> known =
                    admin.alterUserScramCredentials(credentials(users.keySet())).all();
            createTopics(admin, json.readTree(home.text("kafka/topics.json")));
            setRights(admin, users);
            known.get();
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("deploy/kafka holds a file that is not valid: restore it from git.", wrong);
        } catch (ExecutionException refused) {
            throw new IllegalStateException(
                    "Kafka refused deploy/kafka (" + refused.getMessage() + "): mend the declaration.", refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private List<UserScramCredentialAlteration> credentials(Collection<String> users) {
        return users.stream()
                .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                        user,
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                        secrets.get("kafka." + user)))
                .toList();
    }

    private void createTopics(Admin admin, JsonNode declared) throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        int brokers = admin.describeCluster().nodes().get().size();
        // As many copies as declared, or as there are brokers; all but one of them have to acknowledge.
        int copies = Math.min(declared.get("copies").asInt(), brokers);
        var missing = new ArrayList<NewTopic>();
        var kept = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        var partitions = new HashMap<String, Integer>();
        for (Map.Entry<String, String> topic : topics().entrySet()) {
            String name = topic.getKey();
            JsonNode kind = declared.get(topic.getValue());
            Map<String, String> config =
                    json.convertValue(kind.get("config"), new TypeReference<Map<String, String>>() {});
            config.put("min.insync.replicas", Integer.toString(Math.max(1, copies - 1)));
            if (existing.contains(name)) {
                partitions.put(name, kind.get("partitions").asInt());
                kept.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, name),
                        config.entrySet().stream()
                                .map(entry -> new AlterConfigOp(
                                        new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                                .toList());
            } else {
                missing.add(new NewTopic(name, kind.get("partitions").asInt(), (short) copies).configs(config));
            }
        }
        admin.createTopics(missing).all().get();
        if (!kept.isEmpty()) {
            admin.incrementalAlterConfigs(kept).all().get();
            refuseOtherPartitions(admin, partitions);
        }
    }

    /** Every topic, with its kind as {@code deploy/kafka/topics.json} names it. */
    public static Map<String, String> topics() {
        var topics = new TreeMap<String, String>();
        Publisher.ALL.forEach(publisher -> topics.put(publisher.topic(), "events"));
        Subscription.ALL.forEach(one -> topics.put(Topics.deadLettersOf(one.service()), "dead-letters"));
        topics.put(Topics.NETWORK_PROGRESS, "states");
        return topics;
    }

    /** More partitions would send a stream's next event elsewhere than its last: that is a migration, not a setting. */
    private static void refuseOtherPartitions(Admin admin, Map<String, Integer> declared)
            throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> found =
                admin.describeTopics(declared.keySet()).allTopicNames().get();
        for (TopicDescription topic : found.values()) {
            int wanted = declared.getOrDefault(topic.name(), topic.partitions().size());
            if (topic.partitions().size() != wanted) {
                throw new IllegalStateException("Topic " + topic.name() + " has "
                        + topic.partitions().size() + " partitions and deploy/kafka/topics.json says " + wanted
                        + ": put the old number back.");
            }
        }
    }

    private static void setRights(Admin admin, Map<String, KafkaRights> users)
            throws ExecutionException, InterruptedException {
        var wanted = new HashSet<AclBinding>();
        users.forEach((user, rights) -> wanted.addAll(bindings(user, rights)));
        Set<AclBinding> present = present(admin);
        Set<AclBinding> missing =
                wanted.stream().filter(acl -> !present.contains(acl)).collect(Collectors.toSet());
        List<AclBindingFilter> extra = present.stream()
                .filter(acl -> !wanted.contains(acl))
                .map(AclBinding::toFilter)
                .toList();
        if (!missing.isEmpty()) {
            admin.createAcls(missing).all().get();
        }
        if (!extra.isEmpty()) {
            admin.deleteAcls(extra).all().get();
        }
        // The controller has agreed; the broker that decides on requests hears of it a moment later.
        var _ = Wait.until("Kafka's rights", Duration.ofSeconds(30), () -> wanted.equals(present(admin)));
    }

    private static Set<AclBinding> present(Admin admin) {
        return new HashSet<>(admin.describeAcls(AclBindingFilter.ANY)
                .values()
                .toCompletionStage()
                .toCompletableFuture()
                .join());
    }

    private static List<AclBinding> bindings(String user, KafkaRights rights) {
        var bindings = new ArrayList<AclBinding>();
        for (String topic : rights.writes()) {
            bindings.add(allow(user, ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.WRITE));
        }
        for (String topic : rights.reads()) {
            bindings.add(allow(user, ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.READ));
        }
        bindings.add(allow(user, ResourceType.GROUP, user, PatternType.PREFIXED, AclOperation.READ));
        return bindings;
    }

    private static AclBinding allow(
            String user, ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }
}
