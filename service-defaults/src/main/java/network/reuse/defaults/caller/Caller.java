package network.reuse.defaults.caller;

import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;

/** Who is calling: an organisation through one of its clients, with its roles, regions and sandbox flag, as the token says. */
public record Caller(UUID organisation, String client, Set<String> roles, Set<String> regions, Environment env) {
    public Caller {
        roles = Set.copyOf(roles);
        regions = Set.copyOf(regions);
    }

    public boolean is(String role) {
        return roles.contains(role);
    }
}
