/** What holds for every request before anything of its body is read: its head, the types it accepts, and its size. */
@NullMarked
package network.reuse.defaults.request;

import org.jspecify.annotations.NullMarked;
