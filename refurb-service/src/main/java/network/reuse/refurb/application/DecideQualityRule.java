package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.refurb.domain.QualityRule;
import network.reuse.refurb.persistence.QualityRules;
import network.reuse.refurb.persistence.QualityRules.Decided;
import org.jspecify.annotations.Nullable;

/** A workshop says what its steps are held to. It holds for what is recorded from that time on, and not for what was before. */
@ApplicationScoped
public class DecideQualityRule {
    private final Commit commit;
    private final Reading reading;
    private final QualityRules rules;

    public DecideQualityRule(Commit commit, Reading reading, QualityRules rules) {
        this.commit = commit;
        this.reading = reading;
        this.rules = rules;
    }

    /** Every decision of the caller's organisation, the latest first. */
    public Uni<List<QualityRuleView>> all(Caller caller) {
        return reading.inTransaction(caller, rules::all)
                .map(all -> all.stream().map(QualityRuleView::of).toList());
    }

    /** Decides for the caller's organisation; at once when no time is told. */
    public Uni<Answer> decide(Command command, QualityRule rule, @Nullable Instant validFrom) {
        Instant from = validFrom == null ? command.now() : validFrom;
        return commit.write(
                command,
                Unversioned.CREATES,
                (connection, _) -> rules.lock(connection, command.caller().organisation()),
                before -> {
                    int version = before.isEmpty() ? 1 : before.getFirst().version() + 1;
                    Decided next = new Decided(version, rule, from, command.now());
                    return Plan.answering(QualityRuleView.of(next))
                            .writing((connection, _) -> rules.add(connection, next));
                });
    }
}
