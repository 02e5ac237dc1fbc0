package network.reuse.refurb.domain;

import java.util.List;

/** Something that was mended, with the parts that it took. */
public record Repair(String work, List<String> parts) {
    public Repair {
        parts = List.copyOf(parts);
    }
}
