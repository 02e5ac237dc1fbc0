/** Whether the databases have the migrations that this build brings, which a job of its own applies. */
@NullMarked
package network.reuse.defaults.schema;

import org.jspecify.annotations.NullMarked;
