package network.reuse.defaults.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.KeysAway;
import network.reuse.defaults.database.DatabaseSession;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.time.SkewedClock;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jspecify.annotations.Nullable;

/** Turns whatever went wrong into a problem; no class names and no stack traces leave the process. */
@ApplicationScoped
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    /** PostgreSQL on a character that a text column cannot hold. */
    private static final String UNTRANSLATABLE = "22021";

    /** The classes of SQLSTATE that pass by themselves or by an operator: 08, 53, 57 and 58. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

    private static final String POOL_TIMEOUT = "Timeout";

    private final ObjectMapper json;
    private final ConstraintFaults constraints;

    public Problems(ObjectMapper json, ConstraintFaults constraints) {
        this.json = json;
        this.constraints = constraints;
    }

    @ServerExceptionMapper
    Response refusal(Refusal refusal, HttpServerRequest request) {
        return response(Problem.of(refusal, language(request), traceId()));
    }

    @ServerExceptionMapper
    Response violation(ResteasyReactiveViolationException violation, HttpServerRequest request) {
        return refusal(Refusal.invalid(constraints.faults(violation.getConstraintViolations())), request);
    }

    @ServerExceptionMapper
    Response violation(ConstraintViolationException violation, HttpServerRequest request) {
        return refusal(Refusal.invalid(constraints.faults(violation.getConstraintViolations())), request);
    }

    @ServerExceptionMapper(priority = 1)
    Response unauthorized(UnauthorizedException failure, HttpServerRequest request) {
        return response(401, request);
    }

    @ServerExceptionMapper(priority = 1)
    Response authentication(AuthenticationFailedException failure, HttpServerRequest request) {
        return response(401, request);
    }

    @ServerExceptionMapper(priority = 1)
    Response forbidden(ForbiddenException failure, HttpServerRequest request, ResourceInfo operation) {
        List<String> roles = roles(operation);
        return roles.isEmpty() ? response(403, request) : response(forbidden(roles, language(request)));
    }

    /** The roles of which an operation takes one. */
    private static List<String> roles(ResourceInfo operation) {
        Method method = operation.getResourceMethod();
        RolesAllowed allowed = method == null ? null : method.getAnnotation(RolesAllowed.class);
        if (allowed == null && operation.getResourceClass() != null) {
            allowed = operation.getResourceClass().getAnnotation(RolesAllowed.class);
        }
        return allowed == null ? List.of() : Stream.of(allowed.value()).sorted().toList();
    }

    private static Problem forbidden(List<String> roles, Language language) {
        String named = String.join(", ", roles);
        return Problem.of(
                403,
                Titles.code(403),
                roles.size() == 1
                        ? "Votre jeton ne donne pas le rôle nécessaire : " + named + "."
                        : "Votre jeton ne donne aucun des rôles dont il faut un : " + named + ".",
                roles.size() == 1
                        ? "Your token does not give the role that this needs: " + named + "."
                        : "Your token gives none of the roles of which this needs one: " + named + ".",
                language,
                List.of(),
                Map.of("roles", roles),
                traceId());
    }

    @ServerExceptionMapper(priority = 1)
    Response mismatched(MismatchedInputException failure, HttpServerRequest request) {
        return unreadable((JsonMappingException) failure, request);
    }

    @ServerExceptionMapper(priority = 1)
    Response unreadable(JsonMappingException failure, HttpServerRequest request) {
        return refusal(BodyFaults.refusal(failure), request);
    }

    @ServerExceptionMapper(priority = 1)
    Response unreadable(JsonProcessingException failure, HttpServerRequest request) {
        return refusal(BodyFaults.refusal(failure), request);
    }

    @ServerExceptionMapper
    Response web(WebApplicationException failure, HttpServerRequest request) {
        Throwable cause = failure.getCause();
        return switch (cause) {
            case JsonMappingException mapping -> unreadable(mapping, request);
            case JsonProcessingException parsing -> unreadable(parsing, request);
            case Refusal refusal -> refusal(refusal, request);
            case null, default -> {
                Response original = failure.getResponse();
                Response.ResponseBuilder mapped = Response.fromResponse(response(original.getStatus(), request));
                if (original.getHeaderString("Retry-After") != null) {
                    mapped.header("Retry-After", original.getHeaderString("Retry-After"));
                }
                if (original.getStatus() == 405) {
                    mapped.header("Allow", String.join(", ", offered()));
                }
                yield mapped.build();
            }
        };
    }

    private static Set<String> offered() {
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        return OfferedMethods.at(context.getDeployment(), context.getPathWithoutPrefix());
    }

    @ServerExceptionMapper
    Response anything(Throwable failure, HttpServerRequest request) {
        if (isAway(failure)) {
            LOG.warnf("a part is away: %s", failure.toString());
            return Response.fromResponse(response(503, request))
                    .header("Retry-After", 2)
                    .build();
        }
        if (failure instanceof PgException database && UNTRANSLATABLE.equals(database.getSqlState())) {
            return refusal(
                    Refusal.of(
                            Refusal.Kind.INVALID,
                            "unreadable_character",
                            "Un texte contient un caractère nul (U+0000) ; retirez-le.",
                            "A text contains a null character (U+0000); remove it."),
                    request);
        }
        LOG.error("a request failed", failure);
        return response(500, request);
    }

    /** Answers a problem outside of REST resources, such as a route of its own or a filter. */
    public void answer(Refusal refusal, HttpServerRequest request) {
        write(Problem.of(refusal, language(request), traceId()), request.response());
    }

    /** Answers the problem that a bare status stands for. */
    public void answer(int status, HttpServerRequest request) {
        write(of(status, language(request)), request.response());
    }

    /** Answers that an address offers other methods, and which (405). */
    public void answerOffered(Set<String> methods, HttpServerRequest request) {
        request.response().putHeader("Allow", String.join(", ", methods));
        answer(405, request);
    }

    /** Answers that the routes of a router offer other methods at the address, and which (405). */
    public void answerOffered(Router router, RoutingContext call) {
        answerOffered(OfferedMethods.at(router, call.normalizedPath()), call.request());
    }

    private void write(Problem problem, HttpServerResponse response) {
        if (response.ended() || response.headWritten()) {
            return;
        }
        try {
            response.setStatusCode(problem.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(problem))
                    .onFailure(gone -> LOG.debug("the caller is gone", gone));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Response response(int status, HttpServerRequest request) {
        Response.ResponseBuilder builder = Response.fromResponse(response(of(status, language(request))));
        if (status == 401) {
            builder.header("WWW-Authenticate", "Bearer");
        }
        return builder.build();
    }

    private static Response response(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }

    private static Problem of(int status, Language language) {
        return Problem.of(
                status,
                Titles.code(status),
                Titles.french(status),
                Titles.english(status),
                language,
                List.of(),
                Map.of(),
                traceId());
    }

    /** Whether a part that is needed is away for a moment, as the failure or one of its causes says. */
    static boolean isAway(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean away = switch (cause) {
                case PgException database -> isAway(database.getSqlState());
                case SQLException database -> isAway(database.getSQLState());
                case ConnectException _, SocketException _, ClosedChannelException _, TimeoutException _ -> true;
                // Broken pipe and Connection reset have no type of their own.
                case IOException lost when lost.getClass() == IOException.class -> true;
                case io.vertx.core.VertxException _, SkewedClock _, KeysAway _, PartAway _ -> true;
                default -> DatabaseSession.isLost(cause) || isPoolTimeout(cause);
            };
            if (away) {
                return true;
            }
        }
        return false;
    }

    /** Lost connections, a server without room for more (disk, memory, connections), one that stops or starts. */
    private static boolean isAway(@Nullable String state) {
        return state != null && AWAY.contains(state.substring(0, Math.min(2, state.length())));
    }

    /** The pool of connections says so in no other way. */
    private static boolean isPoolTimeout(Throwable cause) {
        return cause instanceof NoStackTraceThrowable && POOL_TIMEOUT.equals(cause.getMessage());
    }

    private static Language language(HttpServerRequest request) {
        return Language.of(request.getHeader("Accept-Language"));
    }

    private static @Nullable String traceId() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : null;
    }
}
