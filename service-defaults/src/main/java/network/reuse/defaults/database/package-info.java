/** What the driver of the database says when something other than a statement fails. */
@NullMarked
package network.reuse.defaults.database;

import org.jspecify.annotations.NullMarked;
