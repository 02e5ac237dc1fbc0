package network.reuse.defaults.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonPointersTest {
    @Test
    void namesAreEscapedAsPointersAreWritten() {
        assertThat(JsonPointers.child("", "quantities")).isEqualTo("/quantities");
        assertThat(JsonPointers.child("/quantities", "0")).isEqualTo("/quantities/0");
        assertThat(JsonPointers.child("", "a~b/c")).isEqualTo("/a~0b~1c");
    }

    @Test
    void whatNoAnswerCanHoldIsReplaced() {
        assertThat(JsonPointers.child("", "a\ud800\u0000b")).isEqualTo("/a\ufffd\ufffdb");
        assertThat(JsonPointers.child("", "x".repeat(1000))).hasSize(101);
    }
}
