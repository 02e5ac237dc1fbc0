package network.reuse.kubernetes;

import static network.reuse.kubernetes.Resource.list;
import static network.reuse.kubernetes.Resource.texts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.servers.Home;
import network.reuse.servers.KafkaProvision;
import network.reuse.servers.KafkaRights;

/** What {@code deploy} and the contracts declare is what the custom resources say. */
final class Declarations {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Declarations() {}

    /** Every topic, with its partitions, its copies on as many brokers as there are, and its settings; and no other. */
    static Stream<String> topics(Manifests manifests) {
        JsonNode kinds = read("kafka/topics.json");
        int brokers = manifests
                .all("KafkaNodePool")
                .mapToInt(pool -> pool.spec().path("replicas").asInt())
                .sum();
        int copies = Math.min(kinds.path("copies").asInt(), brokers);
        var wanted = new TreeMap<String, String>();
        KafkaProvision.topics().forEach((topic, kind) -> {
            JsonNode declared = kinds.path(kind);
            var config = new TreeMap<>(texts(declared.path("config")));
            config.put("min.insync.replicas", Integer.toString(Math.max(1, copies - 1)));
            wanted.put(topic, declared.path("partitions").asText() + " partitions, " + copies + " copies, " + config);
        });
        Map<String, String> found = by(
                manifests.all("KafkaTopic"),
                topic -> topic.spec().path("partitions").asText() + " partitions, "
                        + topic.spec().path("replicas").asText() + " copies, "
                        + new TreeMap<>(texts(topic.spec().path("config"))));
        return differences("the topic", wanted, found);
    }

    /** Every account, with what it may write and read; and no other. */
    static Stream<String> accounts(Manifests manifests) {
        var wanted = new TreeMap<String, String>();
        try {
            KafkaRights.all(Home.find().text("kafka/acls.json"))
                    .forEach((account, rights) ->
                            wanted.put(account, rights.writes() + " " + rights.reads() + " [" + account + "]"));
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException(wrong);
        }
        Map<String, String> found = by(
                manifests.all("KafkaUser"),
                user -> rights(user, "topic", "Write") + " " + rights(user, "topic", "Read") + " "
                        + rights(user, "group", "Read"));
        return differences("the account", wanted, found);
    }

    private static Set<String> rights(Resource user, String type, String operation) {
        return list(user.spec().at("/authorization/acls")).stream()
                .filter(acl -> acl.at("/resource/type").asText().equals(type)
                        && list(acl.path("operations")).stream()
                                .anyMatch(one -> one.asText().equals(operation))
                        && acl.at("/resource/patternType")
                                .asText("literal")
                                .equals(type.equals("group") ? "prefix" : "literal"))
                .map(acl -> acl.at("/resource/name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every database with its owner, those of people's keys in a cluster of their own; and no other. */
    static Stream<String> databases(Manifests manifests) {
        var wanted = new TreeMap<String, String>();
        for (JsonNode database : read("postgresql/databases.json")) {
            String name = database.path("name").asText();
            wanted.put(name, name + "_owner in " + clusterOf(name));
        }
        var found = new TreeMap<String, String>();
        manifests
                .all("Database")
                .forEach(database -> found.put(
                        database.spec().path("name").asText(),
                        database.spec().path("owner").asText() + " in "
                                + database.spec().at("/cluster/name").asText()));
        manifests.all("Cluster").forEach(cluster -> {
            JsonNode first = cluster.spec().at("/bootstrap/initdb");
            found.put(first.path("database").asText(), first.path("owner").asText() + " in " + cluster.name());
        });
        return differences("the database", wanted, found);
    }

    /** Every role, which logs in by its own password and may do nothing more; and no other. */
    static Stream<String> roles(Manifests manifests) {
        var wanted = new TreeMap<String, String>();
        for (JsonNode database : read("postgresql/databases.json")) {
            String name = database.path("name").asText();
            for (JsonNode suffix : database.path("roles")) {
                String role = name + "_" + suffix.asText();
                wanted.put(role, form(clusterOf(name), "database-" + role.replace('_', '-'), ""));
            }
        }
        wanted.put(
                "audit",
                form(
                        "postgresql",
                        "database-audit",
                        "{bypassrls=true, connectionLimit=20, inRoles=[\"pg_read_all_data\"]}"));
        var found = new TreeMap<String, String>();
        manifests.all("DatabaseRole").forEach(role -> {
            var more = new TreeMap<String, String>();
            role.spec().properties().stream()
                    .filter(entry -> !Set.of("name", "cluster", "login", "passwordSecret")
                            .contains(entry.getKey()))
                    .forEach(entry -> more.put(entry.getKey(), entry.getValue().toString()));
            found.put(
                    role.spec().path("name").asText(),
                    form(
                                    role.spec().at("/cluster/name").asText(),
                                    role.spec().at("/passwordSecret/name").asText(),
                                    more.isEmpty() ? "" : more.toString())
                            + (role.spec().path("login").asBoolean() ? "" : ", without login"));
        });
        manifests.all("Cluster").forEach(cluster -> {
            JsonNode first = cluster.spec().at("/bootstrap/initdb");
            found.put(
                    first.path("owner").asText(),
                    form(cluster.name(), first.at("/secret/name").asText(), ""));
        });
        return differences("the role", wanted, found);
    }

    private static String form(String cluster, String password, String more) {
        return "in " + cluster + ", by " + password + " " + more;
    }

    private static String clusterOf(String database) {
        return database.endsWith("_keys") ? "keys" : "postgresql";
    }

    /** The password of a role is made for the role of that name. */
    static Stream<String> passwords(Manifests manifests) {
        return manifests
                .all("ExternalSecret")
                .filter(secret -> secret.name().startsWith("database-"))
                .filter(secret -> !secret.name()
                        .equals("database-"
                                + secret.spec()
                                        .at("/target/template/data/username")
                                        .asText()
                                        .replace('_', '-')))
                .map(secret -> secret + " is made for another role");
    }

    /** The realm's job gets the clients as a file that the realm takes, and each client's secret. */
    static Stream<String> realm(Manifests manifests) {
        return manifests
                .workloads()
                .filter(workload -> workload.name().equals("realm"))
                .flatMap(job -> list(job.pod().path("volumes")).stream())
                .map(volume -> volume.at("/configMap/name").asText())
                .filter(name -> !name.isEmpty())
                .flatMap(name -> manifests.find("ConfigMap", name).stream())
                .flatMap(map -> {
                    JsonNode clients =
                            parsed(map.json().at("/data/partners.json").asText());
                    Set<String> ids = new TreeSet<>();
                    list(clients)
                            .forEach(client -> ids.add(client.path("clientId").asText()));
                    Set<String> known = manifests.find("ExternalSecret", "partners").stream()
                            .flatMap(secret -> list(secret.spec().path("dataFrom")).stream())
                            .map(from -> from.at("/rewrite/0/regexp/target").asText())
                            .filter(key -> !key.isEmpty())
                            .map(key -> key.replaceFirst("client\\.", ""))
                            .collect(Collectors.toCollection(TreeSet::new));
                    return ids.isEmpty() || (!known.isEmpty() && !known.equals(ids))
                            ? Stream.of("the clients are " + ids + ", their secrets those of " + known)
                            : Stream.empty();
                });
    }

    private static JsonNode read(String file) {
        return parsed(Home.find().text(file));
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private static Map<String, String> by(Stream<Resource> resources, Function<Resource, String> form) {
        return resources.collect(Collectors.toMap(Resource::name, form, (one, _) -> one, TreeMap::new));
    }

    private static Stream<String> differences(String what, Map<String, String> wanted, Map<String, String> found) {
        var names = new TreeSet<>(wanted.keySet());
        names.addAll(found.keySet());
        return names.stream()
                .filter(name -> !wanted.getOrDefault(name, "nothing").equals(found.getOrDefault(name, "nothing")))
                .map(name -> what + " " + name + " is declared as " + wanted.getOrDefault(name, "nothing")
                        + " and made as " + found.getOrDefault(name, "nothing"));
    }
}
