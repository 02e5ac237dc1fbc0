package network.reuse.collection.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import network.reuse.collection.domain.Site;
import network.reuse.collection.domain.WantedSites;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every site that was ever described; how one is reached is kept apart, as {@link SiteContacts}. */
@ApplicationScoped
public class Sites {
    public static final AggregateTable<Site, CollectionEvent> TABLE = new AggregateTable<>(
            "site",
            "site",
            Publisher.COLLECTION,
            StateCodec.of(Site.class),
            site -> new Visibility(
                    Set.of(site.attributes().owner()),
                    site.owners(),
                    site.attributes().territory(),
                    site.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "owner", "uuid", site -> site.attributes().owner().toString()),
                    new AggregateTable.Column<>(
                            "name", "text", site -> site instanceof Site.Open open ? open.name() : null),
                    new AggregateTable.Column<>(
                            "commune",
                            "text",
                            site -> site.attributes().territory().commune()),
                    new AggregateTable.Column<>("partner_ref", "text", Sites::reference),
                    AggregateTable.Column.form("reference_form", Sites::reference)));

    /** That of a site which is deleted may be given to another. */
    private static @Nullable String reference(Site site) {
        return site instanceof Site.Open open ? open.attributes().partnerRef() : null;
    }

    /** The site that a body names, if the caller has it. */
    public static Future<Optional<Stored<Site>>> named(SqlConnection connection, UUID id) {
        return TABLE.where(connection, "id = $1", Tuple.of(id))
                .map(found -> found.stream().findFirst());
    }

    /** What is said where a body names a site that the donor of the lot does not have. */
    public static Refusal notOfDonor() {
        return Refusal.invalid(
                "/site",
                "site_not_of_donor",
                "Le donateur du lot n'a pas ce site.",
                "The lot's donor has no such site.");
    }

    /** The site; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Site>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(SiteRow.class, id).map(SiteRow::found);
    }

    /** The sites after this id that are wanted, oldest first. */
    public Uni<List<Stored<Site>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedSites wanted) {
        return ListQuery.of("site")
                .with("status", wanted.status())
                .with("commune", wanted.commune())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, SiteRow.class, after, limit)
                .map(rows -> rows.stream().map(SiteRow::stored).toList());
    }
}
