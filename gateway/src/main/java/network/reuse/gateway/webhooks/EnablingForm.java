package network.reuse.gateway.webhooks;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * From where a webhook goes on.
 *
 * @param after behind this position of the feed, and what waited is forgotten; null for where it stopped
 */
public record EnablingForm(
        @Size(max = 40) @Schema(
                description =
                        "Absente : reprendre où cela s'est arrêté, sans rien manquer ; sinon la position du fil après laquelle livrer, ou « latest » : ce qui attendait est oublié. / Absent: go on from where it stopped, without missing anything; else the position of the feed behind which to deliver, or \"latest\": what waited is forgotten.",
                examples = "latest")
        @Nullable String after) {}
