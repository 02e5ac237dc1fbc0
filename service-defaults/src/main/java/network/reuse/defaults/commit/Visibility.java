package network.reuse.defaults.commit;

import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What the plumbing must know of a state: who may read it, whose move it is, where it counts, and whether it is real.
 *
 * @param readers may see it, and are the parties of its events
 * @param owners may change it now: their move
 * @param epoch on devices, how often custody has changed between services
 * @param donorKind on devices, who gave them
 */
public record Visibility(
        Set<UUID> readers,
        Set<UUID> owners,
        Territory territory,
        Environment env,
        @Nullable Integer epoch,
        @Nullable DonorKind donorKind) {
    public Visibility {
        readers = Set.copyOf(readers);
        owners = Set.copyOf(owners);
    }

    /** That of a state which is about no device. */
    public Visibility(Set<UUID> readers, Set<UUID> owners, Territory territory, Environment env) {
        this(readers, owners, territory, env, null, null);
    }
}
