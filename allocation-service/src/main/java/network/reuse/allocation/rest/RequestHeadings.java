package network.reuse.allocation.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.reuse.contracts.BareWord;
import network.reuse.defaults.rows.Headings;

/** The columns of a list of requests: by their fields' names, then by what schools and associations call them. */
final class RequestHeadings implements Headings<RequestColumn> {
    static final RequestHeadings ALL = new RequestHeadings();

    private static final int BY_FIELD = 0;
    private static final int BY_SYNONYM = 1;

    private final Map<String, Meaning<RequestColumn>> meanings = new HashMap<>();

    private RequestHeadings() {
        for (RequestColumn column : columns()) {
            for (String synonym : column.synonyms()) {
                meanings.put(BareWord.form(synonym), new Meaning<>(column, BY_SYNONYM));
            }
        }
        for (RequestColumn column : columns()) {
            meanings.put(BareWord.form(column.field()), new Meaning<>(column, BY_FIELD));
        }
    }

    @Override
    public List<RequestColumn> columns() {
        return List.of(RequestColumn.values());
    }

    @Override
    public String field(RequestColumn column) {
        return column.field();
    }

    @Override
    public boolean isRequired(RequestColumn column) {
        return column.isRequired();
    }

    @Override
    public List<String> synonyms(RequestColumn column) {
        return column.synonyms();
    }

    @Override
    public int longest(RequestColumn column) {
        return column.longest();
    }

    @Override
    public Optional<Meaning<RequestColumn>> meaning(String heading) {
        return Optional.ofNullable(meanings.get(BareWord.form(heading)));
    }
}
