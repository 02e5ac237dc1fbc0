package network.reuse.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares a released schema with today's: only fields that may be missing can be added to it. */
final class Broken {
    private static final Set<String> WORDS = Set.of("$schema", "title", "description");
    private static final Set<String> DESCENDED = Set.of("properties", "required", "items");

    private Broken() {}

    /** What today's schema breaks of the released one, a sentence each. */
    static List<String> promises(String where, JsonNode before, JsonNode now) {
        List<String> broken = new ArrayList<>();
        before.path("properties").properties().forEach(property -> {
            String field = where + "/" + property.getKey();
            JsonNode today = now.path("properties").get(property.getKey());
            if (today == null) {
                broken.add(field + " was removed; its readers still expect it.");
            } else {
                broken.addAll(promises(field, property.getValue(), today));
            }
        });
        if (before.has("items")) {
            broken.addAll(promises(where + "/items", before.get("items"), now.path("items")));
        }

        Set<String> requiredBefore = texts(before.path("required"));
        Set<String> requiredNow = texts(now.path("required"));
        for (String field : requiredNow) {
            if (!requiredBefore.contains(field)) {
                broken.add(where + "/" + field + " is required now; events already published do not have it.");
            }
        }
        for (String field : requiredBefore) {
            if (!requiredNow.contains(field)) {
                broken.add(where + "/" + field + " is optional now; its readers rely on it.");
            }
        }

        Set<String> keywords = new HashSet<>();
        before.fieldNames().forEachRemaining(keywords::add);
        now.fieldNames().forEachRemaining(keywords::add);
        for (String keyword : keywords) {
            if (!WORDS.contains(keyword)
                    && !DESCENDED.contains(keyword)
                    && !before.path(keyword).equals(now.path(keyword))) {
                broken.add("%s had %s %s and has %s now; that is a new version of the event."
                        .formatted(where, keyword, said(before.path(keyword)), said(now.path(keyword))));
            }
        }
        return broken;
    }

    private static String said(JsonNode value) {
        return value.isMissingNode() ? "none" : value.toString();
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
