package network.reuse.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import network.reuse.contracts.Roles;

/**
 * A partner's software as a client of the realm, and what its tokens say.
 *
 * @param audience whether the services accept its tokens
 * @param tokenSeconds how long they are good, if not as long as all others
 */
record RealmClient(
        String clientId,
        String name,
        String organisation,
        List<String> regions,
        String env,
        List<String> roles,
        boolean audience,
        OptionalInt tokenSeconds) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Predicate<String> ID =
            Pattern.compile("[A-Za-z0-9._-]{1,200}").asMatchPredicate();
    private static final Predicate<String> UUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").asMatchPredicate();
    private static final Predicate<String> REGION = Pattern.compile("[0-9]{2}").asMatchPredicate();

    /** The clients that a file declares, in its order; what the register of organisations takes from the same file is passed over. */
    static List<RealmClient> read(Path file) {
        JsonNode all;
        try {
            all = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(file + " is not JSON: " + wrong.getOriginalMessage(), wrong);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read: name a file of clients.", unreadable);
        }
        if (!all.isArray()) {
            throw new IllegalArgumentException(file + " holds no array of clients, such as demo-partners.json does.");
        }
        var clients = new ArrayList<RealmClient>();
        all.forEach(one -> clients.add(of(one, file + ", client " + (clients.size() + 1))));
        return List.copyOf(clients);
    }

    private static RealmClient of(JsonNode one, String number) {
        String id = text(one, "clientId", ID, "letters, digits, dots, hyphens and underscores", number);
        String where = number + " (" + id + ")";
        return new RealmClient(
                id,
                one.path("name").asText(id),
                text(one, "organisation", UUID, "the organisation's id in the register, a UUID", where),
                texts(one, "regions", REGION, "INSEE codes of regions, such as \"44\"", where),
                text(one, "env", env -> env.equals("live") || env.equals("test"), "live or test", where),
                texts(one, "roles", Roles.ALL::contains, "some of " + Roles.ALL, where),
                one.path("audience").asBoolean(true),
                one.has("tokenSeconds") ? OptionalInt.of(one.get("tokenSeconds").asInt()) : OptionalInt.empty());
    }

    private static String text(JsonNode one, String field, Predicate<String> form, String meaning, String where) {
        JsonNode value = one.path(field);
        if (!value.isTextual() || !form.test(value.textValue())) {
            throw wrong(field, value, meaning, where);
        }
        return value.textValue();
    }

    private static List<String> texts(
            JsonNode one, String field, Predicate<String> form, String meaning, String where) {
        JsonNode values = one.path(field);
        var texts = new ArrayList<String>();
        for (JsonNode value : values) {
            if (!value.isTextual() || !form.test(value.textValue())) {
                throw wrong(field, value, meaning, where);
            }
            texts.add(value.textValue());
        }
        if (!values.isArray()) {
            throw wrong(field, values, "an array of " + meaning, where);
        }
        return List.copyOf(texts);
    }

    private static IllegalArgumentException wrong(String field, JsonNode value, String meaning, String where) {
        return new IllegalArgumentException(where + " has "
                + (value.isMissingNode() ? "no " + field : field + " " + value) + ": it has to be " + meaning + ".");
    }
}
