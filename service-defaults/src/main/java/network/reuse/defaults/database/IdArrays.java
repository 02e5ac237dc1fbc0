package network.reuse.defaults.database;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Sets of ids as parameters of a statement. */
public final class IdArrays {
    private IdArrays() {}

    /** A set of ids as PostgreSQL writes an array: arrays of unequal length do not fit into one parameter. */
    public static String literal(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
