package network.reuse.refurb.rest;

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
import network.reuse.defaults.files.RetentionClass;

/** Reads a photo while it comes. */
@Provider
@Consumes({SentFile.JPEG, SentFile.PNG, SentFile.WEBP})
public class PhotoFileReader implements MessageBodyReader<PhotoFile> {
    private final Commands commands;

    public PhotoFileReader(Commands commands) {
        this.commands = commands;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == PhotoFile.class;
    }

    @Override
    public PhotoFile readFrom(
            Class<PhotoFile> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return new PhotoFile(SentFile.read(commands.reading(body), RetentionClass.DEVICE_PHOTO));
    }
}
