package network.reuse.kubernetes;

import static network.reuse.kubernetes.Resource.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where secrets come from, and who reads them. */
final class SecretRules {
    /** Stands for keys that only whoever fills the store knows. */
    private static final String ANY = "*";

    private SecretRules() {}

    /** A key of a Secret that somebody reads. */
    private record Reference(Resource reader, String secret, String key) {}

    /** Every Secret that is read has somebody who makes it, with the key that is read. */
    static Stream<String> producers(Manifests manifests) {
        Map<String, Set<String>> made = made(manifests);
        return references(manifests).stream()
                .filter(reference -> !made.getOrDefault(reference.secret(), Set.of())
                                .contains(reference.key())
                        && !made.getOrDefault(reference.secret(), Set.of()).contains(ANY))
                .map(reference -> reference.reader() + " reads " + reference.key() + " of the Secret "
                        + reference.secret() + ", which nobody makes");
    }

    /** No Secret is made for nobody. */
    static Stream<String> readers(Manifests manifests) {
        Set<String> read = references(manifests).stream().map(Reference::secret).collect(Collectors.toSet());
        return manifests
                .all("ExternalSecret")
                .filter(made -> !read.contains(made.name()))
                .map(made -> made + " is read by nobody");
    }

    /** None is in the repository. */
    static Stream<String> values(Manifests manifests) {
        return Stream.concat(
                manifests.all("Secret").map(secret -> secret + " is in the repository"),
                manifests
                        .workloads()
                        .flatMap(workload -> workload.variables()
                                .filter(variable ->
                                        variable.path("name").asText().matches(".*(PASSWORD|SECRET|_KEY)")
                                                && !variable.has("valueFrom"))
                                .map(variable -> workload + " has the value of "
                                        + variable.path("name").asText())));
    }

    private static Map<String, Set<String>> made(Manifests manifests) {
        var made = new TreeMap<String, Set<String>>();
        manifests.all("ExternalSecret").forEach(secret -> {
            JsonNode template = secret.spec().at("/target/template/data");
            Set<String> keys = new TreeSet<>();
            if (template.isMissingNode()) {
                list(secret.spec().path("data"))
                        .forEach(one -> keys.add(one.path("secretKey").asText()));
                list(secret.spec().path("dataFrom")).forEach(from -> keys.add(keyFrom(from)));
            } else {
                template.fieldNames().forEachRemaining(keys::add);
            }
            made.put(secret.name(), keys);
        });
        manifests.all("KafkaUser").forEach(user -> made.put(user.name(), Set.of("password", "sasl.jaas.config")));
        manifests
                .all("Certificate")
                .forEach(certificate -> made.put(
                        certificate.spec().path("secretName").asText(), Set.of("tls.crt", "tls.key", "ca.crt")));
        return made;
    }

    private static String keyFrom(JsonNode from) {
        if (from.has("extract")) {
            return ANY;
        }
        String renamed = from.at("/rewrite/0/regexp/target").asText();
        return renamed.isEmpty() ? "password" : renamed;
    }

    private static List<Reference> references(Manifests manifests) {
        var references = new ArrayList<Reference>();
        manifests.workloads().forEach(workload -> {
            workload.variables()
                    .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                    .filter(JsonNode::isObject)
                    .forEach(reference -> references.add(new Reference(
                            workload,
                            reference.path("name").asText(),
                            reference.path("key").asText())));
            list(workload.pod().path("volumes")).forEach(volume -> {
                files(references, workload, volume.path("secret"), "secretName");
                list(volume.at("/projected/sources"))
                        .forEach(source -> files(references, workload, source.path("secret"), "name"));
            });
        });
        manifests.all("Keycloak").forEach(keycloak -> {
            JsonNode spec = keycloak.spec();
            for (String login : List.of("usernameSecret", "passwordSecret")) {
                JsonNode secret = spec.path("db").path(login);
                references.add(new Reference(
                        keycloak,
                        secret.path("name").asText(),
                        secret.path("key").asText()));
            }
            for (String key : List.of("client-id", "client-secret")) {
                references.add(new Reference(
                        keycloak, spec.at("/bootstrapAdmin/service/secret").asText(), key));
            }
            references.add(new Reference(keycloak, spec.at("/http/tlsSecret").asText(), "tls.key"));
            list(spec.at("/unsupported/podTemplate/spec/volumes"))
                    .forEach(volume -> files(references, keycloak, volume.path("secret"), "secretName"));
        });
        manifests.all("Cluster").forEach(cluster -> {
            JsonNode spec = cluster.spec();
            references.add(new Reference(
                    cluster, spec.at("/certificates/serverTLSSecret").asText(), "tls.key"));
            references.add(new Reference(
                    cluster, spec.at("/certificates/serverCASecret").asText(), "ca.crt"));
            login(references, cluster, spec.at("/bootstrap/initdb/secret"));
        });
        manifests
                .all("DatabaseRole")
                .forEach(role -> login(references, role, role.spec().path("passwordSecret")));
        manifests
                .all("ObjectStore")
                .flatMap(store -> store.spec()
                        .at("/configuration/s3Credentials")
                        .valueStream()
                        .map(part -> new Reference(
                                store,
                                part.path("name").asText(),
                                part.path("key").asText())))
                .forEach(references::add);
        manifests
                .all("Kafka")
                .forEach(kafka -> list(kafka.spec().at("/kafka/listeners")).forEach(listener -> {
                    JsonNode own = listener.at("/configuration/brokerCertChainAndKey");
                    for (String part : List.of("certificate", "key")) {
                        references.add(new Reference(
                                kafka,
                                own.path("secretName").asText(),
                                own.path(part).asText()));
                    }
                }));
        manifests
                .all("Issuer")
                .filter(issuer -> issuer.spec().has("ca"))
                .forEach(issuer -> references.add(
                        new Reference(issuer, issuer.spec().at("/ca/secretName").asText(), "tls.key")));
        manifests
                .all("Gateway")
                .forEach(gateway -> list(gateway.spec().path("listeners")).stream()
                        .flatMap(listener -> list(listener.at("/tls/certificateRefs")).stream())
                        .forEach(certificate -> references.add(
                                new Reference(gateway, certificate.path("name").asText(), "tls.key"))));
        return references;
    }

    private static void login(List<Reference> references, Resource reader, JsonNode secret) {
        for (String key : List.of("username", "password")) {
            references.add(new Reference(reader, secret.path("name").asText(), key));
        }
    }

    private static void files(List<Reference> references, Resource reader, JsonNode secret, String name) {
        if (secret.isObject() && !secret.has("items")) {
            // All keys, whatever they are.
            references.add(new Reference(reader, secret.path(name).asText(), "client.network-admin"));
        }
        list(secret.path("items"))
                .forEach(item -> references.add(new Reference(
                        reader, secret.path(name).asText(), item.path("key").asText())));
    }
}
