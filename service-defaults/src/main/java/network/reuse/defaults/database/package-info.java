/** Statements that are sent without waiting, locks by name, and how the driver says that a session has ended. */
@NullMarked
package network.reuse.defaults.database;

import org.jspecify.annotations.NullMarked;
