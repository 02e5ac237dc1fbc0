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

/** Reads what lshw wrote. */
@Provider
@Consumes(LshwReport.TYPE)
public class LshwReportReader implements MessageBodyReader<LshwReport> {
    private final Commands commands;
    private final ObjectMapper json;

    public LshwReportReader(Commands commands, ObjectMapper json) {
        this.commands = commands;
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == LshwReport.class;
    }

    @Override
    public LshwReport readFrom(
            Class<LshwReport> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return LshwReport.read(commands.reading(body), json);
    }
}
