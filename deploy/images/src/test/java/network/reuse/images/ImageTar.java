package network.reuse.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image as it is written: its configuration, and the entries of its layers from the lowest up. */
record ImageTar(JsonNode config, List<String> digests, List<List<TarArchiveEntry>> layers) {
    static ImageTar read(Path tar) {
        var json = new ObjectMapper();
        Map<String, byte[]> files = new HashMap<>();
        try (var in = new TarArchiveInputStream(Files.newInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
            JsonNode manifest = json.readTree(file(files, "manifest.json")).get(0);
            List<String> digests = new ArrayList<>();
            List<List<TarArchiveEntry>> layers = new ArrayList<>();
            for (JsonNode layer : manifest.get("Layers")) {
                byte[] bytes = file(files, layer.asText());
                digests.add(Digest.of(new ByteArrayInputStream(bytes)));
                layers.add(entries(bytes));
            }
            return new ImageTar(json.readTree(file(files, manifest.get("Config").asText())), digests, layers);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(tar + " is missing or is no image: ./reuse images makes it.", unreadable);
        }
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static List<TarArchiveEntry> entries(byte[] layer) throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        try (var in = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(layer)))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** The names of all files, without a slash before them. */
    List<String> names() {
        return layers.stream()
                .flatMap(List::stream)
                .map(TarArchiveEntry::getName)
                .toList();
    }
}
