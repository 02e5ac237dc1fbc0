package network.reuse.defaults.operator;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import network.reuse.contracts.Refusal;

/**
 * What can be done at the operator's desk. Each part of a service that an operator may decide about observes this, and adds
 * its own when the desk opens. Whoever comes here has been let in already; what an answer's future gives is written as JSON,
 * and a {@link Refusal} or {@link DeskRefusal} in it becomes a problem.
 */
public final class DeskRoutes {
    static final String OPERATOR = "operator";

    private final Router router;
    private final BiConsumer<RoutingContext, Future<?>> answers;
    private final Map<String, Set<String>> offered = new TreeMap<>();

    DeskRoutes(Router router, BiConsumer<RoutingContext, Future<?>> answers) {
        this.router = router;
        this.answers = answers;
    }

    /** Something to look at, by GET. */
    public void reading(String path, Function<RoutingContext, Future<?>> reading) {
        offer("GET", path);
        router.get(path).handler(context -> answers.accept(context, begun(() -> reading.apply(context))));
    }

    /** A decision, by POST; it is told the name of the one who takes it, 1 to 100 characters. */
    public void decision(String path, BiFunction<RoutingContext, String, Future<?>> decision) {
        offer("POST", path);
        router.post(path).handler(context -> {
            Operator operator = context.get(OPERATOR);
            String name = operator == null ? null : operator.name();
            if (name == null) {
                answers.accept(context, Future.failedFuture(nameless()));
            } else {
                answers.accept(context, begun(() -> decision.apply(context, name)));
            }
        });
    }

    /** The methods that each path offers. */
    Map<String, Set<String>> offered() {
        return offered;
    }

    private void offer(String method, String path) {
        var _ = offered.computeIfAbsent(path, _ -> new TreeSet<>()).add(method);
    }

    private static Future<?> begun(Supplier<Future<?>> work) {
        try {
            return work.get();
        } catch (Refusal | DeskRefusal refused) {
            return Future.failedFuture(refused);
        }
    }

    private static Refusal nameless() {
        return Refusal.of(
                Refusal.Kind.MALFORMED,
                "operator_missing",
                "Envoyez l'en-tête X-Operator avec le nom de la personne qui décide, de 1 à 100 caractères ; il est"
                        + " conservé avec la décision.",
                "Send the header X-Operator with the name of the one who decides, 1 to 100 characters; it is kept with"
                        + " the decision.");
    }
}
