/** Messages to people, sent at most once each, by e-mail and SMS. */
@NullMarked
package network.reuse.defaults.message;

import org.jspecify.annotations.NullMarked;
