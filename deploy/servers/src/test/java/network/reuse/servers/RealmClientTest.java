package network.reuse.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealmClientTest {
    private static final String GOOD = """
            [{"clientId": "region-admin", "organisation": "01900000-0000-7000-8000-000000000005", "siret": "73282932000058",
              "regions": ["44", "27"], "env": "live", "roles": ["admin"]}]""";

    @TempDir
    private Path folder;

    @Test
    void aClientHasWhatItsTokensSay() throws IOException {
        assertThat(read(GOOD)).singleElement().satisfies(client -> {
            assertThat(client.clientId()).isEqualTo("region-admin");
            assertThat(client.name()).isEqualTo("region-admin");
            assertThat(client.regions()).containsExactly("44", "27");
            assertThat(client.roles()).containsExactly("admin");
            assertThat(client.audience()).isTrue();
            assertThat(client.tokenSeconds()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"region-admin\" | \"../admin\" | has clientId \"../admin\": it has to be letters",
                "\"clientId\"     | \"id\"       | has no clientId: it has to be letters",
                "0005\"           | \"           | has organisation \"01900000-0000-7000-8000-00000000\": it has to be the",
                "\"44\"           | 44           | (region-admin) has regions 44: it has to be INSEE codes",
                "[\"admin\"]      | \"admin\"    | has roles \"admin\": it has to be an array of some of [donor",
                "\"admin\"]       | \"boss\"]    | has roles \"boss\": it has to be some of [donor",
                "\"live\"         | \"prod\"     | has env \"prod\": it has to be live or test",
                "[{               | {            | holds no array of clients",
                "}]               | ]            | is not JSON",
            })
    void oneThatIsWrongIsNamedWithItsFileAndWhatWouldBeRight(String right, String wrong, String said)
            throws IOException {
        Files.writeString(folder.resolve("clients.json"), GOOD.replace(right, wrong));

        assertThatThrownBy(() -> RealmClient.read(folder.resolve("clients.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder.resolve("clients.json").toString())
                .hasMessageContaining(said);
    }

    private List<RealmClient> read(String clients) throws IOException {
        return RealmClient.read(Files.writeString(folder.resolve("clients.json"), clients));
    }
}
