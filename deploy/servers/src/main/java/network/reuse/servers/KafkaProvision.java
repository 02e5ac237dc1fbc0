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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Subscription;
import network.reuse.contracts.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.admin.UserScramCredentialsDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Makes the topics, users and rights that the contracts and {@code deploy/kafka} declare; safe to repeat, and rights not declared
 * are taken away, but for the administrator's own.
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
        return rights(home).keySet();
    }

    private static SortedMap<String, KafkaRights> rights(Home home) {
        try {
            return KafkaRights.all(home.text("kafka/acls.json"));
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("deploy/kafka/acls.json is not valid: restore it from git.", wrong);
        }
    }

    /** How many copies of each topic are declared. */
    int copies() {
        return declaredTopics().path("copies").asInt();
    }

    private JsonNode declaredTopics() {
        try {
            return json.readTree(home.text("kafka/topics.json"));
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("deploy/kafka/topics.json is not valid: restore it from git.", wrong);
        }
    }

    /** Applies the declarations to the given broker, with no more copies than there are brokers. */
    public void apply(Broker broker) {
        int most = copies();
        apply(broker.address(), "admin", broker.password(), brokers -> Math.min(most, brokers), _ -> {});
    }

    /**
     * Applies the declarations as a user who may administer the cluster.
     *
     * @param copies how many copies of a topic there are to be among so many brokers
     * @param applied is told what was not as declared
     */
    void apply(
            BrokerAddress cluster,
            String administrator,
            String password,
            IntUnaryOperator copies,
            Consumer<String> applied) {
        SortedMap<String, KafkaRights> users = rights(home);
        var passwords = new TreeMap<String, String>();
        users.keySet().forEach(user -> passwords.put(user, secrets.get("kafka." + user)));
        try (Admin admin = admin(cluster, administrator, password)) {
            setPasswords(admin, cluster, passwords, applied);
            setTopics(admin, copies, applied);
            setRights(admin, administrator, users, applied);
        } catch (SaslAuthenticationException refused) {
            throw new IllegalStateException(
                    "Kafka at " + cluster + " does not let in the administrator " + administrator + " ("
                            + refused.getMessage() + "): check the name and the password.",
                    refused);
        } catch (KafkaException refused) {
            throw isAway(refused)
                    ? ServerAway.of(
                            "Kafka at " + cluster,
                            refused.getCause() instanceof ConfigException noAddress ? noAddress : refused)
                    : new IllegalStateException(
                            "Kafka refused deploy/kafka (" + refused.getMessage()
                                    + "): mend the declaration, or give the administrator " + administrator
                                    + " the right.",
                            refused);
        }
    }

    private static Admin admin(BrokerAddress cluster, String user, String password) {
        var settings = new HashMap<>(cluster.client(user, password));
        settings.put("request.timeout.ms", 10_000);
        settings.put("default.api.timeout.ms", 30_000);
        return KafkaServer.admin(settings);
    }

    /** Nobody there, no name for the address yet, or fewer brokers than copies. */
    private static boolean isAway(KafkaException refused) {
        return refused instanceof RetriableException
                || refused instanceof InvalidReplicationFactorException
                || refused instanceof SslAuthenticationException
                || refused.getCause() instanceof ConfigException;
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof KafkaException cause ? cause : new KafkaException(refused.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void setPasswords(
            Admin admin, BrokerAddress cluster, Map<String, String> passwords, Consumer<String> applied) {
        Map<String, UserScramCredentialsDescription> present =
                answer(admin.describeUserScramCredentials().all());
        var changes = new ArrayList<UserScramCredentialAlteration>();
        var done = new ArrayList<String>();
        passwords.forEach((user, password) -> {
            boolean known = present.containsKey(user);
            if (!known || !accepts(cluster, user, password)) {
                changes.add(new UserScramCredentialUpsertion(
                        user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password));
                done.add(known ? "set the password of account " + user : "made account " + user);
            }
        });
        if (!changes.isEmpty()) {
            var _ = answer(admin.alterUserScramCredentials(changes).all());
            done.forEach(applied);
        }
    }

    private static boolean accepts(BrokerAddress cluster, String user, String password) {
        try (Admin own = admin(cluster, user, password)) {
            var _ = answer(own.describeCluster().clusterId());
            return true;
        } catch (SaslAuthenticationException anotherPassword) {
            return false;
        }
    }

    private void setTopics(Admin admin, IntUnaryOperator copies, Consumer<String> applied) {
        int brokers = answer(admin.describeCluster().nodes()).size();
        Map<String, NewTopic> declared = declared(copies.applyAsInt(brokers));
        Set<String> present = answer(admin.listTopics().names());
        var kept = new TreeMap<>(declared);
        kept.keySet().retainAll(present);
        if (!kept.isEmpty()) {
            refuseOtherShape(admin, kept);
            setConfiguration(admin, kept, applied);
        }
        var missing = new TreeMap<>(declared);
        missing.keySet().removeAll(present);
        if (!missing.isEmpty()) {
            var _ = answer(admin.createTopics(missing.values()).all());
            missing.keySet().forEach(name -> applied.accept("made topic " + name));
        }
    }

    /** Every topic as it is made; all but one of its copies have to acknowledge. */
    private Map<String, NewTopic> declared(int copies) {
        JsonNode kinds = declaredTopics();
        var declared = new TreeMap<String, NewTopic>();
        topics().forEach((name, kind) -> {
            Map<String, String> config =
                    json.convertValue(kinds.at("/" + kind + "/config"), new TypeReference<Map<String, String>>() {});
            config.put("min.insync.replicas", Integer.toString(Math.max(1, copies - 1)));
            int partitions = kinds.at("/" + kind + "/partitions").asInt();
            declared.put(name, new NewTopic(name, partitions, (short) copies).configs(config));
        });
        return declared;
    }

    /** Every topic, with its kind as {@code deploy/kafka/topics.json} names it. */
    public static Map<String, String> topics() {
        var topics = new TreeMap<String, String>();
        Publisher.ALL.forEach(publisher -> topics.put(publisher.topic(), "events"));
        Subscription.ALL.forEach(one -> topics.put(Topics.deadLettersOf(one.service()), "dead-letters"));
        topics.put(Topics.NETWORK_PROGRESS, "states");
        // A region has a topic where somebody may write it.
        rights(Home.find()).values().stream()
                .flatMap(rights -> rights.writes().stream())
                .filter(Topics::isOfRegion)
                .forEach(topic -> topics.put(topic, "events"));
        return topics;
    }

    /**
     * More partitions would send a stream's next event elsewhere than its last, and other copies are to be brought to their brokers:
     * these are migrations, not settings.
     */
    private static void refuseOtherShape(Admin admin, Map<String, NewTopic> declared) {
        Map<String, TopicDescription> present =
                answer(admin.describeTopics(declared.keySet()).allTopicNames());
        declared.forEach((name, wanted) -> {
            TopicDescription topic = Objects.requireNonNull(present.get(name));
            if (topic.partitions().size() != wanted.numPartitions()) {
                throw new IllegalStateException("Topic " + name + " has "
                        + topic.partitions().size() + " partitions and deploy/kafka/topics.json says "
                        + wanted.numPartitions() + ": put the old number back.");
            }
            topic.partitions().forEach(partition -> {
                if (partition.replicas().size() != wanted.replicationFactor()) {
                    throw new IllegalStateException("Topic " + name + " has other numbers of copies ("
                            + partition.replicas().size() + " of partition " + partition.partition()
                            + ") than are wanted (" + wanted.replicationFactor()
                            + "): reassign its partitions with kafka-reassign-partitions.sh, or want as many.");
                }
            });
        });
    }

    private static void setConfiguration(Admin admin, Map<String, NewTopic> declared, Consumer<String> applied) {
        Map<ConfigResource, Config> present = answer(admin.describeConfigs(
                        declared.keySet().stream().map(KafkaProvision::resource).toList())
                .all());
        var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        var done = new ArrayList<String>();
        declared.forEach((name, wanted) -> {
            Config configuration = Objects.requireNonNull(present.get(resource(name)));
            var operations = new ArrayList<AlterConfigOp>();
            new TreeMap<>(wanted.configs()).forEach((key, value) -> {
                ConfigEntry set = configuration.get(key);
                if (set == null
                        || set.source() != ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
                        || !value.equals(set.value())) {
                    operations.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
                    done.add("set " + key + "=" + value + " of topic " + name);
                }
            });
            if (!operations.isEmpty()) {
                changes.put(resource(name), operations);
            }
        });
        if (!changes.isEmpty()) {
            var _ = answer(admin.incrementalAlterConfigs(changes).all());
            done.forEach(applied);
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static void setRights(
            Admin admin, String administrator, Map<String, KafkaRights> users, Consumer<String> applied) {
        var wanted = new HashSet<AclBinding>();
        users.forEach((user, rights) -> wanted.addAll(bindings(user, rights)));
        Set<AclBinding> present = present(admin, administrator);
        Set<AclBinding> missing = new HashSet<>(wanted);
        missing.removeAll(present);
        Set<AclBinding> extra = new HashSet<>(present);
        extra.removeAll(wanted);
        if (!missing.isEmpty()) {
            var _ = answer(admin.createAcls(missing).all());
            told(missing, "gave ").forEach(applied);
        }
        if (!extra.isEmpty()) {
            var _ = answer(
                    admin.deleteAcls(extra.stream().map(AclBinding::toFilter).toList())
                            .all());
            told(extra, "took away ").forEach(applied);
        }
        // The controller has agreed; the broker that decides on requests hears of it a moment later.
        var _ = Wait.until(
                "Kafka's rights", Duration.ofSeconds(30), () -> wanted.equals(present(admin, administrator)));
    }

    private static List<String> told(Set<AclBinding> rights, String what) {
        return rights.stream()
                .map(right -> what + right.entry().principal() + " "
                        + right.entry().permissionType().name().toLowerCase(Locale.ROOT) + " "
                        + right.entry().operation().name().toLowerCase(Locale.ROOT) + " "
                        + right.pattern().resourceType().name().toLowerCase(Locale.ROOT) + " "
                        + right.pattern().name())
                .sorted()
                .toList();
    }

    private static Set<AclBinding> present(Admin admin, String administrator) {
        return answer(admin.describeAcls(AclBindingFilter.ANY).values()).stream()
                .filter(right -> !right.entry().principal().equals("User:" + administrator))
                .collect(Collectors.toSet());
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
