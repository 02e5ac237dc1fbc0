package network.reuse.defaults.people;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of a person under this reference, for the person: the contact, and who has read or corrected it and why.
 *
 * @param contact null once the person is forgotten
 * @param messagesRefusedAt since when the person wants no messages; null when they are wanted
 */
public record PersonFile(
        UUID ref,
        @Nullable Contact contact,
        Instant keptAt,
        @Nullable Instant forgottenAt,
        @Nullable Instant messagesRefusedAt,
        List<Reading> readings) {

    /**
     * One look at the contact, or its correction.
     *
     * @param reason why it was corrected; null once the person is forgotten
     */
    public record Reading(
            String who,
            Purpose purpose,
            Instant at,
            @Nullable String reason) {}

    public PersonFile {
        readings = List.copyOf(readings);
    }

    @Override
    public String toString() {
        return "PersonFile[" + ref + "]";
    }
}
