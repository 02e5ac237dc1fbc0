package network.reuse.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One resource of a rendered manifest. */
record Resource(JsonNode json) {

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    /** The group of its API; empty for the core. */
    String group() {
        int slash = apiVersion().indexOf('/');
        return slash < 0 ? "" : apiVersion().substring(0, slash);
    }

    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    Map<String, String> labels() {
        return texts(json.at("/metadata/labels"));
    }

    JsonNode spec() {
        return json.path("spec");
    }

    /** The template of its pods; missing where it makes none itself. */
    JsonNode pod() {
        return spec().path("template").path("spec");
    }

    Map<String, String> podLabels() {
        return texts(spec().at("/template/metadata/labels"));
    }

    List<JsonNode> containers() {
        return list(pod().path("containers"));
    }

    /** The variables that its containers name one by one. */
    Stream<JsonNode> variables() {
        return containers().stream().flatMap(container -> list(container.path("env")).stream());
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }

    static Map<String, String> texts(JsonNode object) {
        var texts = new LinkedHashMap<String, String>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    static List<JsonNode> list(JsonNode array) {
        return array.valueStream().toList();
    }
}
