package network.reuse.defaults.people;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import network.reuse.defaults.keys.RootKey;
import network.reuse.defaults.keys.Sha256;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The code in an invitation's link: 128 bits that nobody can guess. It is derived from the invitation's id under a
 * secret ({@code REUSE_INVITATION_KEY}) that two services share, the one that sends the link and the one that honours
 * it, so that the code itself travels in no event and is kept nowhere but as a hash.
 */
@ApplicationScoped
@IfBuildProperty(name = "reuse.people.kept", stringValue = "true")
public class InvitationCodes {
    private static final int BYTES = 16;

    private final SecretKey key;

    InvitationCodes(@ConfigProperty(name = "reuse.invitation.key") String rootKey) {
        this.key = RootKey.of("REUSE_INVITATION_KEY", rootKey).derive("HmacSHA256", "invitation-codes");
    }

    /** The code of an invitation: 22 letters, digits, {@code -} and {@code _}. */
    public String of(UUID invitationId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] whole = mac.doFinal(invitationId.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no HMAC-SHA-256", impossible);
        }
    }

    /** What is kept of a code: its SHA-256, which does not lead back to so many random bits. */
    public static String hash(String code) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(code.getBytes(StandardCharsets.UTF_8)));
    }
}
