package network.reuse.defaults.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import network.reuse.defaults.caller.RealmTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorKeyTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path folder;

    @AfterAll
    static void end() {
        var _ = VERTX.close();
    }

    @Test
    void aKeyThatIsReplacedCountsFromThenOn() throws Exception {
        Path file = folder.resolve("key");
        String first = key(32, (byte) 1);
        String second = key(32, (byte) 2);

        Files.writeString(file, first + "\n");
        assertThat(is(file, first)).isTrue();
        assertThat(is(file, second)).isFalse();
        assertThat(is(file, "")).isFalse();

        Files.writeString(file, second);
        assertThat(is(file, first)).isFalse();
        assertThat(is(file, second)).isTrue();
    }

    @Test
    void aShortKeyIsNone() throws Exception {
        for (String text :
                new String[] {"", "\n", "password", key(31, (byte) 1), "not base64 but quite long enough for it"}) {
            Path file = Files.writeString(folder.resolve("key"), text);
            assertThatThrownBy(() -> is(file, text.strip())).hasMessageContaining("holds no key");
        }
        assertThatThrownBy(() -> is(folder.resolve("none"), "")).isNotNull();
    }

    @Test
    void withoutAKeyFileAndWithoutTheRealmNobodyCouldBeLetIn() {
        assertThat(access(Optional.empty(), true, Optional.empty()).isPossible())
                .isFalse();
        assertThat(access(Optional.empty(), false, Optional.of("http://realm")).isPossible())
                .isFalse();
        assertThat(access(Optional.empty(), true, Optional.of("http://realm")).isPossible())
                .isTrue();
        assertThat(access(Optional.of("key"), false, Optional.empty()).isPossible())
                .isTrue();
    }

    private static DeskAccess access(Optional<String> keyFile, boolean enabled, Optional<String> realm) {
        return new DeskAccess(
                new RealmTokens(_ -> Uni.createFrom().failure(new IllegalStateException())),
                VERTX,
                keyFile,
                enabled,
                realm,
                Optional.empty());
    }

    private static boolean is(Path file, String presented) throws Exception {
        return new OperatorKey(VERTX, file.toString())
                .is(presented)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static String key(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
