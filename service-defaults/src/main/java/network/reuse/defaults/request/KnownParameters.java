package network.reuse.defaults.request;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.problem.JsonPointers;

/**
 * The parameters that an operation knows, as its method's own annotations tell; another in the query is refused, and so is
 * one that is there more often than it is meant. Pages for people pass over what is added to links on their way.
 */
public final class KnownParameters {
    private final SortedMap<String, Boolean> known;
    private final boolean forPeople;

    private KnownParameters(SortedMap<String, Boolean> known, boolean forPeople) {
        this.known = known;
        this.forPeople = forPeople;
    }

    /** Those of a resource's method. */
    static KnownParameters of(Method method) {
        SortedMap<String, Boolean> known = new TreeMap<>();
        Stream.of(method.getParameters()).forEach(parameter -> {
            add(known, parameter, parameter.getType());
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                Stream.of(parameter.getType().getDeclaredFields()).forEach(field -> add(known, field, field.getType()));
            }
        });
        return new KnownParameters(known, isForPeople(method));
    }

    /** Of a route that is no resource's: these, each once. */
    public static KnownParameters of(String... names) {
        SortedMap<String, Boolean> known = new TreeMap<>();
        Stream.of(names).forEach(name -> known.put(name, false));
        return new KnownParameters(known, false);
    }

    private static void add(Map<String, Boolean> known, AnnotatedElement element, Class<?> type) {
        Optional.ofNullable(element.getAnnotation(QueryParam.class))
                .ifPresent(name -> known.put(name.value(), Collection.class.isAssignableFrom(type)));
    }

    private static boolean isForPeople(Method method) {
        return Stream.of(method, method.getDeclaringClass())
                .flatMap(element -> Stream.of(element.getAnnotationsByType(Produces.class)))
                .flatMap(produces -> Stream.of(produces.value()))
                .anyMatch(type -> type.startsWith(MediaType.TEXT_HTML));
    }

    /** Refuses a query with a parameter that is not known, that is there twice, or that has no value. */
    public void check(RoutingContext call) {
        if (call.request().query() == null) {
            return;
        }
        MultiMap query = call.queryParams();
        List<Refusal.Fault> unknown = new ArrayList<>();
        List<Refusal.Fault> wrong = new ArrayList<>();
        for (String name : query.names()) {
            if (!known.containsKey(name)) {
                unknown.add(unknown(name));
            } else if (!known.get(name) && query.getAll(name).size() > 1) {
                wrong.add(new Refusal.Fault(
                        "/" + name,
                        "parameter_twice",
                        "Ce paramètre se donne une seule fois.",
                        "This parameter is given once."));
            } else if (query.getAll(name).contains("")) {
                wrong.add(new Refusal.Fault(
                        "/" + name,
                        "required",
                        "Ce paramètre n'a pas de valeur ; donnez-en une ou retirez-le.",
                        "This parameter has no value; give it one or leave it out."));
            }
        }
        if (!unknown.isEmpty() && !forPeople) {
            throw Refusal.of(
                            Refusal.Kind.INVALID,
                            "unknown_parameter",
                            "Cette opération ne connaît pas un des paramètres ; voir « errors ».",
                            "This operation does not know one of the parameters; see \"errors\".")
                    .with(Map.of("known", List.copyOf(known.keySet())))
                    .at(unknown);
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
    }

    private Refusal.Fault unknown(String name) {
        String names = known.isEmpty() ? "—" : String.join(", ", known.keySet());
        return new Refusal.Fault(
                JsonPointers.child("", name),
                "unknown_parameter",
                "Paramètre inconnu. Paramètres possibles : " + names + ".",
                "Unknown parameter. Possible parameters: " + names + ".");
    }
}
