/** Projects the services' events into devices, steps and counters, and gives every change its public number. */
@NullMarked
package network.reuse.gateway.projection;

import org.jspecify.annotations.NullMarked;
