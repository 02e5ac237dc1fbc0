package network.reuse.defaults.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.fault.Language;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 says it, with a stable code, and its sentence in French and in English.
 *
 * @param type {@code /problems/} and the code
 * @param detail the sentence in the language that the caller asked for, French when it asked for none
 * @param errors which values are wrong, each by JSON pointer
 * @param extensions what helps to mend the request, such as the legal moves or the current version
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        Map<String, String> messages,
        List<Fault> errors,
        Map<String, Object> extensions,
        @Nullable String traceId) {

    /** The media type of every error. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The problem that a refusal makes, in the caller's language. */
    public static Problem of(Refusal refusal, Language language, @Nullable String traceId) {
        return of(
                refusal.kind().status(),
                refusal.code(),
                refusal.french(),
                refusal.english(),
                language,
                Fault.of(refusal.faults(), language),
                refusal.extensions(),
                traceId);
    }

    static Problem of(
            int status,
            String code,
            String french,
            String english,
            Language language,
            List<Fault> faults,
            Map<String, Object> extensions,
            @Nullable String traceId) {
        return new Problem(
                "/problems/" + code,
                Titles.of(status, language == Language.ENGLISH),
                status,
                code,
                language.of(french, english),
                Fault.both(french, english),
                faults,
                extensions,
                traceId);
    }
}
