/** Tests of what passports say. */
@NullMarked
package network.reuse.gateway.passport;

import org.jspecify.annotations.NullMarked;
