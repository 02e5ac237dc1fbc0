package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.refurb.domain.InsertionEntry;
import network.reuse.refurb.persistence.InsertionHours;
import org.jspecify.annotations.Nullable;

/**
 * A workshop enters its insertion hours of a month, as its own records have them: they are of the workshop, and of no person. What
 * was entered before stays readable.
 */
@ApplicationScoped
public class EnterInsertionHours {
    private final Commit commit;
    private final Reading reading;
    private final InsertionHours hours;
    private final BusinessClock clock;

    public EnterInsertionHours(Commit commit, Reading reading, InsertionHours hours, BusinessClock clock) {
        this.commit = commit;
        this.reading = reading;
        this.hours = hours;
        this.clock = clock;
    }

    public Uni<Answer> enter(Command command, YearMonth month, BigDecimal worked, @Nullable String reason) {
        if (month.isAfter(YearMonth.from(clock.now().atZone(Geography.METROPOLITAN_TIME)))) {
            throw Refusal.invalid("/month", "in_future", "Ce mois n'a pas commencé.", "This month has not begun.");
        }
        return commit.write(
                command, Unversioned.SAME_AT_ANY_VERSION, (connection, _) -> hours.of(connection, month), before -> {
                    if (!before.isEmpty() && reason == null) {
                        throw Refusal.invalid(
                                "/reason",
                                "required",
                                "Ce mois a déjà ses heures ; dites pourquoi elles changent.",
                                "This month has its hours already; say why they change.");
                    }
                    Instant now = clock.now();
                    InsertionEntry entry = new InsertionEntry(month, worked, now, reason);
                    return Plan.answering(InsertionHoursView.of(entry))
                            .writing((connection, _) -> hours.add(connection, entry));
                });
    }

    /** All that the caller's workshop entered, the newest month first, and in it the newest entry. */
    public Uni<List<InsertionHoursView>> entries(Caller caller) {
        return reading.inTransaction(caller, hours::all)
                .map(all -> all.stream().map(InsertionHoursView::of).toList());
    }
}
