package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import network.reuse.collection.domain.GoodsKind;
import network.reuse.collection.persistence.GoodsKinds;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.RetryTransaction;
import network.reuse.defaults.commit.Unversioned;

/** The administration adds a kind of goods that are counted; what its code means never changes. */
@ApplicationScoped
public class AddGoodsKind {
    private final Commit commit;
    private final GoodsKinds kinds;

    public AddGoodsKind(Commit commit, GoodsKinds kinds) {
        this.commit = commit;
        this.kinds = kinds;
    }

    public Uni<Answer> add(Command command, GoodsKind kind) {
        return commit.write(
                command, Unversioned.CREATES, (connection, _) -> kinds.all(connection), known -> plan(kind, known));
    }

    private Plan plan(GoodsKind kind, List<GoodsKind> known) {
        Optional<GoodsKind> same =
                known.stream().filter(one -> one.code().equals(kind.code())).findFirst();
        Plan plan = Plan.answering(kind);
        if (same.isEmpty()) {
            return plan.writing((connection, _) -> kinds.add(connection, kind).map(isNew -> {
                if (!isNew) {
                    throw new RetryTransaction();
                }
                return true;
            }));
        }
        if (!same.get().equals(kind)) {
            throw Refusals.alreadyExists("/code", null);
        }
        return plan;
    }
}
