package network.reuse.local.audit;

import java.util.Set;

/**
 * A service that consumes a publisher's topic.
 *
 * @param name what its checkpoints are kept under
 * @param streamTypes those that it asks for; none for all
 */
record ConsumingService(String database, String name, Set<String> streamTypes) {
    boolean asksFor(String streamType) {
        return streamTypes.isEmpty() || streamTypes.contains(streamType);
    }
}
