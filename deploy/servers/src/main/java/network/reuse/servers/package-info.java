/** Real PostgreSQL, Kafka and Keycloak as processes of their own, provisioned from the declarations that production uses. */
@NullMarked
package network.reuse.servers;

import org.jspecify.annotations.NullMarked;
