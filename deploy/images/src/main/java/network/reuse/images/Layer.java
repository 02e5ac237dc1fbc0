package network.reuse.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** A layer of an image. */
final class Layer {
    private static final FilePermissions READABLE = FilePermissions.fromOctalString("444");
    private static final FilePermissions RUNNABLE = FilePermissions.fromOctalString("555");

    private Layer() {}

    /**
     * The files of a folder, which everybody may read and nobody may write; those that their owner may run, everybody may.
     *
     * @param wanted which of them, by their path below the folder
     */
    static FileEntriesLayer of(String name, Path folder, String target, Predicate<Path> wanted) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (Path file : Reproducible.files(folder)) {
            Path relative = folder.relativize(file);
            if (wanted.test(relative)) {
                layer.addEntry(
                        file,
                        AbsoluteUnixPath.get(target).resolve(relative),
                        Files.isExecutable(file) ? RUNNABLE : READABLE,
                        Reproducible.TIME);
            }
        }
        return layer.build();
    }

    /** The same layer with one more file, which everybody may read. */
    static FileEntriesLayer with(FileEntriesLayer layer, Path file, String target) {
        return layer.toBuilder()
                .addEntry(file, AbsoluteUnixPath.get(target), READABLE, Reproducible.TIME)
                .build();
    }

    /** One file, which everybody may read. */
    static FileEntriesLayer of(String name, Path file, String target) {
        return with(FileEntriesLayer.builder().setName(name).build(), file, target);
    }
}
