package network.reuse.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Secrets that somebody else has made, as a cluster mounts them; none is ever made here.
 *
 * @param folder holds a file for each, named like the secret, with nothing in it but the secret and perhaps a line break behind it
 */
record MountedSecrets(Path folder) implements Secrets {

    @Override
    public String get(String name) {
        Path file = folder.resolve(name);
        String secret;
        try {
            secret = Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(
                    file + " is missing: mount a file of that name that holds the secret and nothing else.", missing);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    file + " cannot be read: make it a text file that user " + System.getProperty("user.name")
                            + " may read.",
                    unreadable);
        }
        if (secret.isEmpty() || secret.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    file + " does not hold one line of text: write the secret into it and nothing else.");
        }
        return secret;
    }
}
