package network.reuse.gateway.organisations;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.OrganisationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.StateCodec;
import org.jspecify.annotations.Nullable;

/** The register: enters, corrects and finds organisations. */
@ApplicationScoped
public class OrganisationRegister {
    static final AggregateTable<Organisation, OrganisationEvent> TABLE = new AggregateTable<>(
            "organisation",
            "organisation",
            Publisher.ORGANISATIONS,
            StateCodec.of(Organisation.class),
            Organisation::visibility,
            List.of(
                    new AggregateTable.Column<>("name", "text", it -> it.entry().name()),
                    new AggregateTable.Column<>(
                            "siret", "text", it -> it.entry().siret().number()),
                    new AggregateTable.Column<>(
                            "kind", "text", it -> it.entry().kind().name()),
                    new AggregateTable.Column<>(
                            "region", "text", it -> it.entry().territory().region()),
                    new AggregateTable.Column<>(
                            "department", "text", it -> it.entry().territory().department()),
                    new AggregateTable.Column<>(
                            "commune", "text", it -> it.entry().territory().commune())));

    private final Commit commit;
    private final Reading reading;

    public OrganisationRegister(Commit commit, Reading reading) {
        this.commit = commit;
        this.reading = reading;
    }

    Uni<Answer> register(Command command, OrganisationForm form) {
        Caller caller = command.caller();
        return commit.create(
                command,
                TABLE,
                new Creation<>(
                        form.id(),
                        Organisation.register(form.id(), form.entry(), caller.organisation(), caller.env()),
                        command.occurred(form.occurredAt())),
                OrganisationView::of);
    }

    /**
     * Enters an organisation as part of what a command does; the answer shows the entry.
     *
     * @param registrar who enters it, for the network that the caller is in
     */
    public Plan entering(UUID id, Organisation.RegisterEntry entry, Caller registrar, Instant at) {
        return Plan.create(
                TABLE,
                new Creation<>(id, Organisation.register(id, entry, registrar.organisation(), registrar.env()), at),
                OrganisationView::of);
    }

    Uni<Answer> correct(VersionedCommand command, UUID id, CorrectionForm form) {
        Organisation.RegisterEntry entry = form.entry();
        return commit.change(
                command,
                TABLE,
                id,
                form.occurredAt(),
                organisation -> organisation.correct(entry, form.reason()),
                OrganisationView::of);
    }

    Uni<OrganisationRow> find(Caller caller, UUID id) {
        return reading.as(
                        caller,
                        session -> session.createQuery("from OrganisationRow o where o.id = :id", OrganisationRow.class)
                                .setParameter("id", id)
                                .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Refusal.of(
                        Refusal.Kind.UNKNOWN,
                        "unknown",
                        "Aucune organisation du registre ne porte cet identifiant.",
                        "No organisation of the register has this id."));
    }

    /**
     * At most {@code limit} organisations whose ids follow {@code after}; those that were opened in the sandbox are listed to callers of
     * the sandbox alone.
     */
    Uni<List<OrganisationRow>> list(Caller caller, @Nullable UUID after, int limit) {
        UUID from = after == null ? new UUID(0, 0) : after;
        List<String> envs = caller.env() == Environment.LIVE
                ? List.of(Environment.LIVE.name())
                : List.of(Environment.LIVE.name(), Environment.TEST.name());
        return reading.as(
                caller,
                session -> session.createQuery(
                                "from OrganisationRow o where o.id > :after and o.env in :envs order by o.id",
                                OrganisationRow.class)
                        .setParameter("after", from)
                        .setParameter("envs", envs)
                        .setMaxResults(limit)
                        .getResultList());
    }
}
