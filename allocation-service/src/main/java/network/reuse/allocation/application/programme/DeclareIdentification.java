package network.reuse.allocation.application.programme;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Programme.Amendable;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.persistence.Identifications;
import network.reuse.allocation.persistence.Identifications.Declared;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.contracts.AllocationEvent;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.people.Identification;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A sponsor declares by which fields of a contact the households of a group of its programmes are told apart, and which are a likeness,
 * before the first request is in: households that were told apart by others would not be found again. It holds for all
 * programmes of the group, so that they never differ.
 */
@ApplicationScoped
public class DeclareIdentification {
    private final Commit commit;
    private final Reading reading;
    private final Programmes programmes;
    private final Identifications identifications;

    public DeclareIdentification(
            Commit commit, Reading reading, Programmes programmes, Identifications identifications) {
        this.commit = commit;
        this.reading = reading;
        this.programmes = programmes;
        this.identifications = identifications;
    }

    private record Read(Stored<Programme> programme, Declared before, Optional<String> askedIn) {}

    /** From now on the group's households are told apart like this. */
    public Uni<Answer> declare(
            VersionedCommand command,
            UUID programmeId,
            Identification identification,
            boolean nearMatchesWait,
            @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        Declared declared = new Declared(identification, nearMatchesWait, true);
        return commit.change(
                command,
                Programmes.TABLE,
                (connection, _) -> read(connection, command.caller(), programmeId),
                Read::programme,
                read -> {
                    if (!(read.programme().state() instanceof Amendable programme)) {
                        throw read.programme().state().illegal();
                    }
                    ProgrammeAttributes attributes = programme.attributes();
                    Change<Programme, AllocationEvent> change = Change.recorded(
                            read.programme(),
                            programme.identify(
                                    !identification.equals(read.before().identification()),
                                    nearMatchesWait,
                                    read.askedIn().orElse(null)),
                            time);
                    return Plan.change(
                                    Programmes.TABLE,
                                    change,
                                    stored -> IdentificationView.of(
                                            programmeId, stored.version(), attributes.group(), declared))
                            .writing((connection, _) -> identifications.declare(
                                    connection, attributes.sponsor(), attributes.group(), declared))
                            .writing((connection, cause) -> programmes.raise(
                                    connection,
                                    programmeId,
                                    change.next(cause.now()).version()));
                });
    }

    /** A request refers to its programme: all that are being made in the sponsor's programmes are waited for, and kept from being made. */
    private Future<Read> read(SqlConnection connection, Caller caller, UUID programmeId) {
        Future<?> all = Programmes.TABLE.lockWhere(connection, "sponsor = $1", Tuple.of(caller.organisation()));
        Future<?> quota = programmes.lock(connection, programmeId);
        return all.compose(_ -> quota)
                .compose(_ -> Programmes.TABLE.require(connection, programmeId))
                .compose(programme -> {
                    ProgrammeAttributes attributes = programme.state().attributes();
                    Future<Declared> before = identifications.of(connection, attributes.sponsor(), attributes.group());
                    Future<Optional<String>> asked =
                            identifications.askedIn(connection, attributes.sponsor(), attributes.group());
                    return before.compose(declared -> asked.map(code -> new Read(programme, declared, code)));
                });
    }

    /** What holds for a programme's group; refused as unknown when the caller does not see the programme. */
    public Uni<IdentificationView> find(Caller caller, UUID programmeId) {
        return reading.inTransaction(
                caller,
                connection -> Programmes.TABLE.require(connection, programmeId).compose(programme -> {
                    ProgrammeAttributes attributes = programme.state().attributes();
                    return identifications
                            .of(connection, attributes.sponsor(), attributes.group())
                            .map(declared -> IdentificationView.of(
                                    programmeId, programme.version(), attributes.group(), declared));
                }));
    }
}
