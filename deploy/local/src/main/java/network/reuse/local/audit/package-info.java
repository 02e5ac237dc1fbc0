/** The auditor: reads what everybody keeps a second time, by its own rules, and compares. */
@NullMarked
package network.reuse.local.audit;

import org.jspecify.annotations.NullMarked;
