/** Tests of what collection-service's doors read and write. */
@NullMarked
package network.reuse.collection.rest;

import org.jspecify.annotations.NullMarked;
