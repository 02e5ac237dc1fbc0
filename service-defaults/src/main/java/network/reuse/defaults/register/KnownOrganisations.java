package network.reuse.defaults.register;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.OrganisationEvent;
import network.reuse.contracts.OrganisationEvent.OrganisationCorrected;
import network.reuse.contracts.OrganisationEvent.OrganisationRegistered;
import network.reuse.contracts.OrganisationKind;
import network.reuse.contracts.Published;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Roles;
import network.reuse.defaults.database.PipelinedStatements;

/**
 * The organisations that this service has heard of on {@code network.organisations}, as its table {@code organisation}
 * keeps them. One that was registered a moment ago may not have been heard of yet; while none has been heard of at all, whatever
 * asks is answered 503.
 */
@ApplicationScoped
public class KnownOrganisations {
    private static final long RETRY_AFTER_SECONDS = 2;

    private final Pool pool;

    public KnownOrganisations(Pool pool) {
        this.pool = pool;
    }

    /** The kinds of those among these that are in the register. */
    public Uni<Map<UUID, OrganisationKind>> kinds(Collection<UUID> ids) {
        return Uni.createFrom()
                .completionStage(() -> pool.preparedQuery("select id, kind from organisation where id = any($1)")
                        .execute(Tuple.of(ids.toArray(UUID[]::new)))
                        .toCompletionStage())
                .map(rows -> {
                    Map<UUID, OrganisationKind> kinds = new HashMap<>();
                    for (Row row : rows) {
                        kinds.put(row.getUUID(0), OrganisationKind.valueOf(row.getString(1)));
                    }
                    return kinds;
                })
                .call(kinds -> kinds.isEmpty() && !ids.isEmpty()
                        ? requireRead()
                        : Uni.createFrom().voidItem());
    }

    /** Puts callers off until the register has begun to be read, as after the first start of a service that needs it. */
    private Uni<?> requireRead() {
        return Uni.createFrom()
                .completionStage(() ->
                        pool.query("select from organisation limit 1").execute().toCompletionStage())
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw new ServiceUnavailableException(RETRY_AFTER_SECONDS);
                    }
                });
    }

    /** What those of these are called that are in the register. */
    public Uni<Map<UUID, String>> names(Collection<UUID> ids) {
        return Uni.createFrom().completionStage(() -> names(pool, ids).toCompletionStage());
    }

    /** The same, as this connection or pool reads the register. */
    public static Future<Map<UUID, String>> names(SqlClient client, Collection<UUID> ids) {
        return client.preparedQuery("select id, name from organisation where id = any($1)")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, String> names = new HashMap<>();
                    for (Row row : rows) {
                        names.put(row.getUUID(0), row.getString(1));
                    }
                    return names;
                });
    }

    /** Refuses, at that pointer, an organisation that is not in the register. */
    public Uni<Void> require(UUID id, String pointer) {
        return requireAll(List.of(id), pointer);
    }

    /** Refuses, at that pointer, organisations of which one is not in the register; says which. */
    public Uni<Void> requireAll(Collection<UUID> ids, String pointer) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return kinds(ids)
                .invoke(kinds -> {
                    List<Refusal.Fault> faults = ids.stream()
                            .filter(id -> !kinds.containsKey(id))
                            .map(id -> notRegistered(id, pointer))
                            .toList();
                    if (!faults.isEmpty()) {
                        throw Refusal.invalid(faults);
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Refuses, at that pointer, an organisation that is not in the register, or is of a kind that cannot have the role that the
     * next step takes; says which kinds can.
     */
    public Uni<Void> requireAble(UUID id, String role, String pointer) {
        return kinds(List.of(id))
                .invoke(kinds -> requireAble(kinds, id, role, pointer))
                .replaceWithVoid();
    }

    /** The same of an organisation whose kind has been asked for. */
    public static void requireAble(Map<UUID, OrganisationKind> kinds, UUID id, String role, String pointer) {
        OrganisationKind kind = kinds.get(id);
        if (kind == null) {
            throw Refusal.invalid(List.of(notRegistered(id, pointer)));
        }
        List<String> able =
                Roles.kindsFor(role).stream().map(OrganisationKind::name).toList();
        if (!able.contains(kind.name())) {
            throw Refusal.invalid(
                            pointer,
                            "wrong_kind_of_organisation",
                            "L'organisation " + id + " (" + kind
                                    + ") ne peut pas faire la suite, qui revient au rôle « " + role
                                    + " » ; le peuvent : " + String.join(", ", able) + ".",
                            "The organisation " + id + " (" + kind
                                    + ") cannot do what comes next, which takes the role \"" + role
                                    + "\"; these can: " + String.join(", ", able) + ".")
                    .with(Map.of("role", role, "kinds", able));
        }
    }

    private static Refusal.Fault notRegistered(UUID id, String pointer) {
        return new Refusal.Fault(
                pointer,
                "not_registered",
                "L'organisation " + id + " n'est pas au registre du réseau.",
                "The organisation " + id + " is not in the network's register.");
    }

    /** Keeps what the register says of these organisations, in the transaction in which it is heard. */
    public Future<?> onOrganisationEvents(SqlConnection transaction, List<Published<OrganisationEvent>> events) {
        List<Future<?>> kept = new ArrayList<>();
        for (Published<OrganisationEvent> event : events) {
            kept.add(
                    switch (event.fact()) {
                        case OrganisationRegistered o -> keep(transaction, o.organisationId(), o.name(), o.kind());
                        case OrganisationCorrected o -> keep(transaction, o.organisationId(), o.name(), o.kind());
                    });
        }
        return PipelinedStatements.answered(kept);
    }

    private static Future<?> keep(SqlConnection transaction, UUID id, String name, OrganisationKind kind) {
        return transaction
                .preparedQuery("insert into organisation(id, name, kind) values ($1, $2, $3)"
                        + " on conflict (id) do update set name = excluded.name, kind = excluded.kind")
                .execute(Tuple.of(id, name, kind.name()));
    }
}
