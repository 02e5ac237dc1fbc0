package network.reuse.allocation.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is stated about whoever a pack is for. It is held against the criteria and kept nowhere; null is what nobody stated.
 *
 * @param neighbourhood the code of a priority neighbourhood, or {@link #NONE}
 * @param institution an organisation's id or a school's UAI code
 * @param referrer the organisation that states it, which may itself be an institution of the list
 * @param department where the person lives; null when it is not asked
 */
public record EligibilityAttributes(
        @Nullable String neighbourhood,
        @Nullable String institution,
        @Nullable BursaryLevel bursaryLevel,
        @Nullable Boolean student,
        @Nullable SchoolYear schoolYear,
        UUID referrer,
        @Nullable String department) {
    /** States that somebody lives in no priority neighbourhood. */
    public static final String NONE = "NONE";
}
