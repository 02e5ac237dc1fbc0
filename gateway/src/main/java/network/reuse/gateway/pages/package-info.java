/** The pages that people look at. */
@NullMarked
package network.reuse.gateway.pages;

import org.jspecify.annotations.NullMarked;
