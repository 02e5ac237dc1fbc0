package network.reuse.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import network.reuse.servers.Home;

/** The resources of one overlay, as {@code kubectl kustomize} renders them. */
record Manifests(String overlay, List<Resource> resources) {
    static final List<String> OVERLAYS = List.of("demo", "production");

    private static final Map<String, Manifests> READ = new ConcurrentHashMap<>();

    static Path folder() {
        return Home.find().declaration("kubernetes");
    }

    static Path rendered(String overlay) {
        return folder().resolve("rendered").resolve(overlay + ".yaml");
    }

    /** Those of an overlay as they are rendered in the repository. */
    static Manifests of(String overlay) {
        return READ.computeIfAbsent(overlay, Manifests::read);
    }

    private static Manifests read(String overlay) {
        try (MappingIterator<JsonNode> documents = new ObjectMapper(new YAMLFactory())
                .readerFor(JsonNode.class)
                .readValues(rendered(overlay).toFile())) {
            return new Manifests(
                    overlay, documents.readAll().stream().map(Resource::new).toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Stream<Resource> all(String kind) {
        return resources.stream().filter(resource -> resource.kind().equals(kind));
    }

    Optional<Resource> find(String kind, String name) {
        return all(kind).filter(resource -> resource.name().equals(name)).findFirst();
    }

    /** What runs pods of ours. */
    Stream<Resource> workloads() {
        return resources.stream()
                .filter(resource ->
                        !resource.pod().isMissingNode() && resource.group().matches("apps|batch"));
    }

    /** A copy in which one resource is changed. */
    Manifests changed(String kind, String name, Consumer<ObjectNode> change) {
        Resource whose = find(kind, name).orElseThrow(() -> new IllegalArgumentException(kind + " " + name));
        return new Manifests(
                overlay,
                resources.stream()
                        .map(resource -> resource.equals(whose) ? changed(resource, change) : resource)
                        .toList());
    }

    private static Resource changed(Resource resource, Consumer<ObjectNode> change) {
        ObjectNode copy = resource.json().deepCopy();
        change.accept(copy);
        return new Resource(copy);
    }

    /** A copy without one resource. */
    Manifests without(String kind, String name) {
        Resource whose = find(kind, name).orElseThrow(() -> new IllegalArgumentException(kind + " " + name));
        return new Manifests(
                overlay,
                resources.stream().filter(resource -> !resource.equals(whose)).toList());
    }
}
