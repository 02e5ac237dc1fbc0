/** What the services say to each other: events, the envelope they travel in, topic names and shared reference codes. */
@NullMarked
package network.reuse.contracts;

import org.jspecify.annotations.NullMarked;
