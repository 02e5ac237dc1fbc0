package network.reuse.kubernetes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests of every overlay keep every rule, and each rule notices what it is for. */
class ManifestsTest {
    private static final String FIRST = "# Rendered by ./reuse manifests from sources of sha256 ";
    private static final String SECOND = "# The rest is of sha256 ";

    /** A copy that is wrong in one place, and the rule that must say so. */
    record Broken(String name, String rule, Manifests manifests) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> rules() {
        return Manifests.OVERLAYS.stream()
                .flatMap(overlay -> Rules.ALL.keySet().stream().map(rule -> Arguments.of(overlay, rule)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rules")
    void everyOverlayKeepsEveryRule(String overlay, String rule) {
        assertThat(violations(rule, Manifests.of(overlay))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenCopies")
    void aBrokenCopyIsNoticed(Broken broken) {
        assertThat(violations(broken.rule(), broken.manifests())).isNotEmpty();
    }

    @Test
    void everyRuleHasABrokenCopyThatItNotices() {
        assertThat(brokenCopies().map(Broken::rule).distinct()).containsExactlyInAnyOrderElementsOf(Rules.ALL.keySet());
    }

    /** {@code kubectl} renders; that it was asked after the last change can be seen without it. */
    @ParameterizedTest
    @MethodSource("overlays")
    void whatIsRenderedIsOfTheSourcesAsTheyAre(String overlay) throws IOException {
        String text = Files.readString(Manifests.rendered(overlay));
        List<String> lines = text.lines().limit(2).toList();
        String rest = text.substring(lines.get(0).length() + lines.get(1).length() + 2);

        assertThat(lines).as("run ./reuse manifests").containsExactly(FIRST + sources(), SECOND + sha256(rest));
    }

    static List<String> overlays() {
        return Manifests.OVERLAYS;
    }

    private static List<String> violations(String rule, Manifests manifests) {
        return requireNonNull(Rules.ALL.get(rule), rule).violations(manifests).toList();
    }

    private static String sources() throws IOException {
        var sums = new StringBuilder();
        Path folder = Manifests.folder();
        for (Path file : files(folder)) {
            sums.append(sha256(Files.readString(file)))
                    .append("  ")
                    .append(folder.relativize(file))
                    .append('\n');
        }
        return sha256(sums.toString());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            folder.relativize(file).toString().matches("(base|components|overlays|platform)/.*"))
                    .sorted((one, other) -> folder.relativize(one)
                            .toString()
                            .compareTo(folder.relativize(other).toString()))
                    .toList();
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static Stream<Broken> brokenCopies() {
        Manifests all = Manifests.of("production");
        return Stream.of(
                broken(
                        "a misspelt probe",
                        "fields",
                        all,
                        "Deployment",
                        "gateway",
                        json -> container(json).withObject("/readinessProbe").put("sucessThreshold", 1)),
                broken(
                        "a misspelt field of Kafka",
                        "fields",
                        all,
                        "KafkaNodePool",
                        "node",
                        json -> spec(json).put("rolez", 1)),
                broken(
                        "a misspelt field of the databases",
                        "fields",
                        all,
                        "Cluster",
                        "keys",
                        json -> spec(json).put("instance", 3)),
                broken(
                        "a misspelt field of Keycloak",
                        "fields",
                        all,
                        "Keycloak",
                        "keycloak",
                        json -> spec(json).withObject("/db").put("user", "admin")),
                broken(
                        "a container that may write to its root",
                        "restricted",
                        all,
                        "Deployment",
                        "refurb",
                        json -> container(json).withObject("/securityContext").put("readOnlyRootFilesystem", false)),
                broken(
                        "a job that runs as root",
                        "restricted",
                        all,
                        "Job",
                        "realm",
                        json -> pod(json).withObject("/securityContext").put("runAsUser", 0)),
                broken(
                        "memory without a limit",
                        "resources",
                        all,
                        "Deployment",
                        "refurb",
                        json -> container(json).withObject("/resources").remove("limits")),
                broken(
                        "a liveness probe that asks the database",
                        "probes",
                        all,
                        "Deployment",
                        "refurb",
                        json -> container(json)
                                .withObject("/livenessProbe/httpGet")
                                .put("path", "/q/health/ready")),
                broken(
                        "the latest image",
                        "images",
                        all,
                        "Deployment",
                        "refurb",
                        json -> container(json).put("image", "reuse/refurb:latest")),
                new Broken("no budget for disruptions", "disruptions", all.without("PodDisruptionBudget", "refurb")),
                broken(
                        "a pod that ends before its successor is ready",
                        "disruptions",
                        all,
                        "Deployment",
                        "refurb",
                        json -> spec(json).withObject("/strategy/rollingUpdate").put("maxUnavailable", 1)),
                broken(
                        "a service that leads nowhere",
                        "services",
                        all,
                        "Service",
                        "refurb",
                        json -> spec(json).withObject("/selector").put("app.kubernetes.io/name", "repair")),
                broken(
                        "a volume that is not there",
                        "references",
                        all,
                        "Deployment",
                        "refurb",
                        json -> container(json)
                                .withArray("/volumeMounts")
                                .addObject()
                                .put("name", "cache")
                                .put("mountPath", "/cache")),
                broken(
                        "a service that knows an owner's password",
                        "migrations",
                        all,
                        "Deployment",
                        "refurb",
                        json -> variable(json)
                                .put("name", "REUSE_DATABASE_OWNER_PASSWORD")
                                .putObject("valueFrom")
                                .putObject("secretKeyRef")
                                .put("name", "database-refurb-owner")
                                .put("key", "password")),
                new Broken("no migration job", "migrations", all.without("Job", "refurb-migration")),
                new Broken(
                        "a secret that nobody makes",
                        "secrets have producers",
                        all.without("ExternalSecret", "operator")),
                broken(
                        "a key that its Secret has not",
                        "secrets have producers",
                        all,
                        "ExternalSecret",
                        "people-allocation",
                        json -> spec(json).withArray("/data").removeAll()),
                new Broken("a secret that nobody reads", "secrets have readers", all.without("DatabaseRole", "audit")),
                broken(
                        "a password in the repository",
                        "secrets are not here",
                        all,
                        "Deployment",
                        "refurb",
                        json -> variable(json)
                                .put("name", "REUSE_KAFKA_PASSWORD")
                                .put("value", "geheim")),
                new Broken("no refusal of the rest", "denial", all.without("NetworkPolicy", "default")),
                broken(
                        "a rule without peers",
                        "peers",
                        all,
                        "NetworkPolicy",
                        "refurb",
                        json -> rule(json, "ingress").remove("from")),
                broken(
                        "a rule for pods that are not there",
                        "peers",
                        all,
                        "NetworkPolicy",
                        "refurb",
                        json -> rule(json, "ingress")
                                .withArray("/from")
                                .addObject()
                                .withObject("/podSelector/matchLabels")
                                .put("app", "nginx")),
                broken(
                        "a rule for every address",
                        "peers",
                        all,
                        "NetworkPolicy",
                        "refurb",
                        json -> rule(json, "egress")
                                .withArray("/to")
                                .addObject()
                                .withObject("/ipBlock")
                                .put("cidr", "0.0.0.0/0")),
                broken(
                        "a server that does not hear",
                        "both ways",
                        all,
                        "NetworkPolicy",
                        "postgresql",
                        json -> spec(json).remove("ingress")),
                new Broken("a service that nobody reaches", "ways", all.without("NetworkPolicy", "refurb")),
                broken(
                        "another number of partitions",
                        "topics",
                        all,
                        "KafkaTopic",
                        "refurb.events",
                        json -> spec(json).put("partitions", 24)),
                broken(
                        "events that are deleted",
                        "topics",
                        all,
                        "KafkaTopic",
                        "refurb.events",
                        json -> spec(json).withObject("/config").put("retention.ms", 604800000)),
                new Broken("a topic too few", "topics", all.without("KafkaTopic", "network.progress")),
                broken(
                        "an account that may write another's topic",
                        "accounts",
                        all,
                        "KafkaUser",
                        "dashboard",
                        json -> acl(json, "refurb.events", "Write")),
                broken(
                        "an account that may not read",
                        "accounts",
                        all,
                        "KafkaUser",
                        "gateway",
                        json -> spec(json)
                                .withObject("/authorization")
                                .withArray("/acls")
                                .remove(5)),
                new Broken("a database too few", "databases", all.without("Database", "mediation-keys")),
                broken(
                        "keys of people beside their contacts",
                        "databases",
                        all,
                        "Database",
                        "mediation-keys",
                        json -> spec(json).withObject("/cluster").put("name", "postgresql")),
                broken(
                        "a role that is a superuser",
                        "roles",
                        all,
                        "DatabaseRole",
                        "refurb-api",
                        json -> spec(json).put("superuser", true)),
                broken(
                        "a password of another role",
                        "passwords",
                        all,
                        "ExternalSecret",
                        "database-refurb-api",
                        json -> spec(json).withObject("/target/template/data").put("username", "refurb_owner")),
                broken(
                        "a realm without clients",
                        "realm",
                        all,
                        "ConfigMap",
                        partners(all),
                        json -> json.withObject("/data").put("partners.json", "[]")),
                broken(
                        "a variable that nobody reads",
                        "variables are known",
                        all,
                        "Deployment",
                        "refurb",
                        json -> variable(json)
                                .put("name", "REUSE_DATABASE_HOSTNAME")
                                .put("value", "postgresql-rw")),
                broken(
                        "a variable too few",
                        "variables are complete",
                        all,
                        "Deployment",
                        "refurb",
                        json -> container(json).remove("env")),
                broken(
                        "two pods, each with files of its own",
                        "files",
                        Manifests.of("demo"),
                        "Deployment",
                        "refurb",
                        json -> spec(json).put("replicas", 2)),
                new Broken("an object store that is not reached", "ways", all.without("NetworkPolicy", "files")),
                broken(
                        "an address of nobody",
                        "addresses",
                        all,
                        "Deployment",
                        "gateway",
                        json -> variable(json).put("name", "REUSE_REFURB_URL").put("value", "http://refurb:8080")),
                broken(
                        "more replicas than connections",
                        "connections",
                        all,
                        "Deployment",
                        "refurb",
                        json -> spec(json).put("replicas", 12)),
                broken(
                        "a pod that is killed too early",
                        "ends",
                        all,
                        "Deployment",
                        "refurb",
                        json -> pod(json).put("terminationGracePeriodSeconds", 20)),
                broken(
                        "a delay that is over before a balancer knows",
                        "ends",
                        all,
                        "Deployment",
                        "refurb",
                        json -> variable(json)
                                .put("name", "REUSE_SHUTDOWN_DELAY")
                                .put("value", "PT2S")),
                broken(
                        "an alert without a runbook",
                        "runbooks",
                        all,
                        "PrometheusRule",
                        "reuse",
                        json -> alert(json)
                                .withObject("/annotations")
                                .put("runbook_url", "https://reuse.example/runbooks#look-at-it")),
                broken(
                        "an alert on what nobody measures",
                        "metrics",
                        all,
                        "PrometheusRule",
                        "reuse",
                        json -> alert(json).put("expr", "reuse_outbox_age > 60")));
    }

    private static Broken broken(
            String name, String rule, Manifests all, String kind, String resource, Consumer<ObjectNode> change) {
        return new Broken(name, rule, all.changed(kind, resource, change));
    }

    private static ObjectNode spec(ObjectNode json) {
        return json.withObject("/spec");
    }

    private static ObjectNode pod(ObjectNode json) {
        return json.withObject("/spec/template/spec");
    }

    private static ObjectNode container(ObjectNode json) {
        return (ObjectNode) pod(json).path("containers").path(0);
    }

    private static ObjectNode variable(ObjectNode json) {
        return container(json).withArray("/env").addObject();
    }

    private static ObjectNode rule(ObjectNode json, String direction) {
        return (ObjectNode) spec(json).path(direction).path(0);
    }

    private static ObjectNode alert(ObjectNode json) {
        return (ObjectNode) json.at("/spec/groups/0/rules/1");
    }

    private static void acl(ObjectNode json, String topic, String operation) {
        ObjectNode acl = ((ArrayNode) json.at("/spec/authorization/acls")).addObject();
        acl.putObject("resource").put("type", "topic").put("name", topic);
        acl.putArray("operations").add(operation);
    }

    private static String partners(Manifests manifests) {
        return manifests
                .all("ConfigMap")
                .filter(map -> map.json().path("data").has("partners.json"))
                .map(Resource::name)
                .findFirst()
                .orElseThrow();
    }
}
