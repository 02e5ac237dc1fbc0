/** Carries committed events from the database to Kafka, in order, once a leader has them. */
@NullMarked
package network.reuse.defaults.outbox;

import org.jspecify.annotations.NullMarked;
