package network.reuse.gateway.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.gateway.edge.PublicAddresses;
import network.reuse.gateway.figures.Figures;
import network.reuse.gateway.figures.Progress;
import network.reuse.gateway.projection.Stage;
import network.reuse.gateway.targets.Regions;
import network.reuse.gateway.targets.Targets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The first page: a region's progress, complete as served, and moving where the browser runs a script. Without a region in the
 * address it shows the one that was first to set itself a target.
 */
@Path("/")
public class HomePage {
    static final String POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Figures figures;
    private final Targets targets;
    private final BusinessClock clock;
    private final PublicAddresses addresses;

    public HomePage(Figures figures, Targets targets, BusinessClock clock, PublicAddresses addresses) {
        this.figures = figures;
        this.targets = targets;
        this.clock = clock;
        this.addresses = addresses;
    }

    /** A region that can be chosen. */
    public record Region(String code, String name) {}

    /** A column of the table, in French and in English. */
    public record Column(String stage, String french, String english) {}

    /** A figure of the table; the key is how the script finds it. */
    public record Figure(String key, String text) {}

    /** A line of the table. */
    public record Line(String name, List<Figure> figures) {}

    /** A figure in words: as French and as English write it. */
    public record Words(String fr, String en) {}

    /**
     * What the region wants to reach, in words.
     *
     * @param isOver whether the deadline is behind, so that there is a result
     */
    public record Aim(
            Words goal,
            Words deadline,
            Words counted,
            Words atDeadline,
            Words sinceDeadline,
            boolean isOver,
            long countedNumber,
            int goalNumber) {}

    @CheckedTemplate(basePath = "pages")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance home(
                String region,
                String name,
                long seq,
                String asOf,
                List<Aim> aim,
                List<Region> regions,
                List<Column> columns,
                Line total,
                List<Line> lines,
                String tokenUrl);
    }

    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @PermitAll
    @Operation(hidden = true)
    public Uni<Response> home(@QueryParam("region") @Nullable String asked) {
        return Uni.createFrom()
                .completionStage(() -> shown(asked).toCompletionStage())
                .chain(shown -> page(shown).createUni())
                .map(html -> Response.ok(html)
                        .header("Content-Security-Policy", POLICY)
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Referrer-Policy", "no-referrer")
                        .header("Cache-Control", "no-cache")
                        .build());
    }

    /** A region's progress, and the regions that have a target. */
    private record Shown(Progress progress, List<Region> regions) {}

    private Future<Shown> shown(@Nullable String asked) {
        return targets.inForce(clock.shown()).compose(inForce -> {
            List<Region> regions = inForce.stream()
                    .map(target -> new Region(
                            target.region(), String.valueOf(Geography.regions().get(target.region()))))
                    .toList();
            if (asked == null && regions.isEmpty()) {
                throw Refusal.of(
                        Refusal.Kind.UNKNOWN,
                        "no_region",
                        "Aucune région ne s'est encore fixé d'objectif ; une région se choisit avec ?region=, par exemple"
                                + " ?region=44.",
                        "No region has set itself a target yet; choose a region by ?region=, such as ?region=44.");
            }
            String region = asked == null ? regions.getFirst().code() : Regions.checked(asked);
            return figures.now(region).map(progress -> new Shown(progress, regions));
        });
    }

    private TemplateInstance page(Shown shown) {
        Progress progress = shown.progress();
        List<Column> columns = Arrays.stream(Stage.values())
                .map(stage -> new Column(stage.name(), stage.french(), stage.english()))
                .toList();
        List<Line> lines = progress.departments().stream()
                .map(one -> line(one.department(), one.name(), one.stages()))
                .toList();
        String asOf = progress.asOf() == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(Locale.FRANCE)
                        .withZone(Geography.METROPOLITAN_TIME)
                        .format(progress.asOf());
        return Templates.home(
                progress.region(),
                progress.name(),
                progress.seq(),
                asOf,
                aim(progress),
                shown.regions().size() > 1 ? shown.regions() : List.of(),
                columns,
                line("total", "Total", progress.stages()),
                lines,
                addresses.tokenUrl());
    }

    private List<Aim> aim(Progress progress) {
        Progress.TargetView target = progress.target();
        if (target == null) {
            return List.of();
        }
        DateTimeFormatter day = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG);
        return List.of(new Aim(
                words(target.goal(), ""),
                new Words(
                        day.withLocale(Locale.FRANCE).format(target.deadline()),
                        day.withLocale(Locale.UK).format(target.deadline())),
                words(target.counted(), ""),
                words(target.atDeadline(), ""),
                words(target.sinceDeadline(), target.sinceDeadline() > 0 ? "+" : ""),
                LocalDate.ofInstant(clock.shown(), Geography.METROPOLITAN_TIME).isAfter(target.deadline()),
                target.counted(),
                target.goal()));
    }

    private static Words words(long value, String sign) {
        return new Words(
                sign + number(value),
                sign + NumberFormat.getIntegerInstance(Locale.UK).format(value));
    }

    private static Line line(String key, String name, List<Progress.StageView> stages) {
        return new Line(
                name,
                stages.stream()
                        .map(one -> new Figure(key + "-" + one.stage(), number(shown(one))))
                        .toList());
    }

    /** How many ever came there: what people ask about a way; how many stand there now is in the API. */
    private static long shown(Progress.StageView stage) {
        return stage.ever();
    }

    private static String number(long value) {
        return NumberFormat.getIntegerInstance(Locale.FRANCE).format(value);
    }
}
