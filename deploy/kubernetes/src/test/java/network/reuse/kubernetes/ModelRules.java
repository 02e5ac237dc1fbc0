package network.reuse.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every field is one that its kind has. Kinds of Kubernetes, of the Gateway API and of Strimzi are read into their models, others
 * are held to the schemas beside this, which know the fields that are used here; and to whole ones where
 * {@code -Dkubernetes.schemas} names a folder with {@code <group>/<kind>_<version>.json}.
 */
final class ModelRules {
    private static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("gateway.networking.k8s.io/v1/Gateway", Gateway.class),
            Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
            Map.entry("kafka.strimzi.io/v1/Kafka", Kafka.class),
            Map.entry("kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePool.class),
            Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1/KafkaUser", KafkaUser.class));

    /** The models keep what they do not know; here nothing may be left over. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public @Nullable Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private static final Map<String, Optional<Schema>> SCHEMAS = new ConcurrentHashMap<>();

    private ModelRules() {}

    static Stream<String> fields(Manifests manifests) {
        return manifests.resources().stream().flatMap(resource -> Stream.concat(known(resource), whole(resource)));
    }

    private static Stream<String> known(Resource resource) {
        Class<?> model = MODELS.get(resource.apiVersion() + "/" + resource.kind());
        if (model == null) {
            String name = "/schemas/" + resource.group() + "_" + resource.kind().toLowerCase(Locale.ROOT) + ".json";
            return SCHEMAS.computeIfAbsent(name, ModelRules::ours)
                    .map(schema -> violations(schema, resource))
                    .orElseGet(() -> Stream.of(resource + " is of a kind that no model and no schema knows"));
        }
        try {
            var _ = STRICT.treeToValue(resource.json(), model);
            return Stream.empty();
        } catch (JsonProcessingException wrong) {
            return Stream.of(resource + ": " + wrong.getOriginalMessage());
        }
    }

    private static Stream<String> whole(Resource resource) {
        String folder = System.getProperty("kubernetes.schemas");
        if (folder == null) {
            return Stream.empty();
        }
        String version = resource.apiVersion().substring(resource.apiVersion().indexOf('/') + 1);
        Path file =
                Path.of(folder, resource.group(), resource.kind().toLowerCase(Locale.ROOT) + "_" + version + ".json");
        return SCHEMAS.computeIfAbsent(file.toString(), _ -> given(file))
                .map(schema -> violations(schema, resource))
                .orElseGet(Stream::empty);
    }

    private static Stream<String> violations(Schema schema, Resource resource) {
        return schema.validate(resource.json().toString(), InputFormat.JSON).stream()
                .map(error -> resource + ": " + error);
    }

    private static Optional<Schema> ours(String name) {
        try (InputStream in = ModelRules.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(schema(new ObjectMapper().readTree(in)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<Schema> given(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(schema(new ObjectMapper().readTree(file.toFile())))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Schema schema(JsonNode json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json.toString(), InputFormat.JSON);
    }
}
