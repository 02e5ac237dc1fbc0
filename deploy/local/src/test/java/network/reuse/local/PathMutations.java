package network.reuse.local;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Ways to spell a path so that a wall and what stands behind it may read it differently. */
final class PathMutations {
    private PathMutations() {}

    /** Each by its name; every path here starts with a slash and ends without one. */
    static Map<String, UnaryOperator<String>> all() {
        Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
        for (int segment = 1; segment <= 3; segment++) {
            int at = segment;
            all.put(";x after segment " + at, path -> afterSegment(path, at, ";x"));
            all.put(";a=b after segment " + at, path -> afterSegment(path, at, ";a=b"));
            all.put("%3b after segment " + at, path -> afterSegment(path, at, "%3b"));
        }
        for (String end : new String[] {
            ";", ";x", ";a=b", "%3b", "%3Bx", "%253b", "%2f", "%5C", "//", "/", "/.", "/..", "%00", "\t", "%09", "%20",
            "%0d%0a", "é", "%zz", "%3f", "#x", "*", ".", ".json", ".html"
        }) {
            all.put(visible(end) + " at the end", path -> path + end);
        }
        for (String slash : new String[] {
            "%2f",
            "%2F",
            "%252f",
            "%5c",
            "\\",
            "%c0%af",
            "//",
            "/./",
            "/x/../",
            "/x/%2e%2e/",
            "/x/.%2E/",
            "/x/..;/",
            "/%2e/",
            "/x/%252e%252e/",
            "/;/",
            "/%00/"
        }) {
            all.put(visible(slash) + " for the last slash", path -> beforeLast(path) + slash + last(path));
        }
        all.put("// at the front", path -> "/" + path);
        all.put("/./ at the front", path -> "/." + path);
        all.put("/../ at the front", path -> "/.." + path);
        all.put("%2f after the first segment", path -> "/" + path.substring(1).replaceFirst("/", "%2f"));
        all.put("another host in front", path -> "http://elsewhere" + path);
        all.put("no slash at the front", path -> path.substring(1));
        all.put("upper case", path -> path.toUpperCase(Locale.ROOT));
        all.put(
                "the last segment in upper case",
                path -> beforeLast(path) + "/" + last(path).toUpperCase(Locale.ROOT));
        all.put("the first letter encoded", path -> "/" + encoded(path.substring(1, 2)) + path.substring(2));
        all.put("the last segment encoded", path -> beforeLast(path) + "/" + encoded(last(path)));
        all.put("every letter encoded", PathMutations::encodedSegments);
        return all;
    }

    private static String afterSegment(String path, int segment, String text) {
        int slash = 0;
        for (int i = 0; i < segment && slash >= 0; i++) {
            slash = path.indexOf('/', slash + 1);
        }
        return slash < 0 ? path + text : path.substring(0, slash) + text + path.substring(slash);
    }

    private static String beforeLast(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String encodedSegments(String path) {
        StringBuilder all = new StringBuilder();
        for (String segment : path.substring(1).split("/", -1)) {
            all.append('/').append(encoded(segment));
        }
        return all.toString();
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append("%%%02x".formatted(one & 0xff));
        }
        return encoded.toString();
    }

    private static String visible(String text) {
        return text.replace("\t", "tab");
    }
}
