package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import network.reuse.defaults.testing.ReadPaper;
import network.reuse.servers.Home;
import org.junit.jupiter.api.Test;

/** No text of the network says of used equipment what the law lets nobody say (code de la consommation, R. 122-4 to R. 122-6). */
class ForbiddenWordsTest {
    private static final Set<String> TEXTS =
            Set.of("java", "html", "js", "yaml", "json", "properties", "txt", "sql", "css");

    @Test
    void noTextThatIsShownCallsUsedEquipmentNew() throws IOException {
        Path root = Home.find().root();
        List<String> found = new ArrayList<>();
        int files = 0;
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.filter(one -> Files.isDirectory(one.resolve("src/main")))
                    .toList()) {
                files += scan(root, module.resolve("src/main"), found);
            }
        }
        assertThat(files).isGreaterThan(300);
        assertThat(found).isEmpty();
    }

    private static int scan(Path root, Path folder, List<String> found) throws IOException {
        int files = 0;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(ForbiddenWordsTest::isText).toList()) {
                files++;
                String shown = String.join(
                        " ",
                        Files.readAllLines(file).stream()
                                .map(String::strip)
                                .filter(line -> !line.startsWith("*") && !line.startsWith("/"))
                                .toList());
                if (ReadPaper.isForbidden(shown)) {
                    found.add(root.relativize(file).toString());
                }
            }
        }
        return files;
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && TEXTS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
