package network.reuse.collection.application;

import java.util.List;
import network.reuse.collection.domain.ColumnMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The words by which an organisation's files name columns and categories. */
@Schema(name = "ColumnMapping")
public record ColumnMappingView(List<ColumnMapping.Column> columns, List<ColumnMapping.Category> categories) {

    public static ColumnMappingView of(ColumnMapping mapping) {
        return new ColumnMappingView(mapping.columns(), mapping.categories());
    }
}
