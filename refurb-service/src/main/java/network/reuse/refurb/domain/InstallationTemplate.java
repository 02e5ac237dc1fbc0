package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a workshop installs on devices, by the name that it gives it. A further word under the same name is a further version; those before
 * stay as they are.
 *
 * @param version counted from 1
 * @param languages as BCP 47 tags, such as {@code fr} or {@code uk}
 */
public record InstallationTemplate(
        UUID id,
        int version,
        String name,
        String system,
        String systemVersion,
        List<String> languages,
        List<String> software,
        Instant recordedAt) {
    public InstallationTemplate {
        languages = List.copyOf(languages);
        software = List.copyOf(software);
    }

    /** An installation of it that is reported. */
    public Installation installation() {
        return new Installation(id, version, name, system, systemVersion, languages, software, null);
    }
}
