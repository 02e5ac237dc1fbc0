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
import network.reuse.defaults.caller.Commands;

/** Reads a file of devices while it comes, so that its bytes are never kept. */
@Provider
@Consumes({DeviceFile.CSV, DeviceFile.CSV_ON_WINDOWS})
public class DeviceFileReader implements MessageBodyReader<DeviceFile> {
    private final Commands commands;

    public DeviceFileReader(Commands commands) {
        this.commands = commands;
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
        return DeviceFile.read(commands.reading(body), mediaType.getParameters().get(MediaType.CHARSET_PARAMETER));
    }
}
