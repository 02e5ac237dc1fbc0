/** Papers for people as PDF: tagged, with real text in a font that the file brings, and QR codes. */
@NullMarked
package network.reuse.defaults.document;

import org.jspecify.annotations.NullMarked;
