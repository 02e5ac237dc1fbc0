package network.reuse.allocation.application.programme;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.allocation.persistence.Identifications.Declared;
import network.reuse.defaults.people.IdentifyingField;

/**
 * By what the households of a programme's group are told apart.
 *
 * @param version the programme's version, which {@code If-Match} names
 * @param group the group that it holds for, empty for the programmes that are in none
 * @param declared whether the sponsor has said so, or it is as ever
 * @param household sets of fields, the strictest first; the first that is known of a contact is what the household is known by
 * @param near sets of fields: requests that have one in common look alike
 * @param nearMatchesWait whether a request that looks like one that comes before it is reserved for only once a human has decided
 */
public record IdentificationView(
        UUID programmeId,
        long version,
        String group,
        boolean declared,
        List<FieldSet> household,
        List<FieldSet> near,
        boolean nearMatchesWait) {
    /** Fields that say something together. */
    public record FieldSet(List<IdentifyingField> fields) {
        static FieldSet of(Set<IdentifyingField> fields) {
            return new FieldSet(List.copyOf(EnumSet.copyOf(fields)));
        }
    }

    static IdentificationView of(UUID programmeId, long version, String group, Declared holds) {
        return new IdentificationView(
                programmeId,
                version,
                group,
                holds.isDeclared(),
                holds.identification().household().stream().map(FieldSet::of).toList(),
                holds.identification().near().stream().map(FieldSet::of).toList(),
                holds.nearMatchesWait());
    }
}
