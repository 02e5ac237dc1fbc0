package network.reuse.gateway.edge;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from: the peer of its connection, unless that is a proxy that is trusted; then whom the proxy forwards for,
 * by {@code X-Forwarded-For} read from its end, since whatever stands before was written by somebody who is not. Quarkus has
 * settings for this ({@code quarkus.http.proxy}); they take the first address, which is the caller's own word behind a proxy that
 * adds to the header, and rewrite the {@code Host} header before it is looked at.
 */
@ApplicationScoped
public class ClientAddresses {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    private final List<Network> trusted;

    public ClientAddresses(@ConfigProperty(name = "reuse.edge.trusted-proxies") Optional<List<String>> trusted) {
        this.trusted = trusted.orElse(List.of()).stream()
                .map(String::strip)
                .map(Network::of)
                .toList();
    }

    /** The addresses that begin with the same bits as this one. */
    private record Network(InetAddress address, int bits) {
        static Network of(String text) {
            int slash = text.indexOf('/');
            InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
            int longest = address == null ? -1 : address.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? longest : number(text.substring(slash + 1));
            if (address == null || bits < 0 || bits > longest) {
                throw new IllegalStateException("REUSE_EDGE_TRUSTED_PROXIES holds \"" + text
                        + "\": name addresses or networks, such as 10.0.0.0/8, with commas between them");
            }
            return new Network(address, bits);
        }

        private static int number(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException notANumber) {
                return -1;
            }
        }

        boolean contains(InetAddress other) {
            return address.getAddress().length == other.getAddress().length
                    && prefix(address).equals(prefix(other));
        }

        private BigInteger prefix(InetAddress of) {
            byte[] bytes = of.getAddress();
            return new BigInteger(1, bytes).shiftRight(bytes.length * Byte.SIZE - bits);
        }
    }

    /** The address of whoever sends this. */
    public String of(HttpServerRequest call) {
        String peer = peer(call);
        return trusted.isEmpty() ? peer : client(peer, call.headers().getAll(FORWARDED_FOR));
    }

    /** How whoever sends this reaches the network: {@code https} or {@code http}. */
    public String scheme(HttpServerRequest call) {
        if (call.isSSL()) {
            return "https";
        }
        InetAddress peer = trusted.isEmpty() ? null : literal(peer(call));
        return peer != null
                        && isTrusted(peer)
                        && "https".equalsIgnoreCase(last(call.headers().getAll(FORWARDED_PROTO)))
                ? "https"
                : "http";
    }

    /** @param forwarded the values of {@code X-Forwarded-For}, as many headers as there are */
    String client(String peer, List<String> forwarded) {
        InetAddress found = literal(peer);
        if (found == null) {
            return peer;
        }
        for (String hop : elements(forwarded).reversed()) {
            InetAddress before = isTrusted(found) ? literal(hop) : null;
            if (before == null) {
                break;
            }
            found = before;
        }
        return found.getHostAddress();
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static String peer(HttpServerRequest call) {
        SocketAddress address = call.remoteAddress();
        return address == null ? "unknown" : String.valueOf(address.hostAddress());
    }

    private static @Nullable String last(List<String> values) {
        List<String> elements = elements(values);
        return elements.isEmpty() ? null : elements.getLast();
    }

    private static List<String> elements(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    /** An address without its port; null for what is none, which is never looked up as a name. */
    private static @Nullable InetAddress literal(String text) {
        String bare = text;
        int colon = text.indexOf(':');
        if (text.startsWith("[")) {
            bare = text.substring(1, Math.max(1, text.indexOf(']')));
        } else if (colon > 0 && colon == text.lastIndexOf(':')) {
            bare = text.substring(0, colon);
        }
        if (bare.indexOf('.') < 0 && bare.indexOf(':') < 0) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(bare);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }
}
