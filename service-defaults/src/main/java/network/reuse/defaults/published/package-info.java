/** What people and partners are told of the network: addresses, and who mails come from. */
@NullMarked
package network.reuse.defaults.published;

import org.jspecify.annotations.NullMarked;
