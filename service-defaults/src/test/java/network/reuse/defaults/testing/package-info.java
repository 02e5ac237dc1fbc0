/** What every service's tests share: real servers, signed tokens, and the rules of the house. */
@NullMarked
package network.reuse.defaults.testing;

import org.jspecify.annotations.NullMarked;
