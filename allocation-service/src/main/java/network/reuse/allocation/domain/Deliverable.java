package network.reuse.allocation.domain;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A part of a service that is paid for.
 *
 * @param what what is delivered
 * @param dueOn the day on which it is agreed to be there
 * @param shares what each envelope pays of it
 * @param acceptedBy the funders that accepted it, each for its own share
 */
public record Deliverable(
        UUID id,
        String what,
        LocalDate dueOn,
        List<CoFinancing.Share> shares,
        boolean delivered,
        Set<UUID> acceptedBy) {
    public Deliverable {
        shares = List.copyOf(shares);
        acceptedBy = Set.copyOf(acceptedBy);
    }

    /** What it is paid, in all. */
    public long cents() {
        return shares.stream().mapToLong(CoFinancing.Share::cents).sum();
    }

    /** What a funder pays of it; 0 for one that does not. */
    public long cents(UUID funder) {
        return shares.stream()
                .filter(share -> share.funder().equals(funder))
                .mapToLong(CoFinancing.Share::cents)
                .sum();
    }

    /** Whether all that pay for it accepted it. */
    public boolean hasAllAccepted() {
        return shares.stream().allMatch(share -> acceptedBy.contains(share.funder()));
    }

    Deliverable deliver() {
        return new Deliverable(id, what, dueOn, shares, true, acceptedBy);
    }

    Deliverable acceptBy(UUID funder) {
        Set<UUID> all = new HashSet<>(acceptedBy);
        all.add(funder);
        return new Deliverable(id, what, dueOn, shares, delivered, all);
    }
}
