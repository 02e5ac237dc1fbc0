package network.reuse.defaults.request;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import network.reuse.contracts.Refusal;

/**
 * What the head of a request must be like. A raw path with matrix parameters, encoded slashes, backslashes or dot segments
 * is refused, since servers, proxies and path policies read such paths differently (CVE-2026-39852, CVE-2026-50559); so
 * are an address that is no URI, headers that HTTP forbids and a host that is not one, which whoever passes the request on
 * would read differently.
 */
final class HeadRules {
    private static final Pattern AMBIGUOUS =
            Pattern.compile(";|\\\\|//|%3b|%2f|%5c|%00|%25|(^|/)(\\.|%2e){1,2}(/|$)|[^\\x21-\\x7e]");
    private static final Pattern PRINTABLE_WITHOUT_FRAGMENT = Pattern.compile("[\\x21-\\x7e&&[^#]]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=%:\\[\\]-]*");

    private HeadRules() {}

    /** The first rule that this request breaks. */
    static Optional<Refusal> broken(HttpServerRequest request) {
        String raw = request.uri();
        int query = raw.indexOf('?');
        String path = (query < 0 ? raw : raw.substring(0, query)).toLowerCase(Locale.ROOT);
        if (AMBIGUOUS.matcher(path).find() || !path.startsWith("/")) {
            return malformed(
                    "ambiguous_path",
                    "Le chemin contient des caractères ambigus (« ; », barre encodée, segments « . »).",
                    "The path holds ambiguous characters (\";\", an encoded slash, dot segments).");
        }
        if (!isUri(raw, path)) {
            return malformed(
                    "uri_malformed",
                    "L'adresse contient un « % » que deux chiffres hexadécimaux ne suivent pas, un octet qui n'est pas de l'UTF-8, ou un"
                            + " caractère qui s'écrit encodé, par exemple {, |, un espace ou é.",
                    "The address holds a \"%\" that two hexadecimal digits do not follow, a byte that is no UTF-8, or a character that"
                            + " is written encoded, such as {, |, a space or é.");
        }
        for (Map.Entry<String, String> header : request.headers()) {
            if (!isToken(header.getKey()) || !isFieldValue(header.getValue())) {
                return malformed(
                        "header_forbidden",
                        "Un en-tête contient un caractère que HTTP interdit dans un nom ou dans une valeur.",
                        "A header holds a character that HTTP forbids in a name or in a value.");
            }
        }
        if (request.version() != HttpVersion.HTTP_2) {
            List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
            boolean one = hosts.size() == 1 && HOST.matcher(hosts.getFirst()).matches();
            if (!one && (request.version() != HttpVersion.HTTP_1_0 || !hosts.isEmpty())) {
                return malformed(
                        "host_ambiguous",
                        "La demande porte exactement un en-tête Host, qui nomme un hôte.",
                        "The request bears exactly one Host header, which names a host.");
            }
        }
        if (MediaRanges.read(request.headers().getAll(HttpHeaders.ACCEPT)).isEmpty()) {
            return malformed(
                    "accept_unreadable",
                    "L'en-tête Accept nomme des types de média, par exemple application/json.",
                    "The Accept header names media types, such as application/json.");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> malformed(String code, String french, String english) {
        return Optional.of(Refusal.of(Refusal.Kind.MALFORMED, code, french, english));
    }

    /**
     * Whether this is a URI (RFC 3986) without a fragment, and its path is UTF-8. What a query's value says is looked at
     * later, where it is refused by its parameter's name.
     */
    private static boolean isUri(String raw, String path) {
        try {
            var _ = new URI(raw);
            byte[] decoded =
                    URLDecoder.decode(path, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded));
            return PRINTABLE_WITHOUT_FRAGMENT.matcher(raw).matches();
        } catch (CharacterCodingException | URISyntaxException malformed) {
            return false;
        }
    }

    /** Whether this may be a header's name: one or more of the characters that RFC 9110 calls a token's. */
    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char at = name.charAt(i);
            boolean allowed = (at >= 'a' && at <= 'z')
                    || (at >= 'A' && at <= 'Z')
                    || (at >= '0' && at <= '9')
                    || "!#$%&'*+-.^_`|~".indexOf(at) >= 0;
            if (!allowed) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Whether this may be a header's value: no control character but the tabulator. */
    private static boolean isFieldValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char at = value.charAt(i);
            if ((at < ' ' && at != '\t') || at == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
