package network.reuse.defaults.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.reuse.contracts.Refusal;

/**
 * One wrong value of a request, or what is wrong with one of its rows: an element of a problem's {@code errors}, and of those
 * of a row in a bulk report.
 *
 * @param pointer where in the request, by JSON pointer with the row's index; in a file, with the line's number
 * @param detail the sentence in the language that the caller asked for, French when it asked for none
 * @param messages the sentence in both languages
 * @param extensions what helps to mend it, such as the legal moves or the current version
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Fault(
        String pointer, String code, String detail, Map<String, String> messages, Map<String, Object> extensions) {

    /** A fault in the caller's language. */
    public static Fault of(Refusal.Fault fault, Language language) {
        return new Fault(
                fault.pointer(),
                fault.code(),
                language.of(fault.french(), fault.english()),
                both(fault.french(), fault.english()),
                fault.extensions());
    }

    /** Faults in the caller's language. */
    public static List<Fault> of(List<Refusal.Fault> faults, Language language) {
        return faults.stream().map(fault -> of(fault, language)).toList();
    }

    /** One sentence in both languages, as answers have it. */
    public static Map<String, String> both(String french, String english) {
        Map<String, String> both = new LinkedHashMap<>();
        both.put("fr", french);
        both.put("en", english);
        return both;
    }
}
