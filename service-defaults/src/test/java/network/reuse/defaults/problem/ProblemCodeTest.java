package network.reuse.defaults.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.contracts.Refusal;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {
    private static final Pattern REFUSAL = Pattern.compile(
            "(?:Refusal\\.of\\(\\s*(?:Refusal\\.)?(?:Kind\\.)?([A-Z_]+),|[^.\\w]malformed\\()\\s*\"([a-z_]+)\"");
    /** A refusal with extensions, to the end of its statement. */
    private static final Pattern EXTENDED = Pattern.compile(
            "Refusal\\.of\\(\\s*(?:Refusal\\.)?Kind\\.[A-Z_]+,\\s*\"([a-z_]+)\"(?:(?!;\\n).)*?\\.with\\((.*?);\\n",
            Pattern.DOTALL);

    /** What is said at the operator's desk alone, of which there is no document. */
    private static final String OF_THE_DESK = "pointer";

    private static final Pattern MEMBER = Pattern.compile("\"([a-zA-Z]+)\",");

    private static final List<Integer> BARE =
            List.of(400, 401, 403, 404, 405, 406, 408, 411, 413, 415, 417, 429, 500, 503);

    /** Made of the name of what is missing. */
    private static final String ORIGIN_MISSING = "origin_missing";

    @Test
    void everyCodeThatTheSourcesRefuseWithIsListedWithItsStatusAndNoOther() throws IOException {
        NavigableMap<String, NavigableSet<Integer>> said = new TreeMap<>();
        add(said, ORIGIN_MISSING, 400);
        add(said, Refusal.invalid(List.of()).code(), 422);
        for (int status : BARE) {
            add(said, Titles.code(status), status);
        }
        Collection<String> sources = Sources.ofAllModules().values();
        for (String source : sources) {
            Matcher refusal = REFUSAL.matcher(source);
            while (refusal.find()) {
                Refusal.Kind kind =
                        refusal.group(1) == null ? Refusal.Kind.MALFORMED : Refusal.Kind.valueOf(refusal.group(1));
                add(said, refusal.group(2), kind.status());
            }
        }
        NavigableMap<String, NavigableSet<Integer>> listed = new TreeMap<>();
        ProblemCode.ALL.forEach(one -> add(listed, one.code(), one.status()));

        assertThat(sources).isNotEmpty();
        assertThat(listed).isEqualTo(said);
    }

    @Test
    void everyExtensionThatTheSourcesAddToACodeIsInItsExample() throws IOException {
        NavigableMap<String, NavigableSet<String>> added = new TreeMap<>();
        for (String source : Sources.ofAllModules().values()) {
            Matcher extended = EXTENDED.matcher(source);
            while (extended.find()) {
                Matcher name = MEMBER.matcher(extended.group(2));
                while (name.find()) {
                    if (name.group(1).equals(OF_THE_DESK)) {
                        continue;
                    }
                    var _ = added.computeIfAbsent(extended.group(1), _ -> new TreeSet<>())
                            .add(name.group(1));
                }
            }
        }

        assertThat(added).containsKeys("counts_differ", "erasure_level_insufficient", "days_in_use", "stale");
        assertThat(added)
                .allSatisfy((code, members) -> assertThat(
                                ProblemCode.find(code).orElseThrow().extensions())
                        .as(code)
                        .containsKeys(members.toArray(String[]::new)));
    }

    @Test
    void everyCodeSaysWhatItMeansInBothLanguages() {
        assertThat(ProblemCode.ALL).allSatisfy(one -> {
            assertThat(one.french()).endsWith(".").isNotEqualTo(one.english());
            assertThat(one.english()).endsWith(".");
            assertThat(ProblemCode.find(one.code())).contains(one);
        });
        assertThat(ProblemCode.find("nothing")).isEmpty();
    }

    private static void add(NavigableMap<String, NavigableSet<Integer>> codes, String code, int status) {
        var _ = codes.computeIfAbsent(code, _ -> new TreeSet<>()).add(status);
    }
}
