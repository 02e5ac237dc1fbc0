package network.reuse.refurb.application.certificate;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import network.reuse.refurb.persistence.Certificates.Entry;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a workshop's chain.
 *
 * @param status whether it holds
 * @param endedBy the entry that revoked or replaced it
 * @param faults what is wrong with the chain at this place; none of one that is whole
 * @param statement what it states; absent when that cannot be read any more
 * @param jws the very bytes that were signed
 * @param sdJwt the same with the disclosures, as SD-JWT (RFC 9901) joins them; for parties of the device alone
 */
public record CertificateView(
        UUID id,
        Status status,
        @Nullable UUID endedBy,
        @Nullable List<ChainFault> faults,
        @Nullable Statement statement,
        String jws,
        @Nullable String sdJwt) {

    /** Whether an entry holds. */
    public enum Status {
        /** It was signed as it is, nothing beside it is missing, and nothing has ended it. */
        VALID,
        /** A later entry says that it does not hold any more. */
        REVOKED,
        /** A later certificate of the same medium takes its place. */
        REPLACED,
        /** It or an entry beside it is not what was signed. */
        ALTERED
    }

    /**
     * What is wrong with a chain at one place.
     *
     * @param number the entry's number in its chain
     */
    public record ChainFault(long number, Code code) {
        /** What can be wrong. */
        public enum Code {
            /** The signature is not that of a published key over these bytes, or the key was not to sign when they say it did. */
            SIGNATURE,
            /** It states another number or id than the one under which it is kept, or ends another certificate than it is kept to end. */
            PLACE,
            /** It does not name the hash of the entry before it. */
            PREVIOUS,
            /** There is no such entry, although the chain goes on. */
            MISSING
        }
    }

    /** Of one that is checked: another when the same question would be answered otherwise. */
    public String tag() {
        return "v1." + Integer.toUnsignedString(Objects.hash(jws, status.name(), endedBy, String.valueOf(faults)));
    }

    /** An entry as a party of its device sees it, unchecked. */
    static CertificateView ofParty(Entry entry) {
        Status ended = entry.replaced() ? Status.REPLACED : Status.REVOKED;
        return new CertificateView(
                entry.id(),
                entry.endedBy() == null ? Status.VALID : ended,
                entry.endedBy(),
                null,
                Jws.statement(entry.jws()),
                entry.jws(),
                sdJwt(entry));
    }

    /** The JWS and its disclosures, each with a tilde behind it. */
    static String sdJwt(Entry entry) {
        StringBuilder joined = new StringBuilder(entry.jws()).append('~');
        entry.disclosures().forEach(disclosure -> joined.append(disclosure).append('~'));
        return joined.toString();
    }
}
