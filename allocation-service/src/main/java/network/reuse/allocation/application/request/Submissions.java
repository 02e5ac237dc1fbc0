package network.reuse.allocation.application.request;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.application.request.Submission.Read;
import network.reuse.allocation.domain.EligibilityRules;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.persistence.Identifications;
import network.reuse.allocation.persistence.Identifications.Declared;
import network.reuse.allocation.persistence.ProgrammeEligibility;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.people.Households;

/** What a referrer asks in: read, opened, and as it was read when the transaction ends. */
@ApplicationScoped
public class Submissions {
    private final Households households;
    private final Identifications identifications;
    private final Programmes programmes;
    private final ProgrammeEligibility criteria;

    public Submissions(
            Households households,
            Identifications identifications,
            Programmes programmes,
            ProgrammeEligibility criteria) {
        this.households = households;
        this.identifications = identifications;
        this.programmes = programmes;
        this.criteria = criteria;
    }

    /** Reads what a referrer asks in; refused when the caller does not see it. */
    Future<Read> read(Command command, SqlConnection connection, UUID programmeId) {
        Future<Map<UUID, Stored<Programme>>> loading = Programmes.TABLE.loadAll(connection, List.of(programmeId));
        Future<Map<String, Declared>> declared = identifications.ofSponsorOf(connection, programmeId);
        Future<Optional<EligibilityRules>> rules =
                criteria.on(connection, programmeId, HandOverPlaces.day(command.now()));
        return loading.compose(found -> declared.compose(groups -> rules.map(asks -> {
            Stored<Programme> programme = found.get(programmeId);
            if (programme == null
                    || programme.state().attributes().env() != command.caller().env()) {
                throw Programme.unknown();
            }
            return new Read(programme, groups, asks);
        })));
    }

    /** What the caller asks in this programme; refused when it is not open, or not for the caller to ask in. */
    Submission open(Command command, Read read, Instant occurred) {
        return Submission.to(command, read, households, occurred);
    }

    /** Fails when the programme is amended, or its households are told apart otherwise, since it was read. */
    Future<?> requireUnchanged(SqlConnection connection, Submission submission) {
        return submission.requireUnchanged(connection, programmes, identifications);
    }
}
