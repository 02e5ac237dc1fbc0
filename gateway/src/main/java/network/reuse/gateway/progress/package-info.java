/** Live progress: projects events into counters, and shows them as of now, as of then, and as they move. */
@NullMarked
package network.reuse.gateway.progress;

import org.jspecify.annotations.NullMarked;
