package network.reuse.allocation.application.territory;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.allocation.domain.Area;
import network.reuse.allocation.domain.AreaKind;
import network.reuse.allocation.domain.TerritoryStatement;
import network.reuse.allocation.domain.TerritoryStatement.Fact;
import network.reuse.allocation.domain.WantedStatements;
import network.reuse.allocation.persistence.TerritoryStatements;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import org.jspecify.annotations.Nullable;

/**
 * An organisation states a need of a territory, or a label that it holds, and corrects what it stated by another statement. Everybody in the
 * network reads what was stated, with what corrects it.
 */
@ApplicationScoped
public class StateOfTerritory {
    private final Commit commit;
    private final Reading reading;
    private final TerritoryStatements statements;

    public StateOfTerritory(Commit commit, Reading reading, TerritoryStatements statements) {
        this.commit = commit;
        this.reading = reading;
        this.statements = statements;
    }

    /** What is stated of which territory. */
    public record Stated(AreaKind kind, String code, Fact fact) {}

    /** From now on it stands. */
    public Uni<Answer> state(Command command, Stated stated) {
        TerritoryStatement statement = statement(command, stated, null, null);
        return commit.write(command, Unversioned.CREATES, (_, _) -> Future.succeededFuture(statement), this::adding);
    }

    /** It stands in place of one that was wrong, of the same kind. */
    public Uni<Answer> correct(Command command, UUID id, Stated stated, String reason) {
        TerritoryStatement statement = statement(command, stated, id, reason);
        return commit.write(command, Unversioned.CREATES, (connection, _) -> statements.find(connection, id), found -> {
            TerritoryStatement wrong = found.filter(
                            one -> one.fact().getClass() == stated.fact().getClass())
                    .orElseThrow(Refusals::unknown);
            wrong.requireCorrectable(command.caller().organisation());
            return adding(statement);
        });
    }

    private static TerritoryStatement statement(
            Command command, Stated stated, @Nullable UUID corrects, @Nullable String reason) {
        return new TerritoryStatement(
                Ids.next(),
                Area.of(stated.kind(), stated.code()),
                stated.fact(),
                command.caller().organisation(),
                command.caller().env(),
                command.now(),
                corrects,
                reason,
                null);
    }

    private Plan adding(TerritoryStatement statement) {
        return Plan.answering(
                        switch (statement.fact()) {
                            case TerritoryStatement.NeedIndicator indicator ->
                                NeedIndicatorView.of(statement, indicator);
                            case TerritoryStatement.TerritoryLabel label -> TerritoryLabelView.of(statement, label);
                        })
                .writing((connection, _) -> statements.add(connection, statement));
    }

    public Uni<List<NeedIndicatorView>> indicators(
            Caller caller, @Nullable UUID after, int limit, WantedStatements wanted) {
        return reading.inTransaction(caller, connection -> statements.indicators(connection, after, limit, wanted))
                .map(page -> views(page, one -> switch (one.fact()) {
                    case TerritoryStatement.NeedIndicator indicator -> List.of(NeedIndicatorView.of(one, indicator));
                    case TerritoryStatement.TerritoryLabel _ -> List.of();
                }));
    }

    public Uni<List<TerritoryLabelView>> labels(
            Caller caller, @Nullable UUID after, int limit, WantedStatements wanted) {
        return reading.inTransaction(caller, connection -> statements.labels(connection, after, limit, wanted))
                .map(page -> views(page, one -> switch (one.fact()) {
                    case TerritoryStatement.NeedIndicator _ -> List.of();
                    case TerritoryStatement.TerritoryLabel label -> List.of(TerritoryLabelView.of(one, label));
                }));
    }

    private static <V> List<V> views(List<TerritoryStatement> page, Function<TerritoryStatement, List<V>> view) {
        return page.stream().flatMap(one -> view.apply(one).stream()).toList();
    }
}
