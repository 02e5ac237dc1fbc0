package network.reuse.allocation.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.allocation.domain.CriterionKind;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Programme.ShareUse;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.allocation.domain.VerdictBasis;
import network.reuse.allocation.domain.WantedRequests;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every request that was ever submitted. */
@ApplicationScoped
public class Requests {
    public static final AggregateTable<Request, AllocationEvent> TABLE = new AggregateTable<>(
            "request",
            "request",
            Publisher.ALLOCATION,
            StateCodec.of(Request.class, Requests::withoutShare, Requests::withoutEligibility, Requests::withoutBasis),
            request -> new Visibility(
                    request.attributes().parties(),
                    request.owners(),
                    request.attributes().counted(),
                    request.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", request -> request.attributes().code()),
                    new AggregateTable.Column<>(
                            "programme_id",
                            "uuid",
                            request -> request.attributes().programmeId().toString()),
                    new AggregateTable.Column<>(
                            "sponsor",
                            "uuid",
                            request -> request.attributes().sponsor().toString()),
                    new AggregateTable.Column<>(
                            "referrer",
                            "uuid",
                            request -> request.attributes().referrer().toString()),
                    new AggregateTable.Column<>(
                            "person_ref",
                            "uuid",
                            request -> request.attributes().personRef().toString()),
                    new AggregateTable.Column<>(
                            "programme_group",
                            "text",
                            request -> request.attributes().group()),
                    new AggregateTable.Column<>("household", "text", Request::occupiedHousehold),
                    new AggregateTable.Column<>(
                            "partner_ref",
                            "text",
                            request -> request.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", request -> request.attributes().partnerRef()),
                    new AggregateTable.Column<>(
                            "share", "text", request -> request.attributes().share())));

    private static final String TO_SERVE =
            "select r.id, r.version, r.sequence, r.status, r.state, p.status, p.state, p.version, q.taken,"
                    + " s.label, s.count, s.taken, q.waiting, r.occurred_at, r.created_at, r.changed_at, q.co_financing"
                    + " from request r join programme p on p.id = r.programme_id"
                    + " join programme_quota q on q.programme_id = r.programme_id"
                    + " left join programme_share s on s.programme_id = r.programme_id"
                    + " and s.label = coalesce(r.share, '')"
                    + " where r.id = any($1) order by r.id for update of r";

    /**
     * A request that is locked, with its programme as it stands; the sponsor alone finds it.
     *
     * @param share the one that it is in; null where the programme has none
     * @param waiting how many packs of the programme wait for their devices
     * @param plan who pays what of a pack; null where there are no envelopes
     */
    public record ToServe(
            Stored<Request> request,
            Programme programme,
            long programmeVersion,
            int taken,
            @Nullable ShareUse share,
            int waiting,
            @Nullable CoFinancing plan) {}

    /** The request; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Request>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(RequestRow.class, id).map(RequestRow::found);
    }

    /** The requests after this id that are wanted, oldest first. */
    public Uni<List<Stored<Request>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedRequests wanted) {
        return ListQuery.of("request")
                .withFew("programme_id", wanted.programmeId())
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, RequestRow.class, after, limit)
                .map(rows -> rows.stream().map(RequestRow::stored).toList());
    }

    /** Locks these requests in the order of their ids, each with its programme; those of other sponsors are left out. */
    public Future<List<ToServe>> lockToServe(SqlConnection transaction, Collection<UUID> ids) {
        return toServe(transaction, TO_SERVE, ids);
    }

    /** The same of those that nobody else has locked. */
    public Future<List<ToServe>> lockFreeToServe(SqlConnection transaction, Collection<UUID> ids) {
        return toServe(transaction, TO_SERVE + " skip locked", ids);
    }

    private static Future<List<ToServe>> toServe(SqlConnection transaction, String sql, Collection<UUID> ids) {
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    List<Stored<Request>> requests = TABLE.stored(rows);
                    var programmes = rows.iterator();
                    return requests.stream()
                            .map(request -> toServe(request, programmes.next()))
                            .toList();
                });
    }

    private static ToServe toServe(Stored<Request> request, Row row) {
        return new ToServe(
                request,
                Programmes.TABLE.read(row.getString(5), row.getString(6)),
                row.getLong(7),
                row.getInteger(8),
                Programmes.share(row, 9),
                row.getInteger(12),
                Programmes.plan(row.getString("co_financing")));
    }

    /** Locks the requests of these packs in the order of their ids. */
    public Future<List<Stored<Request>>> lockOfPacks(SqlConnection transaction, Collection<UUID> packIds) {
        return TABLE.lockWhere(
                transaction,
                "id in (select request_id from pack where id = any($1))",
                Tuple.of(packIds.toArray(UUID[]::new)));
    }

    /** Whether another request of its household keeps that from being served once more in its group. */
    public Future<Boolean> isServedByAnother(SqlConnection transaction, RequestAttributes request) {
        return transaction
                .preparedQuery("select 1 from request where sponsor = $1 and programme_group = $2 and household = $3"
                        + " and env = $4 and id <> $5")
                .execute(Tuple.of(
                        request.sponsor(),
                        request.group(),
                        request.household(),
                        request.env().name(),
                        request.id()))
                .map(rows -> rows.size() > 0);
    }

    /**
     * The requests that the caller sees and that many new ones may repeat: the referrer's by these references, and those that occupy these
     * households in the group.
     */
    public Future<List<Stored<Request>>> meant(
            SqlConnection transaction,
            UUID referrer,
            String env,
            Collection<String> partnerRefs,
            UUID sponsor,
            String group,
            Collection<String> households) {
        return TABLE.where(
                transaction,
                "id in (select id from request where referrer = $1 and env = $2 and partner_ref = any($3)"
                        + " union select id from request where sponsor = $4 and programme_group = $5 and household = any($6)"
                        + " and env = $2)",
                Tuple.of(referrer, env, partnerRefs.toArray(String[]::new), sponsor, group, (Object)
                        households.toArray(String[]::new)));
    }

    /** The request that a referrer made under this reference before; null when there is none that the caller sees. */
    public Future<@Nullable UUID> known(SqlConnection transaction, UUID referrer, @Nullable String partnerRef) {
        return transaction
                .preparedQuery("select id from request where referrer = $1 and partner_ref = $2")
                .execute(Tuple.of(referrer, partnerRef))
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getUUID(0);
                    }
                    return null;
                });
    }

    /** Since version 2, a request says in which share of its programme it is; those of version 1 are in none. */
    static ObjectNode withoutShare(String status, ObjectNode state) {
        return state;
    }

    /** Since version 3, a request keeps how the criteria of its programme are met; those of earlier versions had none. */
    static ObjectNode withoutEligibility(String status, ObjectNode state) {
        return state;
    }

    /**
     * Since version 4, a verdict says what it rests on and who told it. Of those of earlier versions it was not kept who told them; what
     * others than the referrer had looked at was a check, and so was what no fact answers.
     */
    static ObjectNode withoutBasis(String status, ObjectNode state) {
        JsonNode attributes = state.path("attributes");
        for (JsonNode verdict : attributes.path("eligibility").path("verdicts")) {
            if (verdict instanceof ObjectNode kept && kept.hasNonNull("checkedBy")) {
                boolean mayBeFacts = kept.get("checkedBy").equals(attributes.get("referrer"))
                        && !kept.path("criterion").asText().equals(CriterionKind.DISPOSABLE_INCOME.name());
                kept.put("basis", (mayBeFacts ? VerdictBasis.FACTS : VerdictBasis.CHECK).name());
            }
        }
        return state;
    }
}
