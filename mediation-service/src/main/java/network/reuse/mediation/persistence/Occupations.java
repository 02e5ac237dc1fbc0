package network.reuse.mediation.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.mediation.domain.Assignment;
import network.reuse.mediation.domain.Occupation;
import network.reuse.mediation.domain.Occupation.Kind;
import network.reuse.mediation.domain.Tour;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.domain.WorkshopStop;
import org.jspecify.annotations.Nullable;

/** Who and what of an organisation is on a tour or at a workshop, and when. Whether any of it is elsewhere is for the database to say. */
@ApplicationScoped
public class Occupations {
    /**
     * What is occupied together, and by what.
     *
     * @param organisation whose references they are
     * @param tour the tour; null when it is a workshop
     * @param workshop the workshop; null when it is a tour
     * @param whereabouts the tour, also of a workshop at one of its stops; else the workshop
     */
    public record Claim(
            UUID organisation,
            Environment env,
            @Nullable UUID tour,
            @Nullable UUID workshop,
            UUID whereabouts,
            List<Occupation> occupations) {
        public Claim {
            occupations = List.copyOf(occupations);
        }

        /** What is on a tour. */
        public static Claim of(Tour tour) {
            return new Claim(
                    tour.attributes().operator(),
                    tour.attributes().env(),
                    tour.attributes().id(),
                    null,
                    tour.attributes().id(),
                    tour.occupations());
        }

        /** What is at a workshop that is assigned this. */
        public static Claim of(WorkshopAttributes workshop, Assignment assignment) {
            WorkshopStop stop = workshop.stop();
            return new Claim(
                    workshop.organiser(),
                    workshop.env(),
                    null,
                    workshop.id(),
                    stop == null ? workshop.id() : stop.tourId(),
                    assignment.during(workshop.from(), workshop.until()));
        }

        private Tuple tuple() {
            return Tuple.tuple()
                    .addUUID(organisation)
                    .addString(env.name())
                    .addUUID(tour)
                    .addUUID(workshop)
                    .addUUID(whereabouts)
                    .addArrayOfString(texts(Occupation::reference))
                    .addArrayOfString(texts(occupation -> occupation.kind().name()))
                    .addArrayOfString(texts(occupation -> Scanned.form(occupation.reference())))
                    .addArrayOfOffsetDateTime(times(Occupation::from))
                    .addArrayOfOffsetDateTime(times(Occupation::until));
        }

        private String[] texts(Function<Occupation, String> text) {
            return occupations.stream().map(text).toArray(String[]::new);
        }

        private OffsetDateTime[] times(Function<Occupation, Instant> time) {
            return occupations.stream()
                    .map(time)
                    .map(at -> at.atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new);
        }
    }

    /**
     * Somebody or something of the caller's that is elsewhere.
     *
     * @param tour the tour that it is on; null when it is at a workshop
     * @param workshop the workshop that it is at; null when it is on a tour
     * @param code that of the tour or workshop
     */
    public record Elsewhere(
            Kind kind,
            String reference,
            @Nullable UUID tour,
            @Nullable UUID workshop,
            String code,
            Instant from,
            Instant until) {}

    /** The tours that somebody is on, and the workshops that somebody holds. */
    public record Whereabouts(Set<UUID> tours, Set<UUID> workshops) {
        public Whereabouts {
            tours = Set.copyOf(tours);
            workshops = Set.copyOf(workshops);
        }
    }

    /** Writes anew who and what is on a tour or at a workshop; fails when any of it is elsewhere then. */
    public Future<?> occupy(SqlConnection transaction, Claim claim) {
        Future<?> gone = transaction
                .preparedQuery("delete from occupation where tour_id = $1 or workshop_id = $2")
                .execute(Tuple.tuple().addUUID(claim.tour()).addUUID(claim.workshop()));
        if (claim.occupations().isEmpty()) {
            return gone;
        }
        Future<?> there = transaction
                .preparedQuery(
                        "insert into occupation(organisation, env, tour_id, workshop_id, whereabouts, reference, kind, reference_form, starts_at, ends_at)"
                                + " select $1::uuid, $2::text, $3::uuid, $4::uuid, $5::uuid, o.*"
                                + " from unnest($6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::timestamptz[]) o")
                .execute(claim.tuple());
        return PipelinedStatements.answered(List.of(gone, there));
    }

    /** What of the caller's these collide with; nothing of anybody else's is told. */
    public Future<List<Elsewhere>> colliding(SqlConnection connection, Claim claim) {
        return connection
                .preparedQuery(
                        "select distinct o.kind, n.reference, t.id, w.id, coalesce(t.code, w.code), o.starts_at, o.ends_at"
                                + " from unnest($6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::timestamptz[])"
                                + " as n(reference, kind, reference_form, starts_at, ends_at) join occupation o on o.kind = n.kind"
                                + " and o.reference_form = n.reference_form and o.starts_at < n.ends_at and o.ends_at > n.starts_at"
                                + " and o.starts_at < o.ends_at"
                                + " and (o.whereabouts <> $5::uuid or (o.workshop_id is null) = ($4::uuid is null))"
                                + " left join tour t on t.id = o.tour_id left join workshop w on w.id = o.workshop_id"
                                + " where o.organisation = $1 and o.env = $2 and not coalesce(o.tour_id = $3::uuid, false)"
                                + " and not coalesce(o.workshop_id = $4::uuid, false)"
                                + " order by o.starts_at, o.kind, n.reference limit 20")
                .execute(claim.tuple())
                .map(rows -> {
                    List<Elsewhere> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(new Elsewhere(
                                Kind.valueOf(row.getString(0)),
                                row.getString(1),
                                row.getUUID(2),
                                row.getUUID(3),
                                row.getString(4),
                                row.getOffsetDateTime(5).toInstant(),
                                row.getOffsetDateTime(6).toInstant()));
                    }
                    return found;
                });
    }

    /** Forgets who and what was anywhere until then. */
    public Future<?> forget(SqlConnection transaction, Instant until) {
        return transaction
                .preparedQuery("delete from occupation where ends_at < $1")
                .execute(Tuple.of(until.atOffset(ZoneOffset.UTC)));
    }

    /** Where a mediator of the caller's organisation is from then on, at most 5,000 times. */
    public Future<Whereabouts> whereabouts(SqlConnection connection, String mediator, Instant since) {
        return connection
                .preparedQuery(
                        "select distinct tour_id, workshop_id, starts_at from occupation where kind = $1 and reference_form = $2"
                                + " and starts_at >= $3 order by starts_at limit 5000")
                .execute(Tuple.of(Kind.MEDIATOR.name(), Scanned.form(mediator), since.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    Set<UUID> tours = new HashSet<>();
                    Set<UUID> workshops = new HashSet<>();
                    for (Row row : rows) {
                        if (row.getUUID(0) == null) {
                            workshops.add(row.getUUID(1));
                        } else {
                            tours.add(row.getUUID(0));
                        }
                    }
                    return new Whereabouts(tours, workshops);
                });
    }

    /** What is assigned to each of these workshops; nothing where somebody else than its organiser reads. */
    public Future<Map<UUID, Assignment>> assignments(SqlConnection connection, Collection<UUID> workshops) {
        return connection
                .preparedQuery("select workshop_id, kind, reference from occupation where workshop_id = any($1)"
                        + " order by kind, reference_form")
                .execute(Tuple.of((Object) workshops.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, List<String>> mediators = new HashMap<>();
                    Map<UUID, List<String>> resources = new HashMap<>();
                    for (Row row : rows) {
                        var of = Kind.MEDIATOR.name().equals(row.getString(1)) ? mediators : resources;
                        of.computeIfAbsent(row.getUUID(0), _ -> new ArrayList<>())
                                .add(row.getString(2));
                    }
                    Map<UUID, Assignment> found = new HashMap<>();
                    for (UUID workshop : workshops) {
                        found.put(
                                workshop,
                                new Assignment(
                                        mediators.getOrDefault(workshop, List.of()),
                                        resources.getOrDefault(workshop, List.of())));
                    }
                    return found;
                });
    }
}
