/**
 * Makes the container images of the services, with their own Java runtime and a trained AOT cache, and of what provisions their servers,
 * without a container engine.
 */
@NullMarked
package network.reuse.images;

import org.jspecify.annotations.NullMarked;
