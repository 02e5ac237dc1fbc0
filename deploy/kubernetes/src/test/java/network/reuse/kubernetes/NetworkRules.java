package network.reuse.kubernetes;

import static network.reuse.kubernetes.Resource.list;
import static network.reuse.kubernetes.Resource.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who may speak to whom. */
final class NetworkRules {
    /** The namespaces outside that the README names. */
    private static final Set<String> NAMESPACES = Set.of("edge", "monitoring", "kube-system", "cnpg-system", "strimzi");

    /** Those that speak to addresses which nobody knows here: each says why. */
    private static final Set<String> OUTSIDE = Set.of(
            "dns",
            "mail",
            "sms",
            "files",
            "postgresql",
            "keys",
            "webhooks",
            "kafka",
            "kafka-entity-operator",
            "kafka-outside",
            "keycloak-operator");

    private NetworkRules() {}

    /** Nothing in and nothing out, for every pod of the namespace. */
    static Stream<String> denial(Manifests manifests) {
        boolean denied = manifests
                .all("NetworkPolicy")
                .map(Resource::spec)
                .anyMatch(spec -> spec.path("podSelector").isEmpty()
                        && list(spec.path("policyTypes")).size() == 2
                        && !spec.has("ingress")
                        && !spec.has("egress"));
        return denied ? Stream.empty() : Stream.of("nothing refuses what no rule allows");
    }

    /** Each rule names whom and by which port, and each pod and namespace that it names is there. */
    static Stream<String> peers(Manifests manifests) {
        Map<String, Map<String, String>> pods = pods(manifests);
        return manifests.all("NetworkPolicy").flatMap(policy -> {
            var wrong = new ArrayList<String>();
            JsonNode whose = policy.spec().path("podSelector");
            if (!whose.isEmpty() && pods.values().stream().noneMatch(labels -> selects(whose, labels))) {
                wrong.add(policy + " is for no pod");
            }
            rules(policy).forEach(rule -> {
                JsonNode peers = rule.has("from") ? rule.path("from") : rule.path("to");
                if (peers.isEmpty() || rule.path("ports").isEmpty()) {
                    wrong.add(policy + " has a rule without peers or without ports");
                }
                list(peers).forEach(peer -> {
                    String namespace = peer.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                            .asText();
                    if (peer.has("namespaceSelector") && !NAMESPACES.contains(namespace)) {
                        wrong.add(policy + " names the namespace '" + namespace + "', which is none of " + NAMESPACES);
                    }
                    if (peer.has("ipBlock") && !OUTSIDE.contains(policy.name())) {
                        wrong.add(policy + " allows addresses");
                    }
                    if (!peer.has("namespaceSelector")
                            && peer.has("podSelector")
                            && pods.values().stream().noneMatch(labels -> selects(peer.path("podSelector"), labels))) {
                        wrong.add(policy + " names pods that are not there: " + peer.path("podSelector"));
                    }
                });
            });
            return wrong.stream();
        });
    }

    /** Who may speak to a pod of this namespace is heard by it. */
    static Stream<String> bothWays(Manifests manifests) {
        Map<String, Map<String, String>> pods = pods(manifests);
        return pods.entrySet().stream()
                .flatMap(from -> policies(manifests, from.getValue()).stream()
                        .flatMap(policy -> list(policy.spec().path("egress")).stream())
                        .flatMap(rule -> pods.entrySet().stream()
                                .filter(to ->
                                        list(rule.path("to")).stream().anyMatch(peer -> names(peer, to.getValue())))
                                .flatMap(to -> list(rule.path("ports")).stream()
                                        .map(port -> port.path("port").asInt())
                                        .filter(port -> !hears(manifests, to.getValue(), from.getValue(), port))
                                        .map(port -> to.getKey() + " does not hear " + from.getKey() + " on port "
                                                + port))));
    }

    /** Each service is reached by whoever calls it and by Prometheus, and reaches its database, Kafka and Keycloak. */
    static Stream<String> ways(Manifests manifests) {
        Map<String, Map<String, String>> pods = pods(manifests);
        var wrong = new ArrayList<String>();
        manifests.all("Deployment").forEach(deployment -> {
            Map<String, String> labels = deployment.podLabels();
            for (JsonNode port : list(deployment.containers().getFirst().path("ports"))) {
                int number = port.path("containerPort").asInt();
                boolean reached = policies(manifests, labels).stream()
                        .flatMap(policy -> list(policy.spec().path("ingress")).stream())
                        .anyMatch(rule -> has(rule, number));
                if (!reached) {
                    wrong.add(deployment + " is reached by nobody on port " + number);
                }
            }
            Map<String, Integer> needed = new LinkedHashMap<>(
                    Map.of("Cluster postgresql", 5432, "Kafka kafka", 9093, "Keycloak keycloak", 8443));
            if (deployment
                    .variables()
                    .anyMatch(variable -> variable.path("name").asText().equals("REUSE_PEOPLE_DATABASE_HOST"))) {
                needed.put("Cluster keys", 5432);
            }
            if (EnvironmentRules.environment(manifests, deployment).containsKey("REUSE_FILES_S3_ACCESS_KEY")
                    && policies(manifests, labels).stream()
                            .noneMatch(policy -> policy.name().equals("files"))) {
                wrong.add(deployment + " does not reach the object store");
            }
            needed.forEach((server, port) -> {
                Map<String, String> its = pods.getOrDefault(server, Map.of());
                boolean reaches = policies(manifests, labels).stream()
                        .flatMap(policy -> list(policy.spec().path("egress")).stream())
                        .anyMatch(rule -> has(rule, port)
                                && list(rule.path("to")).stream().anyMatch(peer -> names(peer, its)));
                if (!reaches) {
                    wrong.add(deployment + " does not reach " + server);
                }
            });
        });
        return wrong.stream();
    }

    /** The labels of every pod of the namespace, ours and those that operators make of a custom resource. */
    private static Map<String, Map<String, String>> pods(Manifests manifests) {
        var pods = new LinkedHashMap<String, Map<String, String>>();
        manifests.workloads().forEach(workload -> pods.put(workload.toString(), workload.podLabels()));
        manifests
                .all("Cluster")
                .forEach(cluster -> pods.put(cluster.toString(), Map.of("cnpg.io/cluster", cluster.name())));
        manifests.all("Kafka").forEach(kafka -> {
            pods.put(
                    kafka.toString(),
                    Map.of("strimzi.io/cluster", kafka.name(), "strimzi.io/name", kafka.name() + "-kafka"));
            pods.put(
                    "EntityOperator " + kafka.name(),
                    Map.of("strimzi.io/cluster", kafka.name(), "strimzi.io/name", kafka.name() + "-entity-operator"));
        });
        manifests
                .all("Keycloak")
                .forEach(keycloak -> pods.put(
                        keycloak.toString(), Map.of("app", "keycloak", "app.kubernetes.io/instance", keycloak.name())));
        pods.put("keycloak-operator", Map.of("app.kubernetes.io/name", "keycloak-operator"));
        return pods;
    }

    private static List<Resource> policies(Manifests manifests, Map<String, String> pod) {
        return manifests
                .all("NetworkPolicy")
                .filter(policy -> policy.spec().path("podSelector").isEmpty()
                        || selects(policy.spec().path("podSelector"), pod))
                .toList();
    }

    private static Stream<JsonNode> rules(Resource policy) {
        return Stream.concat(
                list(policy.spec().path("ingress")).stream(), list(policy.spec().path("egress")).stream());
    }

    private static boolean hears(Manifests manifests, Map<String, String> pod, Map<String, String> caller, int port) {
        return policies(manifests, pod).stream()
                .flatMap(policy -> list(policy.spec().path("ingress")).stream())
                .anyMatch(rule ->
                        has(rule, port) && list(rule.path("from")).stream().anyMatch(peer -> names(peer, caller)));
    }

    private static boolean has(JsonNode rule, int port) {
        return list(rule.path("ports")).stream()
                .anyMatch(one -> one.path("port").asInt() == port);
    }

    private static boolean names(JsonNode peer, Map<String, String> pod) {
        return !peer.has("namespaceSelector") && peer.has("podSelector") && selects(peer.path("podSelector"), pod);
    }

    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(texts(selector.path("matchLabels")).entrySet())
                && list(selector.path("matchExpressions")).stream()
                        .allMatch(expression -> list(expression.path("values")).stream()
                                .anyMatch(value -> value.asText()
                                        .equals(labels.get(
                                                expression.path("key").asText()))));
    }
}
