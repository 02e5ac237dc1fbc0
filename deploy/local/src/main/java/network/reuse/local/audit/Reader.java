package network.reuse.local.audit;

import java.util.Set;

/**
 * A service that consumes an owner's topic.
 *
 * @param streamTypes those that it asks for; none for all
 */
record Reader(String database, String consumer, Set<String> streamTypes) {
    boolean asksFor(String streamType) {
        return streamTypes.isEmpty() || streamTypes.contains(streamType);
    }
}
