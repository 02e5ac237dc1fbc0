package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.refurb.persistence.ErasureMinimums;
import network.reuse.refurb.persistence.ErasureMinimums.Minimum;
import org.jspecify.annotations.Nullable;

/**
 * A donor says how far the media of its devices have to be erased at least before a workshop hands them on or scraps them. It holds for
 * what is checked or scrapped from that time on, and not for what was before.
 */
@ApplicationScoped
public class AskForErasure {
    private final Commit commit;
    private final Reading reading;
    private final ErasureMinimums minimums;

    public AskForErasure(Commit commit, Reading reading, ErasureMinimums minimums) {
        this.commit = commit;
        this.reading = reading;
        this.minimums = minimums;
    }

    /** Every decision of the caller's organisation, the latest first. */
    public Uni<List<ErasureMinimumView>> all(Caller caller) {
        return reading.inTransaction(caller, minimums::all)
                .map(all -> all.stream().map(ErasureMinimumView::of).toList());
    }

    /** Decides for the caller's organisation; at once when no time is told. */
    public Uni<Answer> ask(Command command, SanitisationLevel level, @Nullable Instant validFrom) {
        Instant from = validFrom == null ? command.now() : validFrom;
        Caller caller = command.caller();
        return commit.write(
                command,
                Unversioned.CREATES,
                (connection, _) -> minimums.lock(connection, caller.organisation()),
                before -> {
                    Minimum next = new Minimum(
                            before.isEmpty() ? 1 : before.getFirst().version() + 1, level, from, command.now());
                    return Plan.answering(ErasureMinimumView.of(next))
                            .writing((connection, _) ->
                                    minimums.add(connection, caller.organisation(), caller.env(), next));
                });
    }
}
