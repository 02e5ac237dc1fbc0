package network.reuse.gateway.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import network.reuse.contracts.Refusal;

/**
 * Where deliveries go: https, by a name of the public DNS, on port 443. An address in figures, in whatever base they are written, is no
 * name; what the name stands for is asked at each delivery. With the development switch, this machine may be meant, by http and on
 * any port.
 */
record WebhookAddress(URI uri) {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int LONGEST_NAME = 253;

    /** At least two labels, of which the last begins with a letter. */
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** What ends so is nobody's name on the Internet. */
    private static final Set<String> LOCAL_ENDS = Set.of(
            "arpa",
            "cluster",
            "corp",
            "home",
            "internal",
            "intranet",
            "invalid",
            "lan",
            "local",
            "localdomain",
            "localhost",
            "onion",
            "private",
            "svc",
            "test");

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** The address that a request names; refused when nothing is delivered to such a one. */
    static WebhookAddress of(String url, boolean development) {
        URI uri = parsed(url);
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null || !uri.isAbsolute()) {
            throw refused(
                    "Donnez une adresse entière, sans nom d'utilisateur ni fragment, par exemple https://logiciel.example/reemploi.",
                    "Give a whole address, without a user's name or a fragment, such as https://software.example/reuse.");
        }
        WebhookAddress address = new WebhookAddress(uri);
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        if (development && address.isThisMachine() && (https || "http".equalsIgnoreCase(uri.getScheme()))) {
            return address;
        }
        if (!https) {
            throw refused("L'adresse commence par https://.", "The address begins with https://.");
        }
        if (address.port() != HTTPS_PORT) {
            throw refused("Le port est 443.", "The port is 443.");
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_NAME
                || !NAME.matcher(name).matches()
                || LOCAL_ENDS.contains(name.substring(name.lastIndexOf('.') + 1))) {
            throw refused(
                    "L'hôte est un nom public, pas une adresse en chiffres ni un nom d'un réseau local.",
                    "The host is a public name, no address in figures and no name of a local network.");
        }
        return address;
    }

    private static URI parsed(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException unreadable) {
            throw refused("Ce n'est pas une adresse web.", "This is no web address.");
        }
    }

    private static Refusal refused(String french, String english) {
        return Refusal.invalid("/url", "not_a_webhook_url", french, english);
    }

    boolean isEncrypted() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    String host() {
        return uri.getHost();
    }

    int port() {
        return uri.getPort() >= 0 ? uri.getPort() : isEncrypted() ? HTTPS_PORT : HTTP_PORT;
    }

    /** What is asked for there: path and query. */
    String target() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Whether it names this machine, which the development switch alone allows. */
    boolean isThisMachine() {
        return THIS_MACHINE.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }

    /** Whether a connection to there may be opened. */
    boolean mayBe(InetAddress resolved, boolean development) {
        return PublicNetwork.has(resolved) || (development && isThisMachine() && resolved.isLoopbackAddress());
    }
}
