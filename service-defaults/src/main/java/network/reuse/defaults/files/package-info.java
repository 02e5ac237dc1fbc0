/** Files that callers send: their bytes in an object store, by what they hold, and a row about each in the service's database. */
@NullMarked
package network.reuse.defaults.files;

import org.jspecify.annotations.NullMarked;
