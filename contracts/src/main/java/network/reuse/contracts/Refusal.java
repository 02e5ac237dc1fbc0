package network.reuse.contracts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was asked cannot be done, and why: a stable code that partners may program against, a sentence in French and in
 * English, and what helps to mend the request. Carries no personal data and no stack trace: it is an answer, not
 * an accident.
 */
public final class Refusal extends RuntimeException {

    /** How the refusal is to be understood, each with one HTTP status. */
    public enum Kind {
        /** 403: it exists and the caller sees it, but it is not the caller's to do. */
        NOT_YOURS(403),
        /** 404: there is no such thing, or the caller may not know of it. */
        UNKNOWN(404),
        /** 409: not in the state that things are in now. */
        ILLEGAL_NOW(409),
        /** 410: it was there, and is not kept any more. */
        GONE(410),
        /** 412: it has changed since the caller read it. */
        STALE(412),
        /** 413: more than fits in one call. */
        TOO_LARGE(413),
        /** 422: it can never be done with these values. */
        INVALID(422),
        /** 428: the request must say which version it means. */
        CONDITION_MISSING(428),
        /** 400: the request cannot be read. */
        MALFORMED(400);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /**
     * One value of the request that is wrong: where, by JSON pointer, and what would be right.
     *
     * @param extensions what helps to mend it
     */
    public record Fault(String pointer, String code, String french, String english, Map<String, Object> extensions) {
        public Fault {
            extensions = Map.copyOf(extensions);
        }

        public Fault(String pointer, String code, String french, String english) {
            this(pointer, code, french, english, Map.of());
        }

        /** The same fault, at another place. */
        public Fault at(String other) {
            return new Fault(other, code, french, english, extensions);
        }

        /** The same fault with extension members, besides those that it has. */
        public Fault with(Map<String, Object> more) {
            Map<String, Object> all = new HashMap<>(extensions);
            all.putAll(more);
            return new Fault(pointer, code, french, english, all);
        }
    }

    private final Kind kind;
    private final String code;
    private final String french;
    private final transient Map<String, Object> extensions;
    private final transient List<Fault> faults;

    private Refusal(
            Kind kind, String code, String french, String english, Map<String, Object> extensions, List<Fault> faults) {
        super(english, null, false, false);
        this.kind = kind;
        this.code = code;
        this.french = french;
        this.extensions = Map.copyOf(extensions);
        this.faults = List.copyOf(faults);
    }

    public static Refusal of(Kind kind, String code, String french, String english) {
        return new Refusal(kind, code, french, english, Map.of(), List.of());
    }

    /** One or more values of the request are wrong. */
    public static Refusal invalid(List<Fault> faults) {
        return new Refusal(
                Kind.INVALID,
                "invalid",
                "Certaines valeurs ne conviennent pas ; voir « errors ».",
                "Some values are not right; see \"errors\".",
                Map.of(),
                faults);
    }

    /** One value of the request is wrong. */
    public static Refusal invalid(String pointer, String code, String french, String english) {
        return invalid(List.of(new Fault(pointer, code, french, english)));
    }

    /** The same refusal with extension members that the problem shows beside it. */
    public Refusal with(Map<String, Object> more) {
        return new Refusal(kind, code, french, english(), more, faults);
    }

    /** The same refusal with the values of the request that are wrong. */
    public Refusal at(List<Fault> wrong) {
        return new Refusal(kind, code, french, english(), extensions, wrong);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String french() {
        return french;
    }

    public String english() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> extensions() {
        return extensions;
    }

    public List<Fault> faults() {
        return faults;
    }
}
