/** What holds of keys and signatures inside the service. */
@NullMarked
package network.reuse.refurb.application.certificate;

import org.jspecify.annotations.NullMarked;
