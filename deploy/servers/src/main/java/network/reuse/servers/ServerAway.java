package network.reuse.servers;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** A server does not answer now, and may later. */
final class ServerAway extends IllegalStateException {
    private ServerAway(String message, Exception lost) {
        super(message, lost);
    }

    /** What to throw when a server gave no answer: one whose certificate is not believed is not away. */
    static IllegalStateException of(String server, Exception lost) {
        for (Throwable cause = lost; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
                return new IllegalStateException(
                        server + " shows a certificate that is not believed (" + reason(cause)
                                + "): name the authority that signed it, and the host that it bears.",
                        lost);
            }
        }
        return new ServerAway(server + " does not answer (" + reason(lost) + ").", lost);
    }

    private static String reason(Throwable lost) {
        @Nullable String message = lost.getMessage();
        return message == null
                ? lost.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
