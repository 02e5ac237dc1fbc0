package network.reuse.defaults.caller;

import java.time.Instant;
import java.util.Map;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A command on something that exists, of which the caller has read a version.
 *
 * @param readVersion what the {@code If-Match} header says; null when it was absent
 */
public record VersionedCommand(Command command, @Nullable Long readVersion) {
    public Caller caller() {
        return command.caller();
    }

    /** The business time at which the call is served. */
    public Instant now() {
        return command.now();
    }

    /** When it happened: as the caller says, else now; whoever writes it behind another step holds it to that one's time. */
    public RecordedTime recorded(@Nullable Instant given) {
        return command.recorded(given);
    }

    /** When something happened that follows no other step: as the caller says, else now. */
    public Instant occurred(@Nullable Instant given) {
        return command.occurred(given);
    }

    /** Refuses unless the caller read this version, as its If-Match says. */
    public void requireVersion(long version) {
        String current = "\"v" + version + "\"";
        if (readVersion == null) {
            throw Refusal.of(
                            Refusal.Kind.CONDITION_MISSING,
                            "if_match_missing",
                            "L'en-tête If-Match est obligatoire : reprenez l'ETag de votre dernière lecture.",
                            "The If-Match header is required: repeat the ETag of your last read.")
                    .with(Map.of("current", current));
        }
        if (readVersion != version) {
            throw Refusal.of(
                            Refusal.Kind.STALE,
                            "stale",
                            "L'objet a changé depuis votre lecture ; relisez-le (ETag actuel : " + current + ").",
                            "It has changed since you read it; read it again (current ETag: " + current + ").")
                    .with(Map.of("current", current));
        }
    }
}
