package network.reuse.defaults.caller;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import network.reuse.defaults.text.NoContact;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a command that needs nothing but its reason. */
public record Reason(
        @NotBlank @Size(max = 500) @NoContact
        @Schema(description = NoContact.DESCRIPTION, examples = "Erreur de saisie ou changement de situation")
        String reason,

        @Nullable Instant occurredAt) {}
