/** Tests of the folder of the same name. */
@NullMarked
package network.reuse.defaults.schema;

import org.jspecify.annotations.NullMarked;
