package network.reuse.gateway.sandbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SandboxScopes;
import network.reuse.contracts.Siret;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.gateway.edge.PublicAddresses;
import network.reuse.gateway.organisations.Organisation;
import network.reuse.gateway.organisations.OrganisationRegister;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens organisations of the sandbox, each with its client, finds and closes them. The client comes first and the commit of
 * organisation and key after it: what is kept has a client. A client that is left over, because the process ended between the two or
 * the outcome of the commit is not known, has a secret that nobody was told; the same key then opens another one, or tells of the one
 * that was kept.
 */
@ApplicationScoped
public class SandboxOrganisations {
    private static final Logger LOG = Logger.getLogger(SandboxOrganisations.class);

    private static final String ROOM = "select r.account, r.open, (select s.organisation from sandbox_organisation s"
            + " where s.maker = caller_organisation() and s.partner_ref = $1::text) as existing";

    private final Commit commit;
    private final Reading reading;
    private final OrganisationRegister register;
    private final SandboxClients clients;
    private final SandboxEndings endings;
    private final ClientSecrets secrets;
    private final PublicAddresses addresses;
    private final int most;
    private final Duration life;

    public SandboxOrganisations(
            Commit commit,
            Reading reading,
            OrganisationRegister register,
            SandboxClients clients,
            SandboxEndings endings,
            ClientSecrets secrets,
            PublicAddresses addresses,
            @ConfigProperty(name = "reuse.sandbox.most-open") int most,
            @ConfigProperty(name = "reuse.sandbox.life") Duration life) {
        this.commit = commit;
        this.reading = reading;
        this.register = register;
        this.clients = clients;
        this.endings = endings;
        this.secrets = secrets;
        this.addresses = addresses;
        this.most = most;
        this.life = life;
    }

    /** An organisation as it is after a command, and whether the command had been answered before. */
    record Answered(SandboxOrganisationView view, long version, boolean replayed) {}

    /** What there is room for: to whom the caller counts, how many are open there, and what has the reference already. */
    private record Room(UUID account, long open, @Nullable UUID existing) {
        static Room of(Row row) {
            return new Room(row.getUUID("account"), row.getLong("open"), row.getUUID("existing"));
        }
    }

    /** The same, and the number that the next SIRET is made of. */
    private record Entry(Room room, long number) {}

    /** Whoever opens an organisation of the sandbox does so in the sandbox, in the name of its own organisation. */
    static Caller inSandbox(Caller caller) {
        return new Caller(caller.organisation(), caller.client(), caller.roles(), caller.regions(), Environment.TEST);
    }

    /** Opens one. A repeated call is told of it as it is now, with its secret while it is open. */
    Uni<Answered> open(Command command, SandboxForm form) {
        form.requireAble();
        Territory territory = form.territory();
        return reading.inTransaction(command.caller(), connection -> isAnswered(connection, command, form))
                .chain(answered -> answered ? repeated(command) : fresh(command, form, territory))
                .chain(answer -> reading.inTransaction(
                                command.caller(), connection -> require(connection, idOf(answer)))
                        .map(it -> new Answered(
                                view(it, it.isOpen() ? secrets.of(it.id()) : null), it.version(), answer.replayed())));
    }

    /** Whether the key is known; else refuses what there is no room for, before a client is made for it. */
    private Future<Boolean> isAnswered(SqlConnection connection, Command command, SandboxForm form) {
        return connection
                .preparedQuery(
                        ROOM + ", exists (select from idempotency_key k where k.organisation = caller_organisation()"
                                + " and k.key = $2) as answered from sandbox_room() r")
                .execute(Tuple.of(form.partnerRef(), command.key()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    boolean answered = row.getBoolean("answered");
                    if (!answered) {
                        requireRoom(Room.of(row));
                    }
                    return answered;
                });
    }

    /** The answer that the key has. */
    private Uni<Answer> repeated(Command command) {
        return commit.write(command, Unversioned.CREATES, (_, _) -> Future.succeededFuture(command), _ -> {
            // The key was forgotten a moment ago.
            throw new ServiceUnavailableException(1L);
        });
    }

    private Uni<Answer> fresh(Command command, SandboxForm form, Territory territory) {
        UUID id = Ids.next();
        return uni(() -> clients.register(id, secrets.of(id), SandboxScopes.of(form.roleNames(), territory.region())))
                .chain(token -> keep(command, form, territory, id, token)
                        // Whether anything else was committed is not known: what was must keep its client.
                        .onFailure(Refusal.class)
                        .call(() -> leave(id, token))
                        .call(answer ->
                                id.equals(answer.id()) ? Uni.createFrom().voidItem() : leave(id, token)));
    }

    private Uni<Answer> keep(Command command, SandboxForm form, Territory territory, UUID id, String token) {
        return commit.write(command, Unversioned.CREATES, (connection, _) -> entry(connection, form), entry -> {
            requireRoom(entry.room());
            var said = new Organisation.RegisterEntry(
                    form.name().strip(), Siret.invented(entry.number()), form.kind(), territory);
            return register.entering(id, said, command.caller(), command.now())
                    .writing((connection, cause) -> insert(connection, cause, command, form, id, entry.room(), token));
        });
    }

    /** What may be opened; nobody else of the same account opens anything until the transaction ends. */
    private static Future<Entry> entry(SqlConnection connection, SandboxForm form) {
        Future<?> locked = connection
                .query(
                        "select pg_advisory_xact_lock(hashtextextended('sandbox ' || account::text, 0)) from sandbox_room()")
                .execute();
        Future<Entry> read = connection
                .preparedQuery(ROOM + ", nextval('sandbox_siret') as number from sandbox_room() r")
                .execute(Tuple.of(form.partnerRef()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Entry(Room.of(row), row.getLong("number"));
                });
        return locked.compose(_ -> read);
    }

    private void requireRoom(Room room) {
        if (room.existing() != null) {
            throw Refusals.alreadyExists("/partnerRef", room.existing());
        }
        if (room.open() >= most) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "sandbox_full",
                            "Votre organisation a déjà " + room.open()
                                    + " organisations d'essai ouvertes, le maximum étant " + most
                                    + " ; fermez-en une (closing), ou attendez qu'une prenne fin (expiresAt).",
                            "Your organisation has " + room.open()
                                    + " sandbox organisations open already, and may have " + most
                                    + "; close one (closing), or wait until one ends (expiresAt).")
                    .with(Map.of("open", room.open(), "most", most));
        }
    }

    private Future<?> insert(
            SqlConnection connection,
            Cause cause,
            Command command,
            SandboxForm form,
            UUID id,
            Room room,
            String token) {
        Tuple values = Tuple.tuple()
                .addValue(id)
                .addValue(command.caller().organisation())
                .addValue(room.account())
                .addValue(form.roleNames().toArray(String[]::new))
                .addValue(form.partnerRef())
                .addValue(cause.now().plus(life).atOffset(ZoneOffset.UTC))
                .addValue(token);
        return connection
                .preparedQuery("insert into sandbox_organisation"
                        + "(organisation, maker, account, roles, partner_ref, expires_at, registration_token)"
                        + " values ($1, $2, $3, $4, $5, $6, $7)")
                .execute(values);
    }

    /** A client for which no organisation is kept goes; if it cannot now, nobody knows its secret. */
    private Uni<Void> leave(UUID id, String token) {
        return uni(() -> clients.remove(id, token))
                .onFailure()
                .invoke(() -> LOG.warnf("the client %s of the sandbox is left over: nobody knows its secret", id))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * Closes one: its client gets no more tokens, and those that it has end within minutes. Where the client cannot be removed now
     * it is removed later.
     */
    Uni<Answered> close(Command command, UUID id) {
        return commit.write(
                        command,
                        Unversioned.SAME_AT_ANY_VERSION,
                        (connection, _) -> require(connection, id),
                        it -> it.isOpen() ? closing(it, command) : Plan.answering(Map.of()))
                .call(() -> uni(() -> endings.removeClient(id)).onFailure().recoverWithNull())
                .chain(answer -> reading.inTransaction(command.caller(), connection -> require(connection, id))
                        .map(it -> new Answered(view(it, null), it.version(), answer.replayed())));
    }

    private static Plan closing(SandboxOrganisation it, Command command) {
        return Plan.answering(Map.of())
                .writing((connection, _) -> connection
                        .preparedQuery("update sandbox_organisation set ended_at = $2, end_reason = 'CLOSED'"
                                + " where organisation = $1 and ended_at is null")
                        .execute(Tuple.of(it.id(), command.now().atOffset(ZoneOffset.UTC))));
    }

    Uni<SandboxOrganisation> find(Caller caller, UUID id) {
        return reading.inTransaction(inSandbox(caller), connection -> require(connection, id));
    }

    /** At most {@code limit} of those that the caller or who counts to it has opened, whose ids follow {@code after}. */
    Uni<List<SandboxOrganisationView>> list(
            Caller caller, @Nullable UUID after, int limit, @Nullable String partnerRef) {
        return reading.inTransaction(
                inSandbox(caller),
                connection -> connection
                        .preparedQuery(SandboxOrganisation.SELECT + " where s.organisation > $1"
                                + " and ($2::text is null or s.partner_ref = $2) order by s.organisation limit $3")
                        .execute(Tuple.of(after == null ? new UUID(0, 0) : after, partnerRef, limit))
                        .map(rows -> {
                            List<SandboxOrganisationView> found = new ArrayList<>();
                            rows.forEach(row -> found.add(view(SandboxOrganisation.of(row), null)));
                            return found;
                        }));
    }

    private static Future<SandboxOrganisation> require(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(SandboxOrganisation.SELECT + " where s.organisation = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    for (Row row : rows) {
                        return SandboxOrganisation.of(row);
                    }
                    throw Refusals.unknown();
                });
    }

    SandboxOrganisationView view(SandboxOrganisation it, @Nullable String secret) {
        return SandboxOrganisationView.of(it, addresses.tokenUrl(), secret);
    }

    private static UUID idOf(Answer answer) {
        UUID id = answer.id();
        if (id == null) {
            throw new IllegalStateException("what was opened has no id");
        }
        return id;
    }

    private static <T> Uni<T> uni(Supplier<? extends Future<T>> asked) {
        return Uni.createFrom().completionStage(() -> asked.get().toCompletionStage());
    }
}
