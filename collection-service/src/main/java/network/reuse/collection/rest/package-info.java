/** Collection's operations as HTTP. */
@NullMarked
package network.reuse.collection.rest;

import org.jspecify.annotations.NullMarked;
