package network.reuse.defaults.files;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;

/**
 * What is known of a file.
 *
 * @param owner the organisation that sent it
 * @param readers those that may read it
 * @param aboutType what it is about, such as {@code device}, and {@code aboutId} which one
 * @param sha256 of its bytes
 * @param occurredAt when it was made, as its sender says
 */
public record StoredFile(
        UUID id,
        UUID owner,
        Set<UUID> readers,
        Environment env,
        String aboutType,
        UUID aboutId,
        RetentionClass retention,
        String sha256,
        long bytes,
        FileType type,
        Instant occurredAt,
        Instant createdAt) {
    public StoredFile {
        readers = Set.copyOf(readers);
    }

    /** By which the file store finds its bytes. */
    public FileKey key() {
        return new FileKey(sha256, id);
    }
}
