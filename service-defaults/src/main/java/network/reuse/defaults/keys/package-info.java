/** The secret root key, the keys that are derived from it, and fingerprints of bodies under one of them. */
@NullMarked
package network.reuse.defaults.keys;

import org.jspecify.annotations.NullMarked;
