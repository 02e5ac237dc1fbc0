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
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.files.ReceivedFile;
import network.reuse.defaults.files.RetentionClass;
import network.reuse.defaults.keys.FingerprintedStream;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Reads a photo while it comes, onto this machine's disk until the request has been answered. */
@Provider
@Consumes({PhotoFile.JPEG, PhotoFile.PNG, PhotoFile.WEBP})
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
        FingerprintedStream read = commands.reading(body);
        try {
            ReceivedFile file = ReceivedFile.read(read, RetentionClass.DEVICE_PHOTO);
            CurrentRequestManager.get().registerCompletionCallback(_ -> file.close());
            return new PhotoFile(file, null, read.fingerprint());
        } catch (Refusal refusal) {
            return new PhotoFile(null, refusal, "");
        }
    }
}
