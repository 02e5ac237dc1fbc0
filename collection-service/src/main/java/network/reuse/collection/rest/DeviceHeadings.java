package network.reuse.collection.rest;

import java.util.List;
import java.util.Optional;
import network.reuse.collection.domain.ColumnMapping;
import network.reuse.collection.domain.DeviceColumn;
import network.reuse.defaults.rows.Headings;

/** The columns of a file of devices, by the words of the caller's organisation. */
record DeviceHeadings(ColumnMapping words) implements Headings<DeviceColumn> {
    @Override
    public List<DeviceColumn> columns() {
        return List.of(DeviceColumn.values());
    }

    @Override
    public String field(DeviceColumn column) {
        return column.field();
    }

    @Override
    public boolean isRequired(DeviceColumn column) {
        return column.isRequired();
    }

    @Override
    public List<String> synonyms(DeviceColumn column) {
        return column.synonyms();
    }

    @Override
    public Optional<Meaning<DeviceColumn>> meaning(String heading) {
        return words.column(heading).map(named -> new Meaning<>(named.column(), rank(named.rank())));
    }

    private static int rank(ColumnMapping.Rank rank) {
        return switch (rank) {
            case OWN -> 0;
            case FIELD -> 1;
            case SYNONYM -> 2;
        };
    }
}
