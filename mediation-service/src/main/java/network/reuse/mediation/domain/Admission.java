package network.reuse.mediation.domain;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may take a seat. The hosts of a workshop book one for anybody, such as whoever calls or stands at the door.
 *
 * @param programmes those whose people are admitted; none unless the rule is BY_PROGRAMME
 */
public record Admission(Rule rule, List<UUID> programmes) {
    /** Everybody. */
    public static final Admission OPEN = new Admission(Rule.OPEN, List.of());

    /** By what somebody is admitted. */
    public enum Rule {
        OPEN,
        /** By the link of an invitation. */
        BY_INVITATION,
        /** By a booking that names one of the programmes, or by an invitation of one. */
        BY_PROGRAMME
    }

    public Admission {
        programmes = List.copyOf(programmes);
    }

    /** Whether somebody who is invited, or comes by this programme, may take a seat. */
    public boolean admits(boolean invited, @Nullable UUID programme) {
        return switch (rule) {
            case OPEN -> true;
            case BY_INVITATION -> invited;
            case BY_PROGRAMME -> programme != null && programmes.contains(programme);
        };
    }
}
