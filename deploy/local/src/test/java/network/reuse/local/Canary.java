package network.reuse.local;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something about a person that is planted and must not be found again, with every form in which it might hide: as it is
 * written, otherwise spelled, in other alphabets, encoded, or hashed without a key.
 */
final class Canary {
    private static final List<String> DIGESTS = List.of("MD5", "SHA-1", "SHA-256");

    private final String name;
    private final String value;
    private final Map<String, byte[]> forms = new LinkedHashMap<>();

    private Canary(String name, String value, Map<String, String> spellings) {
        this.name = name;
        this.value = value;
        spellings.forEach(this::encode);
        spellings.forEach(this::digest);
    }

    /** Words: a name, an address. */
    static Canary words(String name, String value) {
        String plain = Normalizer.normalize(value, Normalizer.Form.NFC);
        String bare = bare(plain);
        Map<String, String> spellings = new LinkedHashMap<>();
        spellings.put("plain", plain);
        spellings.put("decomposed", Normalizer.normalize(plain, Normalizer.Form.NFD));
        spellings.put("lower case", plain.toLowerCase(Locale.ROOT));
        spellings.put("upper case", plain.toUpperCase(Locale.ROOT));
        spellings.put("unaccented", bare);
        spellings.put("unaccented lower case", bare.toLowerCase(Locale.ROOT));
        spellings.put("letters alone", bare.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
        return new Canary(name, plain, spellings);
    }

    /** A French phone number, given as ten digits. */
    static Canary phone(String name, String digits) {
        String significant = digits.substring(1);
        String pairs = significant.charAt(0) + significant.substring(1).replaceAll("(..)", " $1");
        Map<String, String> spellings = new LinkedHashMap<>();
        spellings.put("national", digits);
        spellings.put("international", "+33" + significant);
        spellings.put("international without a sign", "33" + significant);
        spellings.put("international with zeros", "0033" + significant);
        spellings.put("national in brackets", "+33(0)" + significant);
        for (String between : List.of(" ", ".", "-")) {
            String spaced = pairs.replace(" ", between);
            spellings.put("national by '" + between + "'", "0" + spaced);
            spellings.put("international by '" + between + "'", "+33" + between + spaced);
            spellings.put("with zeros by '" + between + "'", "0033" + between + spaced);
            spellings.put("in brackets by '" + between + "'", "+33 (0)" + spaced);
        }
        Canary canary = new Canary(name, digits, spellings);
        // Nine digits alone are too common; they count where a value begins.
        for (String before : List.of("\n", "\t", " ", "\"", "'", ":", "=", "(", ",", ";", "|", ">", "/")) {
            canary.forms.put("nine digits behind '" + before + "'", utf8(before + significant));
        }
        return canary;
    }

    /** A credential, which may be kept as a hash. */
    static Canary secret(String name, String value) {
        Canary canary = new Canary(name, value, Map.of());
        canary.encode("plain", value);
        return canary;
    }

    /** Something sealed, which must be gone. */
    static Canary bytes(String name, byte[] value) {
        Canary canary = new Canary(name, HexFormat.of().formatHex(value), Map.of());
        canary.forms.put("bytes", value);
        canary.forms.put("hex", utf8(canary.value));
        canary.forms.put("base64", utf8(inBase64(value, 0)));
        return canary;
    }

    String name() {
        return name;
    }

    /** As it is planted. */
    String value() {
        return value;
    }

    /** What to look for, each under what it is. */
    Map<String, byte[]> forms() {
        return forms;
    }

    private void encode(String spelling, String text) {
        byte[] utf8 = utf8(text);
        add(spelling, utf8);
        boolean ascii = utf8.length == text.length();
        if (!ascii) {
            if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
                add(spelling + ", Latin-1", text.getBytes(StandardCharsets.ISO_8859_1));
            }
            add(spelling + ", JSON escapes", utf8(escaped(text)));
            add(spelling + ", quoted-printable", utf8(quotedPrintable(utf8)));
        }
        for (Charset wide : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            add(spelling + ", " + wide, text.getBytes(wide));
        }
        String url = URLEncoder.encode(text, StandardCharsets.UTF_8);
        add(spelling + ", URL", utf8(url));
        add(spelling + ", URL with %20", utf8(url.replace("+", "%20")));
        add(spelling + ", hex", utf8(HexFormat.of().formatHex(utf8)));
        for (int before = 0; before < 3; before++) {
            String inside = inBase64(utf8, before);
            add(spelling + ", base64 after " + before, utf8(inside));
            add(
                    spelling + ", URL base64 after " + before,
                    utf8(inside.replace('+', '-').replace('/', '_')));
        }
    }

    private void digest(String spelling, String text) {
        for (String algorithm : DIGESTS) {
            for (String end : List.of("", "\n")) {
                byte[] digest = digest(algorithm, utf8(text + end));
                String form = spelling + (end.isEmpty() ? "" : " with an end of line") + ", " + algorithm;
                add(form, digest);
                add(form + " in hex", utf8(HexFormat.of().formatHex(digest)));
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(digest);
                add(form + " in base64", utf8(base64));
                add(form + " in URL base64", utf8(base64.replace('+', '-').replace('/', '_')));
            }
        }
    }

    private void add(String form, byte[] bytes) {
        if (forms.values().stream().noneMatch(known -> Arrays.equals(known, bytes))) {
            forms.put(form, bytes);
        }
    }

    /** The characters that stand for these bytes wherever they begin, whatever stands around them. */
    private static String inBase64(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return whole.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            escaped.append(one < 128 ? String.valueOf(one) : String.format(Locale.ROOT, "\\u%04x", (int) one));
        }
        return escaped.toString();
    }

    private static String quotedPrintable(byte[] utf8) {
        StringBuilder quoted = new StringBuilder();
        for (byte one : utf8) {
            quoted.append(one > 0 ? String.valueOf((char) one) : String.format(Locale.ROOT, "=%02X", one & 0xff));
        }
        return quoted.toString();
    }

    private static String bare(String text) {
        String ligatures = text.replace("œ", "oe")
                .replace("Œ", "OE")
                .replace("æ", "ae")
                .replace("Æ", "AE")
                .replace("ß", "ss");
        return Normalizer.normalize(ligatures, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
