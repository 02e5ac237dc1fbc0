package network.reuse.allocation.application.person;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.persistence.Beneficiaries.Kept;
import org.jspecify.annotations.Nullable;

/**
 * How many people are kept and forgotten, without any of them.
 *
 * @param at when it was counted
 * @param years how long after the last contact people are kept
 * @param dueWithinDays the days ahead in which whoever is {@code due} is forgotten
 */
public record RetentionReport(
        Instant at,
        int years,
        int dueWithinDays,
        int kept,
        int due,
        int forgotten,
        List<ProgrammeRetention> programmes) {
    static final int YEARS = 2;
    static final int DAYS = 30;

    /**
     * The same of one programme.
     *
     * @param oldestLastContact the last contact that is longest ago; absent when nobody is kept
     */
    public record ProgrammeRetention(
            UUID programmeId,
            String programmeCode,
            UUID sponsor,
            @Nullable String sponsorName,
            int kept,
            int due,
            int forgotten,
            @Nullable Instant oldestLastContact) {}

    static RetentionReport of(Instant at, List<Kept> kept, Map<UUID, String> names) {
        return new RetentionReport(
                at,
                YEARS,
                DAYS,
                kept.stream().mapToInt(Kept::kept).sum(),
                kept.stream().mapToInt(Kept::due).sum(),
                kept.stream().mapToInt(Kept::forgotten).sum(),
                kept.stream()
                        .map(one -> new ProgrammeRetention(
                                one.programmeId(),
                                one.code(),
                                one.sponsor(),
                                names.get(one.sponsor()),
                                one.kept(),
                                one.due(),
                                one.forgotten(),
                                one.oldest()))
                        .toList());
    }
}
