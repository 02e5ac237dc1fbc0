/** What is wrong with a value or a row of a request, as every answer tells it, and the language in which it is told. */
@NullMarked
package network.reuse.defaults.fault;

import org.jspecify.annotations.NullMarked;
