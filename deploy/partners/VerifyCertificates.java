import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verifies a workshop's chain of erasure certificates without a network and without a library:
 *
 * <pre>java VerifyCertificates.java [--max-age 24h] chain.ndjson keys.json</pre>
 *
 * The first file is what GET /v1/refurb/certificate-chain answers (its parts, one behind the other), the second what GET
 * /.well-known/reuse-certificate-keys.json answers. Says of each certificate whether it stands, and of each entry that is changed,
 * missing or out of order which one it is. Its word holds as of the time at which the workshop's service signed the head, which it
 * prints: what was revoked since is not in the file. With --max-age (such as 90m, 24h or 30d) an older head is a fault. Ends with 0 when
 * the chain is whole, with 1 when it is not, with 2 when a file cannot be read.
 * Needs Java 17 or later.
 */
public final class VerifyCertificates {
    private static final String ENTRY = "reuse-certificate-entry+sd-jwt";
    private static final String HEAD = "reuse-certificate-chain-head+jwt";
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Map<String, Map<String, Object>> keys = new HashMap<>();
    private final Map<String, String> told = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<Long, String> hashes = new HashMap<>();
    private final TreeMap<Long, Long> gaps = new TreeMap<>();
    private String chain;
    private long last;
    private boolean lastIsSigned = true;
    private Instant headAsOf;

    public static void main(String[] arguments) {
        boolean dated = arguments.length == 4 && "--max-age".equals(arguments[0]);
        Duration maxAge = dated ? age(arguments[1]) : null;
        if (arguments.length != 2 && maxAge == null) {
            System.err.println("usage: java VerifyCertificates.java [--max-age 24h] chain.ndjson keys.json");
            System.exit(2);
        }
        int first = arguments.length - 2;
        VerifyCertificates verify = new VerifyCertificates();
        try {
            verify.readKeys(Files.readString(Path.of(arguments[first + 1])));
            try (BufferedReader lines = Files.newBufferedReader(Path.of(arguments[first]))) {
                long at = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    at++;
                    if (!line.isBlank()) {
                        verify.line(line, at);
                    }
                }
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            System.err.println("cannot be read: " + unreadable.getMessage());
            System.exit(2);
        }
        System.exit(verify.end(maxAge, Instant.now()));
    }

    /** So many minutes, hours or days; null when it says neither. */
    private static Duration age(String told) {
        Matcher age = Pattern.compile("(\\d{1,6})([mhd])").matcher(told);
        if (!age.matches()) {
            return null;
        }
        long count = Long.parseLong(age.group(1));
        return switch (age.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private void readKeys(String json) {
        for (Object key : (List<?>) object(Json.read(json)).getOrDefault("keys", List.of())) {
            keys.put(String.valueOf(object(key).get("kid")), object(key));
        }
    }

    private void line(String line, long at) {
        Map<String, Object> read;
        try {
            read = object(Json.read(line));
        } catch (IllegalArgumentException broken) {
            faults.add("line " + at + ": changed: it is no JSON object");
            lastIsSigned = false;
            return;
        }
        if (read.get("head") instanceof String head) {
            head(head);
        } else if (read.get("sdJwt") instanceof String entry) {
            entry(entry, read.get("number") instanceof Long number ? number : last + 1);
        } else {
            faults.add("line " + at + ": changed: it is neither an entry nor a head");
        }
    }

    private void entry(String sdJwt, long number) {
        String name = "entry " + number;
        String[] parts = sdJwt.split("~", -1);
        String jws = parts[0];
        Map<String, Object> states = payload(jws);
        String wrong = states == null ? "its statement cannot be read" : wrong(jws, states, ENTRY, "issuedAt");
        if (wrong == null && !Long.valueOf(number).equals(states.get("number"))) {
            wrong = "it was signed as number " + states.get("number");
        }
        if (number <= last) {
            faults.add(name + ": out of order: it comes after entry " + last);
            found(number);
        } else if (number > last + 1) {
            gaps.put(last + 1, number - 1);
        }
        if (wrong != null) {
            faults.add(name + ": changed: " + wrong);
        } else {
            boolean first = number == 1;
            String before = hashes.get(number - 1);
            Object previous = states.get("previous");
            // Of one whose neighbour is changed or missing, that has been said already.
            if (first ? previous != null : before != null && lastIsSigned && !before.equals(previous)) {
                faults.add(name + ": changed: the entry before it is not the one that it names");
            }
            String own = object(states.get("workshop")).get("id") + "/" + states.get("env");
            if (chain != null && !chain.equals(own)) {
                faults.add(name + ": changed: it belongs to another chain, " + own);
            }
            chain = chain == null ? own : chain;
            disclosures(name, parts, states);
            tell(number, states);
        }
        lastIsSigned = wrong == null;
        hashes.put(number, sha256(jws));
        last = Math.max(last, number);
    }

    /** Each disclosure is one that the entry was signed with. */
    private void disclosures(String name, String[] parts, Map<String, Object> states) {
        List<?> digests = states.get("_sd") instanceof List<?> all ? all : List.of();
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].isEmpty() && !digests.contains(base64(digest(parts[i])))) {
                faults.add(name + ": changed: a disclosure is not one that it was signed with");
            }
        }
    }

    private void tell(long number, Map<String, Object> states) {
        Object ends = states.get("revokes") == null ? states.get("replaces") : states.get("revokes");
        if (ends != null && told.containsKey(ends.toString())) {
            told.merge(
                    ends.toString(),
                    states.get("revokes") == null
                            ? "replaced by entry " + number
                            : "revoked by entry " + number + ": " + states.get("reason"),
                    (before, now) -> before.replace(": stands", ": " + now));
        }
        if ("CERTIFICATE".equals(states.get("type"))) {
            told.put(
                    String.valueOf(states.get("id")),
                    "entry " + number + ": certificate " + states.get("id") + " of "
                            + object(states.get("medium")).get("serialNumber") + " in "
                            + object(states.get("device")).get("code") + ", "
                            + object(states.get("sanitisation")).get("level") + ": stands");
        }
    }

    private void head(String jws) {
        Map<String, Object> states = payload(jws);
        String wrong = states == null ? "its statement cannot be read" : wrong(jws, states, HEAD, "asOf");
        if (wrong != null) {
            faults.add("the head: changed: " + wrong);
            return;
        }
        headAsOf = time(states.get("asOf"));
        long number = states.get("number") instanceof Long said ? said : -1;
        if (last < number) {
            gaps.put(last + 1, number);
        } else if (number > 0 && lastIsSigned && !String.valueOf(hashes.get(number)).equals(states.get("hash"))) {
            faults.add("entry " + number + ": changed: it is not the one that the head names");
        }
        String own = states.get("workshop") + "/" + states.get("env");
        if (chain != null && !chain.equals(own)) {
            faults.add("the head: changed: it belongs to another chain, " + own);
        }
    }

    /** It is not missing after all. */
    private void found(long number) {
        Map.Entry<Long, Long> gap = gaps.floorEntry(number);
        if (gap == null || gap.getValue() < number) {
            return;
        }
        gaps.remove(gap.getKey());
        if (gap.getKey() < number) {
            gaps.put(gap.getKey(), number - 1);
        }
        if (number < gap.getValue()) {
            gaps.put(number + 1, gap.getValue());
        }
    }

    private int end(Duration maxAge, Instant now) {
        gaps.forEach((from, to) -> faults.add(
                (from.equals(to) ? "entry " + from : "entries " + from + " to " + to) + ": missing"));
        if (headAsOf == null) {
            faults.add("the head: missing: whether entries were cut off the end cannot be told, nor as of when they stand");
        } else if (maxAge != null && headAsOf.isBefore(now.minus(maxAge))) {
            faults.add("the head: stale: it says how things stood at " + headAsOf + "; read the chain again");
        }
        told.values().forEach(System.out::println);
        faults.forEach(fault -> System.out.println("FAULT " + fault));
        if (headAsOf != null) {
            System.out.println("as of " + headAsOf + "; what was revoked later is not in this file");
        }
        System.out.println(
                faults.isEmpty() ? last + " entries, the chain is whole" : faults.size() + " faults, the chain is not whole");
        return faults.isEmpty() ? 0 : 1;
    }

    /** What is wrong with signed bytes of this type that say by this member when they were signed; null when nothing is. */
    private String wrong(String jws, Map<String, Object> states, String type, String signedAt) {
        if (!isSigned(jws)) {
            return "its signature is not that of a published key";
        }
        if (!type.equals(header(jws).get("typ"))) {
            return "it was signed as something else";
        }
        Map<String, Object> key = keys.get(String.valueOf(header(jws).get("kid")));
        Instant at = time(states.get(signedAt));
        if (at == null) {
            return "it does not say when it was signed";
        }
        Instant from = time(key.get("validFrom"));
        Instant until = time(key.get("validUntil"));
        boolean early = from != null && at.isBefore(from);
        boolean late = until != null && at.isAfter(until);
        return early || late ? "its key was not to sign at " + at : null;
    }

    private static Instant time(Object told) {
        try {
            return told instanceof String text ? Instant.parse(text) : null;
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    private boolean isSigned(String jws) {
        try {
            Map<String, Object> header = header(jws);
            Map<String, Object> key = header == null ? null : keys.get(String.valueOf(header.get("kid")));
            if (key == null || !"EdDSA".equals(header.get("alg"))) {
                return false;
            }
            int dot = jws.lastIndexOf('.');
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(publicKey(decode(String.valueOf(key.get("x")))));
            check.update(jws.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
            return check.verify(decode(jws.substring(dot + 1)));
        } catch (GeneralSecurityException | IllegalArgumentException no) {
            return false;
        }
    }

    private static Map<String, Object> header(String jws) {
        return part(jws, 0);
    }

    private static Map<String, Object> payload(String jws) {
        return part(jws, 1);
    }

    private static Map<String, Object> part(String jws, int which) {
        try {
            String[] parts = jws.split("\\.", -1);
            return parts.length == 3 ? object(Json.read(new String(decode(parts[which]), StandardCharsets.UTF_8))) : null;
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] encoded = new byte[X509.length + raw.length];
        System.arraycopy(X509, 0, encoded, 0, X509.length);
        System.arraycopy(raw, 0, encoded, X509.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String sha256(String ascii) {
        return HexFormat.of().formatHex(digest(ascii));
    }

    private static byte[] digest(String ascii) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(ascii.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("no JSON object");
    }

    /** Reads JSON (RFC 8259): objects, lists, texts, whole numbers, true, false and null. */
    private static final class Json {
        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        static Object read(String text) {
            Json json = new Json(text);
            Object value = json.value(0);
            json.blanks();
            if (json.at != text.length()) {
                throw json.broken();
            }
            return value;
        }

        private Object value(int depth) {
            blanks();
            if (depth > 20) {
                throw broken();
            }
            return switch (peek()) {
                case '{' -> members(depth);
                case '[' -> items(depth);
                case '"' -> string();
                case 't' -> word("true", true);
                case 'f' -> word("false", false);
                case 'n' -> word("null", null);
                default -> number();
            };
        }

        private Map<String, Object> members(int depth) {
            Map<String, Object> members = new LinkedHashMap<>();
            at++;
            blanks();
            while (peek() != '}') {
                if (!members.isEmpty()) {
                    take(',');
                    blanks();
                }
                String name = string();
                blanks();
                take(':');
                if (members.containsKey(name)) {
                    throw broken();
                }
                members.put(name, value(depth + 1));
                blanks();
            }
            at++;
            return members;
        }

        private List<Object> items(int depth) {
            List<Object> items = new ArrayList<>();
            at++;
            blanks();
            while (peek() != ']') {
                if (!items.isEmpty()) {
                    take(',');
                }
                items.add(value(depth + 1));
                blanks();
            }
            at++;
            return items;
        }

        private String string() {
            take('"');
            StringBuilder read = new StringBuilder();
            while (peek() != '"') {
                char next = text.charAt(at++);
                if (next != '\\') {
                    read.append(next);
                    continue;
                }
                char escaped = peek();
                at++;
                switch (escaped) {
                    case 'b' -> read.append('\b');
                    case 'f' -> read.append('\f');
                    case 'n' -> read.append('\n');
                    case 'r' -> read.append('\r');
                    case 't' -> read.append('\t');
                    case 'u' -> {
                        if (at + 4 > text.length()) {
                            throw broken();
                        }
                        read.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                        at += 4;
                    }
                    case '"', '\\', '/' -> read.append(escaped);
                    default -> throw broken();
                }
            }
            at++;
            return read.toString();
        }

        private Long number() {
            int from = at;
            while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return Long.valueOf(text.substring(from, at));
        }

        private Object word(String word, Object value) {
            if (!text.startsWith(word, at)) {
                throw broken();
            }
            at += word.length();
            return value;
        }

        private void blanks() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private char peek() {
            if (at >= text.length()) {
                throw broken();
            }
            return text.charAt(at);
        }

        private void take(char expected) {
            if (peek() != expected) {
                throw broken();
            }
            at++;
        }

        private IllegalArgumentException broken() {
            return new IllegalArgumentException("no JSON at character " + at);
        }
    }
}
