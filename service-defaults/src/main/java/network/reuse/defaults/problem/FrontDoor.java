package network.reuse.defaults.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.regex.Pattern;
import network.reuse.contracts.Refusal;

/**
 * The first thing that every request meets: a raw path with matrix parameters, encoded slashes, backslashes or dot
 * segments is refused, since servers, proxies and path policies read such paths differently (CVE-2026-39852,
 * CVE-2026-50559). Also answers what fails before a resource is found as a problem.
 */
@ApplicationScoped
public class FrontDoor {
    private static final int FIRST = 1_000;
    private static final Pattern AMBIGUOUS =
            Pattern.compile(";|\\\\|//|%3b|%2f|%5c|%00|%25|(^|/)(\\.|%2e){1,2}(/|$)|[^\\x21-\\x7e]");

    private final Problems problems;

    public FrontDoor(Problems problems) {
        this.problems = problems;
    }

    void guard(@Observes Filters filters) {
        filters.register(
                context -> {
                    String raw = context.request().uri();
                    int query = raw.indexOf('?');
                    String path = (query < 0 ? raw : raw.substring(0, query)).toLowerCase(Locale.ROOT);
                    if (AMBIGUOUS.matcher(path).find() || !path.startsWith("/")) {
                        problems.answer(
                                Refusal.of(
                                        Refusal.Kind.MALFORMED,
                                        "ambiguous_path",
                                        "Le chemin contient des caractères ambigus (« ; », barre encodée, segments « . »).",
                                        "The path holds ambiguous characters (\";\", an encoded slash, dot segments)."),
                                context.request());
                        return;
                    }
                    context.next();
                },
                FIRST);
    }

    void fallback(@Observes Router router) {
        for (int status : new int[] {400, 404, 405, 413, 415}) {
            router.errorHandler(status, context -> problems.answer(status, context.request()));
        }
    }
}
