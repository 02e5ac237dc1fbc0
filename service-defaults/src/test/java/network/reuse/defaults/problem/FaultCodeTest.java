package network.reuse.defaults.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FaultCodeTest {
    /** The ways in which sources say what is wrong with a value: the code stands behind the pointer, or first. */
    private static final List<Pattern> FAULTS = List.of(
            Pattern.compile("new (?:Refusal\\.)?Fault\\(\\s*[^;]*?,\\s*\"([a-z_]+)\","),
            Pattern.compile("Refusal\\.invalid\\(\\s*[^,;]*?,\\s*\"([a-z_]+)\","),
            Pattern.compile("\\bfault\\(\\s*pointer,\\s*\"([a-z_]+)\""),
            Pattern.compile("return wrong\\(\\s*\"[a-zA-Z]+\",\\s*\"([a-z_]+)\""));

    private static final Pattern OF_A_RULE = Pattern.compile("new Sentence\\(\\s*\"([a-z_]+)\"");

    @Test
    void everyCodeThatTheSourcesSayOfAValueIsListedAndNoOther() throws IOException {
        Set<String> said = new TreeSet<>();
        Sources.ofAllModules().forEach((source, text) -> {
            FAULTS.forEach(pattern -> find(pattern, text, said));
            if (source.endsWith("ConstraintFaults.java")) {
                find(OF_A_RULE, text, said);
            }
        });

        assertThat(FaultCode.ALL).extracting(FaultCode::code).containsExactlyElementsOf(said);
    }

    @Test
    void everyCodeSaysWhatItMeansInBothLanguages() {
        assertThat(FaultCode.ALL).allSatisfy(one -> {
            assertThat(one.french()).endsWith(".").isNotEqualTo(one.english());
            assertThat(one.english()).endsWith(".");
            assertThat(FaultCode.find(one.code())).contains(one);
        });
        assertThat(FaultCode.find("nothing")).isEmpty();
    }

    private static void find(Pattern pattern, String text, Set<String> said) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            said.add(found.group(1));
        }
    }
}
