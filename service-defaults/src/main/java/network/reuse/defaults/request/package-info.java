/** What a request may be before anything of its body is read, and what the published document says of that. */
@NullMarked
package network.reuse.defaults.request;

import org.jspecify.annotations.NullMarked;
