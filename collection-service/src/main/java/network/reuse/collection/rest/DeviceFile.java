package network.reuse.collection.rest;

import java.util.List;
import network.reuse.collection.application.RegisterDevices.Line;
import network.reuse.collection.domain.ColumnMapping;
import network.reuse.collection.domain.DeviceColumn;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Fingerprinted;
import network.reuse.defaults.rows.RowFile;
import org.jspecify.annotations.Nullable;

/** A file of devices: what each of its rows says. */
public final class DeviceFile implements Fingerprinted {
    private final String fingerprint;
    private final List<Line> lines;
    private final List<String> ignored;
    private final @Nullable Refusal refusal;

    DeviceFile(RowFile<DeviceColumn> file, ColumnMapping words) {
        this.fingerprint = file.fingerprint();
        this.lines =
                file.rows().stream().map(row -> DeviceFields.line(row, words)).toList();
        this.ignored = file.ignored();
        this.refusal = file.refusal();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    /** What each line says; refused when the file cannot be read as one. */
    List<Line> lines() {
        if (refusal != null) {
            throw refusal;
        }
        return lines;
    }

    /** The columns of the heading that say nothing here. */
    List<String> ignored() {
        return ignored;
    }
}
