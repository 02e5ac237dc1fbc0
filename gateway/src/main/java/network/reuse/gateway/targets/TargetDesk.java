package network.reuse.gateway.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.operator.DeskRefusal;
import network.reuse.defaults.operator.DeskRoutes;
import network.reuse.defaults.time.BusinessClock;

/**
 * Targets at the operator's desk: {@code GET /targets} lists every version of every region's, {@code POST /targets} sets a
 * region's next version, valid from now on, and not from
 * before the instant up to which figures are final. A version is never changed: passports and past figures cite it.
 */
@ApplicationScoped
public class TargetDesk {
    private final Pool pool;
    private final BusinessClock clock;
    private final ObjectReader forms;

    public TargetDesk(@ReactiveDataSource("worker") Pool pool, BusinessClock clock, ObjectMapper json) {
        this.pool = pool;
        this.clock = clock;
        this.forms = json.readerFor(TargetForm.class)
                .with(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    }

    void open(@Observes DeskRoutes desk) {
        desk.reading("/targets", _ -> Targets.all(pool));
        desk.decision("/targets", (call, operator) -> set(form(call), operator));
    }

    /** The version that is in force after the call: the one that was, if it says the same already. */
    private Future<Target> set(TargetForm form, String operator) {
        Target wanted = form.target();
        return pool.withTransaction(transaction -> transaction
                .preparedQuery("select " + Targets.COLUMNS + " from target where region = $1 order by version desc"
                        + " limit 1")
                .execute(Tuple.of(wanted.region()))
                .compose(rows -> {
                    Target last = Targets.read(rows).stream().findFirst().orElse(null);
                    if (last != null && last.saysTheSameAs(wanted)) {
                        return Future.succeededFuture(last);
                    }
                    Target next = last == null ? wanted : wanted.after(last);
                    return transaction
                            .preparedQuery("insert into target(region, version, valid_from, goal, deadline, categories,"
                                    + " basis, provenance, territory, set_by) values ($1, $2, greatest($3, (select at from public_seq)), $4, $5, $6, $7, $8, $9,"
                                    + " $10) on conflict do nothing")
                            .execute(Tuple.of(
                                            next.region(),
                                            next.version(),
                                            clock.now().atOffset(ZoneOffset.UTC),
                                            next.goal(),
                                            next.deadline())
                                    .addValue(names(next.categories()))
                                    .addValue(names(next.basis()))
                                    .addValue(next.provenance().name())
                                    .addValue(next.territory().name())
                                    .addValue(operator))
                            .map(inserted -> {
                                if (inserted.rowCount() == 0) {
                                    throw new DeskRefusal("another target of this region was set at the same moment");
                                }
                                return next;
                            });
                }));
    }

    private static String[] names(List<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).toArray(String[]::new);
    }

    private TargetForm form(RoutingContext call) {
        String body = call.body().asString();
        try {
            if (body == null || body.isBlank()) {
                throw malformed("/");
            }
            return forms.readValue(body);
        } catch (JsonMappingException misfit) {
            throw malformed(misfit.getPath().stream()
                    .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                    .collect(Collectors.joining("/", "/", "")));
        } catch (JsonProcessingException unreadable) {
            throw malformed("/");
        }
    }

    private static Refusal malformed(String pointer) {
        return Refusal.of(
                        Refusal.Kind.MALFORMED,
                        "malformed",
                        "Le corps JSON n'a pas la forme attendue, à « " + pointer
                                + " » : region, goal, deadline, categories, basis, provenance et territory, comme les donne"
                                + " GET /targets.",
                        "The JSON body does not have the expected form, at \"" + pointer
                                + "\": region, goal, deadline, categories, basis, provenance and territory, as GET /targets"
                                + " lists them.")
                .with(Map.of("pointer", pointer));
    }
}
