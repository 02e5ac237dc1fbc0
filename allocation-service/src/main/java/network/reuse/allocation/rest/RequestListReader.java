package network.reuse.allocation.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.rows.RowFile;

/** Reads a list of requests while it comes, on a worker thread. */
@Provider
@Consumes({RowFile.CSV, RowFile.CSV_ON_WINDOWS, RowFile.WORKBOOK, RowFile.NDJSON})
public class RequestListReader implements MessageBodyReader<RequestList> {
    private final Commands commands;

    public RequestListReader(Commands commands) {
        this.commands = commands;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == RequestList.class;
    }

    @Override
    public RequestList readFrom(
            Class<RequestList> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return new RequestList(RowFile.read(
                commands.reading(body),
                mediaType.getType() + "/" + mediaType.getSubtype(),
                mediaType.getParameters().get(MediaType.CHARSET_PARAMETER),
                RequestHeadings.ALL));
    }
}
