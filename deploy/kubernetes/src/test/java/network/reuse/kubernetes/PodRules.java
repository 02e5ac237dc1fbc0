package network.reuse.kubernetes;

import static network.reuse.kubernetes.Resource.list;
import static network.reuse.kubernetes.Resource.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What holds for every pod of ours, and for what keeps it up. */
final class PodRules {
    private static final List<String> PROBES = List.of("startupProbe", "readinessProbe", "livenessProbe");

    private PodRules() {}

    /** What Pod Security's level "restricted" asks for, and a root that nobody writes to. */
    static Stream<String> restricted(Manifests manifests) {
        return manifests.workloads().flatMap(workload -> {
            JsonNode pod = workload.pod();
            return Stream.concat(
                    missing(
                            workload,
                            pod,
                            Map.of(
                                    "/securityContext/runAsNonRoot", "true",
                                    "/securityContext/runAsUser", "10001",
                                    "/securityContext/seccompProfile/type", "RuntimeDefault",
                                    "/automountServiceAccountToken", "false",
                                    "/enableServiceLinks", "false")),
                    workload.containers().stream()
                            .flatMap(container -> Stream.concat(
                                    missing(
                                            workload,
                                            container.path("securityContext"),
                                            Map.of(
                                                    "/allowPrivilegeEscalation", "false",
                                                    "/readOnlyRootFilesystem", "true",
                                                    "/capabilities/drop/0", "ALL")),
                                    refused(
                                            workload,
                                            container
                                                            .at("/securityContext/privileged")
                                                            .asBoolean()
                                                    || container
                                                            .at("/securityContext/capabilities")
                                                            .has("add")
                                                    || pod.path("hostNetwork").asBoolean()
                                                    || pod.path("hostPID").asBoolean()
                                                    || list(pod.path("volumes")).stream()
                                                            .anyMatch(volume -> volume.has("hostPath")),
                                            "takes more of its node than a pod needs"))));
        });
    }

    private static Stream<String> missing(Resource workload, JsonNode node, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .filter(entry -> !node.at(entry.getKey()).asText().equals(entry.getValue()))
                .map(entry -> workload + ": " + entry.getKey() + " is not " + entry.getValue());
    }

    private static Stream<String> refused(Resource workload, boolean wrong, String sentence) {
        return wrong ? Stream.of(workload + " " + sentence) : Stream.empty();
    }

    /** Memory is bounded and not shared, processors are asked for and not bounded. */
    static Stream<String> resources(Manifests manifests) {
        return manifests
                .workloads()
                .flatMap(workload -> workload.containers().stream().flatMap(container -> {
                    JsonNode requests = container.at("/resources/requests");
                    JsonNode limits = container.at("/resources/limits");
                    return refused(
                            workload,
                            !requests.has("cpu")
                                    || !requests.has("memory")
                                    || !requests.path("memory").equals(limits.path("memory"))
                                    || limits.has("cpu"),
                            "does not ask for processors and for as much memory as it may use, or bounds processors");
                }));
    }

    /** Three probes on the management port; liveness asks for the process alone, and gives up last. */
    static Stream<String> probes(Manifests manifests) {
        return manifests
                .all("Deployment")
                .flatMap(deployment -> deployment.containers().stream().flatMap(container -> {
                    var wrong = new ArrayList<String>();
                    for (String name : PROBES) {
                        JsonNode probe = container.path(name).path("httpGet");
                        String path = name.equals("readinessProbe") ? "/q/health/ready" : "/q/health/live";
                        if (!probe.path("port").asText().equals("management")
                                || !probe.path("path").asText().equals(path)) {
                            wrong.add(deployment + ": " + name + " does not ask " + path + " of the management port");
                        }
                    }
                    if (patience(container, "livenessProbe") <= patience(container, "readinessProbe")) {
                        wrong.add(deployment + " is restarted before it is out of rotation");
                    }
                    return wrong.stream();
                }));
    }

    private static int patience(JsonNode container, String probe) {
        return container.path(probe).path("periodSeconds").asInt()
                * container.path(probe).path("failureThreshold").asInt();
    }

    /** An image has a tag that names a release, or a digest. */
    static Stream<String> images(Manifests manifests) {
        return manifests
                .workloads()
                .flatMap(workload -> workload.containers().stream()
                        .map(container -> container.path("image").asText())
                        .filter(image -> !image.matches(".+(:\\d+\\.\\d+\\.\\d+|@sha256:[0-9a-f]{64})"))
                        .map(image -> workload + ": " + image + " names no release"));
    }

    /** Each Deployment has a budget for disruptions that lets a node be drained, spreads its pods, and replaces them one by one. */
    static Stream<String> disruptions(Manifests manifests) {
        return manifests.all("Deployment").flatMap(deployment -> {
            Map<String, String> labels = deployment.podLabels();
            List<Resource> budgets = manifests
                    .all("PodDisruptionBudget")
                    .filter(budget -> selects(budget.spec().at("/selector/matchLabels"), labels))
                    .toList();
            JsonNode rolling = deployment.spec().at("/strategy/rollingUpdate");
            return Stream.of(
                            refused(
                                    deployment,
                                    budgets.size() != 1
                                            || budgets.getFirst()
                                                            .spec()
                                                            .path("maxUnavailable")
                                                            .asInt()
                                                    != 1,
                                    "has no budget that lets one pod go at a time"),
                            refused(
                                    deployment,
                                    rolling.path("maxUnavailable").asInt(-1) != 0
                                            || rolling.path("maxSurge").asInt() != 1,
                                    "ends a pod before its successor is ready"),
                            refused(
                                    deployment,
                                    list(deployment.pod().path("topologySpreadConstraints"))
                                                    .size()
                                            != 2,
                                    "is not spread over zones and nodes"))
                    .flatMap(stream -> stream);
        });
    }

    /** Every service of the cluster leads to pods of one Deployment, by the name of a port that they have. */
    static Stream<String> services(Manifests manifests) {
        return manifests.all("Service").flatMap(service -> {
            List<Resource> behind = manifests
                    .all("Deployment")
                    .filter(deployment -> selects(service.spec().path("selector"), deployment.podLabels()))
                    .toList();
            if (behind.size() != 1) {
                return Stream.of(service + " leads to " + behind);
            }
            Set<String> ports = new HashSet<>();
            behind.getFirst()
                    .containers()
                    .forEach(container -> list(container.path("ports"))
                            .forEach(port -> ports.add(port.path("name").asText()
                                    + port.path("containerPort").asInt())));
            return list(service.spec().path("ports")).stream()
                    .filter(port -> !ports.contains(
                            port.path("targetPort").asText() + port.path("port").asInt()))
                    .map(port -> service + ": port " + port.path("port") + " is none of " + ports);
        });
    }

    /** What a selector of labels alone says of these labels. */
    static boolean selects(JsonNode matchLabels, Map<String, String> labels) {
        return !matchLabels.isEmpty()
                && labels.entrySet().containsAll(texts(matchLabels).entrySet());
    }

    /** Whatever names a volume, a service account or a setting names one that is there. */
    static Stream<String> references(Manifests manifests) {
        return manifests.workloads().flatMap(workload -> {
            Set<String> volumes = new HashSet<>();
            list(workload.pod().path("volumes"))
                    .forEach(volume -> volumes.add(volume.path("name").asText()));
            Predicate<String> account =
                    name -> manifests.find("ServiceAccount", name).isPresent();
            return Stream.of(
                            workload.containers().stream()
                                    .flatMap(container -> list(container.path("volumeMounts")).stream())
                                    .map(mount -> mount.path("name").asText())
                                    .filter(name -> !volumes.contains(name))
                                    .map(name -> workload + " mounts " + name + ", which is none of its volumes"),
                            Stream.of(workload.pod().path("serviceAccountName").asText())
                                    .filter(name -> !name.isEmpty() && !account.test(name))
                                    .map(name -> workload + " runs as " + name + ", which is no service account"),
                            Stream.concat(
                                            list(workload.pod().path("volumes")).stream()
                                                    .map(volume -> volume.at("/configMap/name")),
                                            workload.containers().stream()
                                                    .flatMap(container -> list(container.path("envFrom")).stream())
                                                    .map(source -> source.at("/configMapRef/name")))
                                    .map(JsonNode::asText)
                                    .filter(name -> !name.isEmpty()
                                            && manifests.find("ConfigMap", name).isEmpty())
                                    .map(name -> workload + " reads " + name + ", which is no ConfigMap"))
                    .flatMap(stream -> stream);
        });
    }

    /** A migration job has the environment of its service, and nothing else but the owners' passwords, which no service has. */
    static Stream<String> migrations(Manifests manifests) {
        return manifests
                .all("Deployment")
                .flatMap(deployment -> manifests
                        .find("Job", deployment.name() + "-migration")
                        .map(job -> {
                            Set<JsonNode> services =
                                    new HashSet<>(deployment.variables().toList());
                            Set<JsonNode> jobs = new HashSet<>(job.variables().toList());
                            return Stream.of(
                                            refused(
                                                    deployment,
                                                    services.stream().anyMatch(PodRules::isOwners),
                                                    "knows the password of an owner"),
                                            refused(
                                                    job,
                                                    jobs.stream()
                                                            .filter(variable -> !isOwners(variable)
                                                                    && !name(variable)
                                                                            .equals("QUARKUS_INIT_AND_EXIT"))
                                                            .anyMatch(variable -> !services.contains(variable)),
                                                    "has a variable that its service has not"),
                                            refused(
                                                    job,
                                                    services.stream()
                                                            .filter(variable -> variable.has("valueFrom")
                                                                    && !name(variable)
                                                                            .startsWith("QUARKUS_MAILER"))
                                                            .anyMatch(variable -> !jobs.contains(variable)),
                                                    "lacks a secret that its service has"),
                                            refused(
                                                    job,
                                                    !job.containers()
                                                                    .getFirst()
                                                                    .path("image")
                                                                    .equals(deployment
                                                                            .containers()
                                                                            .getFirst()
                                                                            .path("image"))
                                                            || jobs.stream().noneMatch(PodRules::isOwners)
                                                            || !jobs.contains(
                                                                    variable("QUARKUS_INIT_AND_EXIT", "true")),
                                                    "is not its service's own image, which migrates as owner and ends"))
                                    .flatMap(stream -> stream);
                        })
                        .orElseGet(() -> Stream.of(deployment + " has no migration job")));
    }

    private static boolean isOwners(JsonNode variable) {
        return name(variable).contains("OWNER");
    }

    private static String name(JsonNode variable) {
        return variable.path("name").asText();
    }

    private static JsonNode variable(String name, String value) {
        return new ObjectMapper().createObjectNode().put("name", name).put("value", value);
    }
}
