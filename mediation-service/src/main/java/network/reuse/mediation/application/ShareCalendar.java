package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.keys.LinkCodes;
import network.reuse.defaults.keys.RootKey;
import network.reuse.mediation.persistence.CalendarLinks;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The calendar of a mediator is followed by whoever holds its link, since calendar programs send no token. The code in the link is told in
 * the list of links alone, to the organisation whose mediator it is, and is kept nowhere: it is derived from the link's id.
 */
@ApplicationScoped
public class ShareCalendar {
    private static final String CLIENT = "calendar-link";

    private final Commit commit;
    private final Reading reading;
    private final CalendarLinks links;
    private final PublishCalendars publish;
    private final LinkCodes codes;

    public ShareCalendar(
            Commit commit,
            Reading reading,
            CalendarLinks links,
            PublishCalendars publish,
            @ConfigProperty(name = "reuse.invitation.key") String rootKey) {
        this.commit = commit;
        this.reading = reading;
        this.links = links;
        this.publish = publish;
        this.codes = new LinkCodes(RootKey.of("REUSE_INVITATION_KEY", rootKey), "calendar-links");
    }

    /**
     * A link to a mediator's calendar. Shows nothing of its code when it is printed.
     *
     * @param path below the address of the API; whoever knows it reads the calendar
     */
    public record CalendarLinkView(String mediatorRef, String path, Instant openedAt) {
        @Override
        public String toString() {
            return "CalendarLinkView[" + mediatorRef + "]";
        }
    }

    /** That a link is open, or closed. */
    public record CalendarLinkState(String mediatorRef, boolean open) {}

    /** The links of the caller's organisation, by their mediators. */
    public Uni<List<CalendarLinkView>> links(Caller caller) {
        return reading.inTransaction(caller, links::all)
                .map(found -> found.stream()
                        .map(link -> new CalendarLinkView(
                                link.mediator(),
                                "/v1/mediation/calendars/" + codes.of(link.id()) + "/calendar.ics",
                                link.openedAt()))
                        .toList());
    }

    /** Opens a link; one that was open to the same mediator's calendar leads nowhere from then on. */
    public Uni<Answer> open(Command command, String mediator) {
        UUID id = Ids.next();
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (_, _) -> Future.succeededFuture(mediator),
                _ -> Plan.answering(new CalendarLinkState(mediator, true))
                        .writing((connection, cause) -> links.open(
                                connection,
                                command.caller(),
                                id,
                                mediator,
                                LinkCodes.hash(codes.of(id)),
                                cause.now())));
    }

    /** Closes the link to a mediator's calendar. */
    public Uni<Answer> close(Command command, String mediator) {
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (_, _) -> Future.succeededFuture(mediator),
                _ -> Plan.interacting((connection, _) ->
                        links.close(connection, mediator).map(_ -> new CalendarLinkState(mediator, false))));
    }

    /** The calendar, for whoever holds its link. */
    public Uni<String> followed(String code) {
        return links.of(LinkCodes.hash(code))
                .chain(followed -> publish.ofMediator(
                        new Caller(followed.organisation(), CLIENT, Set.of(), Set.of(), followed.env()),
                        followed.mediator()));
    }
}
