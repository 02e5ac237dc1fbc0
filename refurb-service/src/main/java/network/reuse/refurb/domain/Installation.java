package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A system that was installed as a version of one of the workshop's templates says it; the version never changes.
 *
 * @param name what the workshop calls its template
 * @param languages as BCP 47 tags
 * @param installedAt when; null while nobody has recorded it
 */
public record Installation(
        UUID templateId,
        int templateVersion,
        String name,
        String system,
        String systemVersion,
        List<String> languages,
        List<String> software,
        @Nullable Instant installedAt) {
    public Installation {
        languages = List.copyOf(languages);
        software = List.copyOf(software);
    }

    Installation at(Instant time) {
        return new Installation(templateId, templateVersion, name, system, systemVersion, languages, software, time);
    }

    /** Whether it is of the same version of the same template, whenever. */
    boolean isAs(@Nullable Installation other) {
        return other != null && templateId.equals(other.templateId()) && templateVersion == other.templateVersion();
    }
}
