package network.reuse.servers;

import java.net.URI;

/** A Keycloak on our PostgreSQL, with the client {@code reuse-admin} that may administer it. */
public interface Keycloak extends Server {

    /** The address that tokens name as their issuer's. */
    URI uri();
}
