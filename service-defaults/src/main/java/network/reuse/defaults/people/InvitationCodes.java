package network.reuse.defaults.people;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import network.reuse.defaults.keys.LinkCodes;
import network.reuse.defaults.keys.RootKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The code in an invitation's link. It is derived from the invitation's id under a secret ({@code REUSE_INVITATION_KEY}) that two services
 * share, the one that sends the link and the one that honours it, so that the code itself travels in no event.
 */
@ApplicationScoped
@IfBuildProperty(name = "reuse.people.kept", stringValue = "true")
public class InvitationCodes {
    private final LinkCodes codes;

    InvitationCodes(@ConfigProperty(name = "reuse.invitation.key") String rootKey) {
        this.codes = new LinkCodes(RootKey.of("REUSE_INVITATION_KEY", rootKey), "invitation-codes");
    }

    /** The code of an invitation: 22 letters, digits, {@code -} and {@code _}. */
    public String of(UUID invitationId) {
        return codes.of(invitationId);
    }

    /** What is kept of a code: its SHA-256, which does not lead back to so many random bits. */
    public static String hash(String code) {
        return LinkCodes.hash(code);
    }
}
