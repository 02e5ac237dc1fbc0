package network.reuse.defaults.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import network.reuse.contracts.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"v5\"", " \"v5\" ", "\"v4\", \"v5\"", "\"a,b\",\"v5\"", ",, \"v5\",", "W/\"v4\", \"v5\""})
    void aStrongTagMatchesByEitherComparison(String header) {
        assertThat(read(header).weaklyHave("v5")).isTrue();
        assertThat(read(header).stronglyHave("v5")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"v5\"", "\"v4\",W/\"v5\"", "\"v50\", W/\"v5\""})
    void aWeakTagMatchesByWeakComparisonAlone(String header) {
        assertThat(read(header).weaklyHave("v5")).isTrue();
        assertThat(read(header).stronglyHave("v5")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v4\"", "\"V5\"", "\"*\"", "\"\"", "\"v5,\"", "\"v4,v5\"", "W/\"v50\""})
    void whatDiffersInOneCharacterMatchesByNone(String header) {
        assertThat(read(header).weaklyHave("v5")).isFalse();
        assertThat(read(header).stronglyHave("v5")).isFalse();
    }

    @Test
    void aStarStandsForWhateverIsThere() {
        assertThat(read("*").weaklyHave("v5")).isTrue();
        assertThat(read("*").stronglyHave("v5")).isTrue();
    }

    @Test
    void severalLinesAreOneList() {
        EntityTags tags = Objects.requireNonNull(EntityTags.of(List.of("\"v1\"", "W/\"v2\", \"v3\"")));
        assertThat(tags.tags())
                .containsExactly(
                        new EntityTags.Tag(false, "v1"),
                        new EntityTags.Tag(true, "v2"),
                        new EntityTags.Tag(false, "v3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "v5", "w/\"v5\"", "W/ \"v5\"", "\"v5", "\"v5\" \"v6\"", "*, \"v5\"", "\"v 5\"", "W/*"})
    void whatIsNoListOfTagsCannotBeRead(String header) {
        assertThat(EntityTags.of(List.of(header))).isNull();
    }

    @Test
    void aCommandNamesTheVersionThatItsCallerReadOrNone() {
        assertThat(Commands.version(List.of())).isNull();
        assertThat(Commands.version(List.of("\"v5\""))).isEqualTo(5);
        assertThat(Commands.version(List.of("\"v0\""))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "W/\"v5\"",
                "\"v5\", \"v6\"",
                "\"v5\", W/\"v5\"",
                "\"v05\"",
                "\"v-5\"",
                "\"v\"",
                "\"5\"",
                "v5",
                "",
                "\"*\"",
                "\"v9999999999999999999\""
            })
    void aCommandTakesNoOtherConditionThanOneStrongTag(String header) {
        assertThatThrownBy(() -> Commands.version(List.of(header))).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
            assertThat(refusal.code()).isEqualTo("if_match_unreadable");
        });
    }

    @Test
    void aCommandReadsEveryLineOfItsCondition() {
        for (String second : List.of("*", "W/\"v5\"", "\"v6\"", "v5")) {
            assertThatThrownBy(() -> Commands.version(List.of("\"v5\"", second)))
                    .as(second)
                    .isInstanceOf(Refusal.class);
        }
    }

    private static EntityTags read(String header) {
        return Objects.requireNonNull(EntityTags.of(List.of(header)));
    }
}
