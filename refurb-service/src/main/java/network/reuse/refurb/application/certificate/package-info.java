/** Certificates of erasure: issued, signed, chained per workshop, found and checked. */
@NullMarked
package network.reuse.refurb.application.certificate;

import org.jspecify.annotations.NullMarked;
