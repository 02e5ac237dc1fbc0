/** The edge for partners, the organisations, live progress, passports and the pages. */
@NullMarked
package network.reuse.gateway;

import org.jspecify.annotations.NullMarked;
