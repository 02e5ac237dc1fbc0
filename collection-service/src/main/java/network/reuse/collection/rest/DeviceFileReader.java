package network.reuse.collection.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Duration;
import network.reuse.collection.application.KeepColumnMapping;
import network.reuse.collection.domain.ColumnMapping;
import network.reuse.collection.domain.DeviceColumn;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.rows.RowFile;

/** Reads a file of devices while it comes, on a worker thread, by the words of the caller's organisation. */
@Provider
@Consumes({RowFile.CSV, RowFile.CSV_ON_WINDOWS, RowFile.WORKBOOK, RowFile.NDJSON})
public class DeviceFileReader implements MessageBodyReader<DeviceFile> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Commands commands;
    private final Callers callers;
    private final KeepColumnMapping mappings;

    public DeviceFileReader(Commands commands, Callers callers, KeepColumnMapping mappings) {
        this.commands = commands;
        this.callers = callers;
        this.mappings = mappings;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == DeviceFile.class;
    }

    @Override
    public DeviceFile readFrom(
            Class<DeviceFile> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        ColumnMapping words = mappings.of(callers.current()).await().atMost(PATIENCE);
        RowFile<DeviceColumn> file = RowFile.read(
                commands.reading(body),
                mediaType.getType() + "/" + mediaType.getSubtype(),
                mediaType.getParameters().get(MediaType.CHARSET_PARAMETER),
                new DeviceHeadings(words));
        return new DeviceFile(file, words);
    }
}
