/** Papers for people, looked at as readers and machines do. */
@NullMarked
package network.reuse.defaults.document;

import org.jspecify.annotations.NullMarked;
