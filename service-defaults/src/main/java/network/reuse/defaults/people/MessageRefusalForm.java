package network.reuse.defaults.people;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a person says of messages. */
public record MessageRefusalForm(
        @NotNull @Schema(
                description =
                        "Vrai : la personne ne veut plus de message, ni par e-mail ni par SMS ; faux : elle en veut de nouveau. / True: the person wants no"
                                + " more messages, neither by e-mail nor by SMS; false: it wants them again.",
                examples = "true")
        Boolean refused) {}
