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

/** Reads the document of a slip while it comes. */
@Provider
@Consumes({SentFile.PDF, SentFile.JPEG, SentFile.PNG})
public class SlipFileReader implements MessageBodyReader<SlipFile> {
    private final Commands commands;

    public SlipFileReader(Commands commands) {
        this.commands = commands;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == SlipFile.class;
    }

    @Override
    public SlipFile readFrom(
            Class<SlipFile> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return new SlipFile(SentFile.read(commands.reading(body), RetentionClass.PALLET_SLIP));
    }
}
