/** People's contact data, sealed under a key per person that lies in another database; to forget is to destroy the key. */
@NullMarked
package network.reuse.defaults.people;

import org.jspecify.annotations.NullMarked;
