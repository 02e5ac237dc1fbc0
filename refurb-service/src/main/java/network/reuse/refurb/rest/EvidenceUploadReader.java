package network.reuse.refurb.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Reads evidence while it comes, onto this machine's disk until the request has been answered. */
@Provider
@Consumes({EvidenceUpload.LOG, EvidenceUpload.REPORT, EvidenceUpload.ZIP})
public class EvidenceUploadReader implements MessageBodyReader<EvidenceUpload> {
    private final Commands commands;
    private final ObjectMapper json;

    public EvidenceUploadReader(Commands commands, ObjectMapper json) {
        this.commands = commands;
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == EvidenceUpload.class;
    }

    @Override
    public EvidenceUpload readFrom(
            Class<EvidenceUpload> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        EvidenceUpload upload =
                EvidenceUpload.read(commands.reading(body), mediaType.getType() + "/" + mediaType.getSubtype(), json);
        CurrentRequestManager.get().registerCompletionCallback(_ -> upload.close());
        return upload;
    }
}
