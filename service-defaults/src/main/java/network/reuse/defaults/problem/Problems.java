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
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.KeysAway;
import network.reuse.defaults.database.DatabaseSession;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.people.YearOfBirth;
import network.reuse.defaults.text.FunctionalMailbox;
import network.reuse.defaults.text.FunctionalPhone;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.time.SkewedClock;
import network.reuse.defaults.time.Within;
import org.hibernate.validator.constraints.UniqueElements;
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
    private final BusinessClock clock;

    public Problems(ObjectMapper json, BusinessClock clock) {
        this.json = json;
        this.clock = clock;
    }

    @ServerExceptionMapper
    Response refusal(Refusal refusal, HttpServerRequest request) {
        return response(Problem.of(refusal, language(request), traceId()));
    }

    @ServerExceptionMapper
    Response violation(ResteasyReactiveViolationException violation, HttpServerRequest request) {
        return refusal(Refusal.invalid(faults(violation)), request);
    }

    @ServerExceptionMapper
    Response violation(ConstraintViolationException violation, HttpServerRequest request) {
        return refusal(Refusal.invalid(faults(violation)), request);
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

    private List<Refusal.Fault> faults(ConstraintViolationException violation) {
        List<Refusal.Fault> faults = new ArrayList<>();
        for (ConstraintViolation<?> one : violation.getConstraintViolations()) {
            Sentence sentence = sentence(one);
            faults.add(new Refusal.Fault(pointer(one), sentence.code(), sentence.french(), sentence.english()));
        }
        faults.sort((a, b) -> a.pointer().compareTo(b.pointer()));
        return faults;
    }

    private record Sentence(String code, String french, String english) {}

    private Sentence sentence(ConstraintViolation<?> violation) {
        Annotation rule = violation.getConstraintDescriptor().getAnnotation();
        return switch (rule) {
            case NotNull _, NotBlank _, NotEmpty _ ->
                new Sentence("required", "Cette valeur est obligatoire.", "This value is required.");
            case Size size ->
                new Sentence(
                        "size",
                        "Entre " + size.min() + " et " + size.max() + " éléments ou caractères.",
                        "Between " + size.min() + " and " + size.max() + " items or characters.");
            case Min min -> new Sentence("too_small", "Au moins " + min.value() + ".", "At least " + min.value() + ".");
            case Max max -> new Sentence("too_large", "Au plus " + max.value() + ".", "At most " + max.value() + ".");
            case Positive _ -> new Sentence("too_small", "Plus que zéro.", "More than zero.");
            case PositiveOrZero _ -> new Sentence("too_small", "Zéro ou plus.", "Zero or more.");
            case Pattern pattern ->
                new Sentence(
                        "pattern",
                        "Doit correspondre à " + pattern.regexp() + ".",
                        "Has to match " + pattern.regexp() + ".");
            case Within within -> {
                Within.Bounds bounds = Within.Bounds.of(within, clock.shown());
                yield new Sentence(
                        "out_of_range",
                        "Entre le " + bounds.first() + " et le " + bounds.last() + ".",
                        "Between " + bounds.first() + " and " + bounds.last() + ".");
            }
            case YearOfBirth _ ->
                new Sentence(
                        "out_of_range",
                        "Une année depuis " + YearOfBirth.FIRST + ", au plus tard celle-ci.",
                        "A year since " + YearOfBirth.FIRST + ", at the latest this one.");
            case UniqueElements _ ->
                new Sentence("repeated", "Une valeur est deux fois dans la liste.", "A value is in the list twice.");
            case Email _ ->
                new Sentence(
                        "not_an_email",
                        "Une adresse e-mail est attendue, par exemple nom@exemple.fr.",
                        "An e-mail address is expected, such as name@example.org.");
            case FunctionalMailbox _ ->
                new Sentence(
                        "not_a_functional_mailbox",
                        "Donnez une boîte fonctionnelle, par exemple accueil@exemple.fr, et non celle d'une personne.",
                        "Give a functional mailbox, such as reception@example.org, and not a person's.");
            case FunctionalPhone _ ->
                new Sentence(
                        "not_a_functional_phone",
                        "Donnez le numéro d'un standard ou d'un accueil, par exemple 03 88 12 34 56 ; ni mobile, ni numéro inconnu.",
                        "Give the number of a switchboard or a reception, such as 03 88 12 34 56; neither a mobile's nor an unknown one.");
            case NoContact _ -> {
                Refusal.Fault fault = NoContact.Check.fault("");
                yield new Sentence(fault.code(), fault.french(), fault.english());
            }
            default -> new Sentence("invalid", "Cette valeur ne convient pas.", "This value is not right.");
        };
    }

    /** The path of a violation without the method and its parameter, {@code /quantities/0/count}; or a query's parameter. */
    private static String pointer(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        int depth = 0;
        Path.@Nullable MethodNode method = null;
        for (var node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.METHOD) {
                method = node.as(Path.MethodNode.class);
            } else if (node.getKind() == ElementKind.PARAMETER && method != null) {
                pointer.append(parameter(
                        violation.getRootBeanClass(),
                        method,
                        node.as(Path.ParameterNode.class).getParameterIndex()));
            }
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (depth++ >= 2 && node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.isEmpty() ? "/" : pointer.toString();
    }

    /** Where the query has a parameter of a resource's method; empty when it is none of the query's. */
    private static String parameter(Class<?> resource, Path.MethodNode method, int index) {
        Class<?>[] types = method.getParameterTypes().toArray(Class<?>[]::new);
        for (Class<?> type = resource; type != null; type = type.getSuperclass()) {
            for (Method declared : type.getDeclaredMethods()) {
                if (declared.getName().equals(method.getName()) && Arrays.equals(declared.getParameterTypes(), types)) {
                    QueryParam query = declared.getParameters()[index].getAnnotation(QueryParam.class);
                    if (query != null) {
                        return "/" + query.value();
                    }
                }
            }
        }
        return "";
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
