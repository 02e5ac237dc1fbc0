package network.reuse.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One OpenAPI document made of the gateway's own and each service's: operations keep their paths, get the service's name
 * before their tags, and an operation id or a schema of the same name in two documents is told apart by the service.
 */
final class MergedApi {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final String REFERENCE = "#/components/";

    private final ObjectNode merged;
    private final Set<String> operationIds = new HashSet<>();

    /**
     * Starts with the gateway's own document, whose title and version stand for all.
     *
     * @param url where partners reach every operation
     * @param tokenUrl where they get an access token
     * @param contact the e-mail address at which they get an answer
     */
    MergedApi(ObjectNode own, String url, String tokenUrl, String contact) {
        merged = own.deepCopy();
        secure(merged.withObject("/paths"));
        operations(merged.path("paths"))
                .forEach(operation ->
                        operationIds.add(operation.path("operationId").asText()));
        ObjectNode schemes = new ObjectMapper().createObjectNode();
        schemes.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", description(tokenUrl));
        merged.withObject("/components").set("securitySchemes", schemes);
        merged.remove("security");
        merged.putArray("servers").addObject().put("url", url);
        merged.withObject("/info")
                .putObject("contact")
                .put("name", "Réseau de réemploi")
                .put("url", url)
                .put("email", contact);
    }

    private static String description(String tokenUrl) {
        return "Jeton d'accès OAuth 2.0, à demander par POST à " + tokenUrl
                + " avec grant_type=client_credentials et l'identifiant et le secret que l'administration du réseau a"
                + " remis à votre organisation ; à renouveler avant la fin de sa durée (expires_in). Les rôles qu'il faut"
                + " à une opération sont ceux que donne x-roles ; un seul suffit. / OAuth 2.0 access token: POST to "
                + tokenUrl
                + " with grant_type=client_credentials and the client id and secret that the network's administration gave"
                + " your organisation; get a new one before it expires (expires_in). The roles that an operation takes are"
                + " in x-roles; one of them is enough.";
    }

    /** Adds a service's document. */
    MergedApi with(String service, ObjectNode document) {
        ObjectNode theirs = document.deepCopy();
        rename(theirs, clashes(service, theirs));
        secure(theirs.withObject("/paths"));
        theirs.path("components").properties().forEach(section -> {
            if (!section.getKey().equals("securitySchemes")) {
                merged.withObject("/components")
                        .withObjectProperty(section.getKey())
                        .setAll((ObjectNode) section.getValue());
            }
        });
        theirs.path("tags")
                .forEach(tag -> merged.withArray("/tags")
                        .add(((ObjectNode) tag.deepCopy())
                                .put("name", service + ": " + tag.path("name").asText())));
        for (ObjectNode operation : operations(theirs.path("paths"))) {
            tag(operation, service);
            identify(operation, service);
        }
        theirs.path("paths").properties().forEach(path -> {
            if (merged.path("paths").has(path.getKey())) {
                throw new IllegalStateException(service + " offers " + path.getKey() + ", which is offered already");
            }
            merged.withObject("/paths").set(path.getKey(), path.getValue());
        });
        return this;
    }

    ObjectNode document() {
        return merged;
    }

    private static void tag(ObjectNode operation, String service) {
        JsonNode before = operation.path("tags");
        ArrayNode tags = operation.putArray("tags");
        before.forEach(tag -> tags.add(service + ": " + tag.asText()));
        if (tags.isEmpty()) {
            tags.add(service);
        }
    }

    private void identify(ObjectNode operation, String service) {
        String id = operation.path("operationId").asText();
        if (!id.isEmpty() && !operationIds.add(id)) {
            String longer = service + capital(id);
            operation.put("operationId", longer);
            operationIds.add(longer);
        }
    }

    /** The references to what is called as something else here already, each with the name it gets instead. */
    private Map<String, String> clashes(String service, ObjectNode theirs) {
        Map<String, String> renamed = new HashMap<>();
        theirs.path("components").properties().forEach(section -> {
            JsonNode known = merged.path("components").path(section.getKey());
            section.getValue().properties().forEach(one -> {
                if (known.has(one.getKey()) && !known.path(one.getKey()).equals(one.getValue())) {
                    String prefix = REFERENCE + section.getKey() + "/";
                    renamed.put(prefix + one.getKey(), prefix + capital(service) + one.getKey());
                }
            });
        });
        return renamed;
    }

    private static void rename(ObjectNode theirs, Map<String, String> renamed) {
        renamed.forEach((from, to) -> {
            String[] path = from.substring(REFERENCE.length()).split("/", 2);
            ObjectNode section = theirs.withObject("/components").withObjectProperty(path[0]);
            section.set(to.substring(to.lastIndexOf('/') + 1), section.remove(path[1]));
        });
        refer(theirs, renamed);
    }

    private static void refer(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object && object.path("$ref").isTextual()) {
            String reference = object.path("$ref").asText();
            object.put("$ref", renamed.getOrDefault(reference, reference));
        }
        node.forEach(child -> refer(child, renamed));
    }

    /**
     * Whatever a document calls its way of presenting a token, here it has one name. The roles, of which one is enough, stand
     * beside it: a security requirement would ask for all that it names.
     */
    private static void secure(JsonNode paths) {
        for (ObjectNode operation : operations(paths)) {
            if (!operation.path("security").isEmpty()) {
                SortedSet<String> roles = new TreeSet<>();
                operation
                        .path("security")
                        .forEach(way -> way.forEach(some -> some.forEach(role -> roles.add(role.asText()))));
                ArrayNode _ = operation.putArray("security").addObject().putArray("bearer");
                if (!roles.isEmpty()) {
                    ArrayNode named = operation.putArray("x-roles");
                    roles.forEach(named::add);
                }
            }
        }
    }

    private static List<ObjectNode> operations(JsonNode paths) {
        return paths.valueStream()
                .flatMap(path -> path.propertyStream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .map(entry -> (ObjectNode) entry.getValue()))
                .toList();
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
