package network.reuse.kubernetes;

import static network.reuse.kubernetes.Resource.list;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.servers.Home;
import network.reuse.servers.Service;

/** What pods are told is what the code reads. */
final class EnvironmentRules {
    /** Settings of the libraries, by the name that they give them. */
    private static final Set<String> LIBRARIES = Set.of(
            "QUARKUS_INIT_AND_EXIT",
            "QUARKUS_MAILER_PASSWORD",
            "QUARKUS_MAILER_START_TLS",
            "QUARKUS_MAILER_USERNAME",
            "QUARKUS_OIDC_TLS_TLS_CONFIGURATION_NAME",
            "QUARKUS_TLS_KEYCLOAK_TRUST_STORE_PEM_CERTS");

    /** What those who keep contacts need beside what their files say. */
    private static final Set<String> OF_PEOPLE =
            Set.of("REUSE_PEOPLE_DATABASE_HOST", "REUSE_PEOPLE_DATABASE_API_PASSWORD", "REUSE_PEOPLE_KEY");

    /** What whoever makes clients of the sandbox needs beside what its files say. */
    private static final Set<String> OF_SANDBOXES = Set.of("REUSE_SANDBOX_KEY", "REUSE_SANDBOX_CLIENT_SECRET");

    private static final Set<String> OF_FILES_IN_A_BUCKET =
            Set.of("REUSE_FILES_S3_BUCKET", "REUSE_FILES_S3_ACCESS_KEY", "REUSE_FILES_S3_SECRET_KEY");

    private static final Set<String> OF_FILES_IN_A_FOLDER = Set.of("REUSE_FILES_FOLDER");

    private static final Pattern OF_PROVISION = Pattern.compile("\"(REUSE_[A-Z_]+)\"");

    private EnvironmentRules() {}

    /** Every variable is a property that some service reads, or the provision. */
    static Stream<String> known(Manifests manifests) {
        Set<String> ours = Service.ALL.stream()
                .flatMap(service -> Settings.of(service).names().stream())
                .map(Settings::variable)
                .collect(Collectors.toCollection(TreeSet::new));
        ours.addAll(LIBRARIES);
        Set<String> provision = Settings.sources(Home.find().declaration("servers"))
                .flatMap(source -> OF_PROVISION.matcher(Settings.text(source)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        return manifests
                .workloads()
                .flatMap(workload -> environment(manifests, workload).keySet().stream()
                        .filter(name -> !(workload.name().equals("realm") ? provision : ours).contains(name))
                        .map(name -> workload + " is told " + name + ", which nobody reads"));
    }

    /** Every service is told what it cannot do without, and what makes sense on one machine alone unless it is said. */
    static Stream<String> complete(Manifests manifests) {
        return Service.ALL.stream().flatMap(service -> {
            Resource deployment = manifests.find("Deployment", service.name()).orElseThrow();
            Set<String> needed = Settings.of(service).needed().stream()
                    .map(Settings::variable)
                    .collect(Collectors.toCollection(TreeSet::new));
            needed.add("REUSE_OPERATOR_KEY_FILE");
            needed.add("REUSE_OIDC_ISSUER");
            if (service.keepsPeople()) {
                needed.addAll(OF_PEOPLE);
            }
            if (service.knowsInvitations()) {
                needed.add("REUSE_INVITATION_KEY");
            }
            if (service.signsCertificates()) {
                needed.add("REUSE_CERTIFICATE_KEY");
            }
            if (service.keepsFiles()) {
                needed.addAll(
                        environment(manifests, deployment)
                                        .getOrDefault("REUSE_FILES_STORE", "folder")
                                        .equals("s3")
                                ? OF_FILES_IN_A_BUCKET
                                : OF_FILES_IN_A_FOLDER);
            }
            if (service.opensSandboxes()) {
                needed.addAll(OF_SANDBOXES);
            }
            if (service.deliversWebhooks()) {
                needed.add("REUSE_WEBHOOKS_KEY");
            }
            needed.removeAll(environment(manifests, deployment).keySet());
            return needed.stream().map(name -> deployment + " is not told " + name);
        });
    }

    /** A folder of files outlives its pod, and no other pod has one of its own. */
    static Stream<String> files(Manifests manifests) {
        return Service.ALL.stream()
                .filter(Service::keepsFiles)
                .map(service -> manifests.find("Deployment", service.name()).orElseThrow())
                .flatMap(deployment -> {
                    Map<String, String> told = environment(manifests, deployment);
                    String folder = told.getOrDefault("REUSE_FILES_FOLDER", "");
                    if (told.getOrDefault("REUSE_FILES_STORE", "folder").equals("s3")) {
                        return Stream.empty();
                    }
                    boolean kept = list(deployment.containers().getFirst().path("volumeMounts")).stream()
                            .filter(mount -> mount.path("mountPath").asText().equals(folder))
                            .map(mount -> mount.path("name").asText())
                            .anyMatch(name -> list(deployment.pod().path("volumes")).stream()
                                    .anyMatch(volume ->
                                            volume.path("name").asText().equals(name)
                                                    && volume.has("persistentVolumeClaim")));
                    return kept && deployment.spec().path("replicas").asInt() == 1
                            ? Stream.empty()
                            : Stream.of(deployment + " keeps files in a folder that not all of its pods have");
                });
    }

    /** Addresses in variables are those of services and servers of the same overlay. */
    static Stream<String> addresses(Manifests manifests) {
        return manifests.all("Deployment").flatMap(deployment -> {
            Map<String, String> told = environment(manifests, deployment);
            return Stream.concat(
                    told.entrySet().stream()
                            .filter(entry -> entry.getValue().matches("http://[a-z-]+:\\d+"))
                            .filter(entry -> manifests
                                    .all("Service")
                                    .noneMatch(service -> list(service.spec().path("ports")).stream()
                                            .anyMatch(port -> entry.getValue()
                                                    .equals("http://" + service.name() + ":"
                                                            + port.path("port").asInt()))))
                            .map(entry -> deployment + ": " + entry + " is no Service"),
                    told.entrySet().stream()
                            .filter(entry -> entry.getKey().matches("REUSE_(PEOPLE_)?DATABASE_HOST"))
                            .filter(entry -> manifests
                                    .all("Cluster")
                                    .noneMatch(cluster -> entry.getValue().equals(cluster.name() + "-rw")))
                            .map(entry -> deployment + ": " + entry + " is no cluster of databases"));
        });
    }

    /** What a workload's containers find in their environment; a secret's value is empty here. */
    static Map<String, String> environment(Manifests manifests, Resource workload) {
        var environment = new LinkedHashMap<String, String>();
        workload.containers().stream()
                .flatMap(container -> list(container.path("envFrom")).stream())
                .flatMap(source -> manifests
                        .find("ConfigMap", source.at("/configMapRef/name").asText())
                        .stream())
                .forEach(map -> environment.putAll(Resource.texts(map.json().path("data"))));
        workload.variables()
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return environment;
    }
}
