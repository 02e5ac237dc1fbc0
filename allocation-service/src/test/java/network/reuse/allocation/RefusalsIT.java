package network.reuse.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.defaults.problem.FaultCode;
import network.reuse.defaults.problem.ProblemCode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Behind all other tests: whether some call has met each refusal of this service. */
@Order(Integer.MAX_VALUE)
class RefusalsIT {
    /** Problems of every service that no call of these tests meets: what comes before REST, and what a part's absence makes of a call. */
    private static final Set<String> OF_EVERY_SERVICE = Set.of(
            "accept_unreadable",
            "ambiguous_path",
            "correlation_unreadable",
            "expectation_failed",
            "header_forbidden",
            "host_ambiguous",
            "internal",
            "length_required",
            "too_many_requests",
            "too_slow",
            "unavailable",
            "uri_malformed");

    /** The ways in which sources say what is wrong with a value. */
    private static final List<Pattern> FAULTS = List.of(
            Pattern.compile("new (?:Refusal\\.)?Fault\\(\\s*[^;]*?,\\s*\"([a-z_]+)\","),
            Pattern.compile("Refusal\\.invalid\\(\\s*[^,;]*?,\\s*\"([a-z_]+)\","));

    @Test
    void everyRefusalHasBeenMetThroughRestInFrenchAndInEnglish() throws IOException {
        assumeTrue(
                System.getProperty("it.test") == null,
                "only some tests were run (-Dit.test): the others may be those that meet a refusal");
        List<String> met = Files.readAllLines(NotedRefusals.NOTES);

        assertThat(met).as("codes with the languages of their sentences").allMatch(line -> line.endsWith(" fr en"));
        assertThat(met.stream().map(line -> line.substring(0, line.indexOf(' '))))
                .as("refusals that REST has answered")
                .containsAll(refusals());
        assertThat(OF_EVERY_SERVICE)
                .as("refusals of every service")
                .allSatisfy(
                        code -> assertThat(ProblemCode.find(code).orElseThrow().services())
                                .isEmpty());
    }

    /** The problems of this service, and what its sources say is wrong with values. */
    private static Set<String> refusals() throws IOException {
        Set<String> codes = ProblemCode.ALL.stream()
                .filter(one -> one.isOf("allocation") && !OF_EVERY_SERVICE.contains(one.code()))
                .map(ProblemCode::code)
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(one -> one.toString().endsWith(".java")).toList()) {
                String text = Files.readString(source);
                for (Pattern fault : FAULTS) {
                    Matcher said = fault.matcher(text);
                    while (said.find()) {
                        assertThat(FaultCode.find(said.group(1)))
                                .as(said.group(1))
                                .isPresent();
                        codes.add(said.group(1));
                    }
                }
            }
        }
        assertThat(codes).contains("quota_used_up", "not_eligible", "cannot_be_told_apart");
        return codes;
    }
}
