/** Tests of what pages say. */
@NullMarked
package network.reuse.gateway.pages;

import org.jspecify.annotations.NullMarked;
