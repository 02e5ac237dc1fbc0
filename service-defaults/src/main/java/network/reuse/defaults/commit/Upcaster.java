package network.reuse.defaults.commit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns the JSON of one state version into that of the next, and depends on nothing else. */
@FunctionalInterface
public interface Upcaster {
    /**
     * The state as the next version says it.
     *
     * @param status the state's status; it stays
     * @param state may be changed and returned
     */
    ObjectNode upcast(String status, ObjectNode state);
}
