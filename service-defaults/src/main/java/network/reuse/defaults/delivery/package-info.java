/** What deliveries to others have in common: who claims the next one that is due, and how long one rests that has failed. */
@NullMarked
package network.reuse.defaults.delivery;

import org.jspecify.annotations.NullMarked;
