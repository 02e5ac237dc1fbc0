package network.reuse.defaults.outbox;

import io.vertx.core.Future;

/** A compacted topic that tells states rather than events: when it is lost, the states of now are told again. */
public interface StateTopic {
    String topic();

    /** Tells every state again; gives how many. */
    Future<Long> tellAll();
}
