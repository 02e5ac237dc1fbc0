package network.reuse.defaults.outbox;

import io.vertx.core.Future;

/** Topics that are told from a table and have no journal: when one is lost, what the table has is told again. */
public interface StateTopic {
    /** Whether it is one of these. */
    boolean tells(String topic);

    /** Has all that the table has of a topic told again; gives how many records that is at most. */
    Future<Long> tellAll(String topic);
}
