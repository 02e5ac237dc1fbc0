package network.reuse.defaults.commit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import network.reuse.defaults.caller.Caller;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads through Hibernate Reactive in a stateless session, under the caller's row-level security. */
@ApplicationScoped
public class Reading {
    private final Mutiny.SessionFactory sessions;

    public Reading(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** What the query finds among the rows that the caller's organisation may read. */
    public <T> Uni<T> as(Caller caller, Function<Mutiny.StatelessSession, Uni<T>> query) {
        return sessions.withStatelessTransaction(session -> session.createNativeQuery(
                        "select set_config('app.organisation', :organisation, true) || set_config('app.env', :env, true)",
                        String.class)
                .setParameter("organisation", caller.organisation().toString())
                .setParameter("env", caller.env().name())
                .getSingleResult()
                .chain(() -> query.apply(session)));
    }
}
