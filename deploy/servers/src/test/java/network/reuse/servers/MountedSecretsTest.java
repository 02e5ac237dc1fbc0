package network.reuse.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountedSecretsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"s3cret \"é\\", "s3cret \"é\\\n", "s3cret \"é\\\r\n"})
    void aSecretIsWhatItsFileHoldsWithoutTheLineBreakBehindIt(String content) throws IOException {
        Files.writeString(folder.resolve("database.collection_api"), content);

        assertThat(new MountedSecrets(folder).get("database.collection_api")).isEqualTo("s3cret \"é\\");
    }

    @Test
    void oneThatIsMissingIsNamedAndNotMade() throws IOException {
        assertThatThrownBy(() -> new MountedSecrets(folder).get("kafka.collection"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder.resolve("kafka.collection").toString())
                .hasMessageContaining("mount a file of that name");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "one\ntwo", "one\n\n"})
    void whatIsNoLineOfTextIsNoSecretAndIsNotQuoted(String content) throws IOException {
        Files.writeString(folder.resolve("client.region"), content);

        assertThatThrownBy(() -> new MountedSecrets(folder).get("client.region"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder.resolve("client.region").toString())
                .hasMessageNotContaining("two");
    }
}
