package network.reuse.mediation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.ContactCorrection;
import network.reuse.defaults.people.MessageRefusal;
import network.reuse.defaults.people.People;
import network.reuse.defaults.people.PersonFile;
import network.reuse.defaults.people.Purpose;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.mediation.persistence.Bookings;

/** Who a booking is for is read for a reason, put right, told to the person in one file, and forgotten. */
@ApplicationScoped
public class Participants {
    private final Commit commit;
    private final Reading reading;
    private final BusinessClock clock;
    private final Bookings bookings;
    private final People people;

    public Participants(Commit commit, Reading reading, BusinessClock clock, Bookings bookings, People people) {
        this.commit = commit;
        this.reading = reading;
        this.clock = clock;
        this.bookings = bookings;
        this.people = people;
    }

    /** Everything that mediation keeps of a person. */
    public record Everything(PersonFile person, List<BookingView> bookings) {
        public Everything {
            bookings = List.copyOf(bookings);
        }

        @Override
        public String toString() {
            return "Everything[" + person + "]";
        }
    }

    /** The contact of whom a booking is for; the reading is kept. */
    public Uni<Contact> participant(Caller caller, UUID bookingId, Purpose purpose) {
        return reading.inTransaction(
                caller,
                transaction -> Bookings.TABLE.require(transaction, bookingId).compose(stored -> {
                    if (stored.state().attributes().participant() == null) {
                        throw Refusals.unknown();
                    }
                    return people.read(
                            transaction,
                            stored.state().attributes().participant(),
                            People.who(caller),
                            purpose,
                            clock.now());
                }));
    }

    /** Everything that is kept of a person, for the person. */
    public Uni<Everything> file(Caller caller, UUID ref) {
        return reading.inTransaction(
                caller,
                transaction -> people.file(transaction, ref, People.who(caller), Purpose.ACCESS_REQUEST, clock.now())
                        .compose(file -> bookings.of(transaction, ref)
                                .map(found -> new Everything(
                                        file,
                                        found.stream().map(BookingView::of).toList()))));
    }

    /** That a person is forgotten, and when. */
    public record Forgetting(UUID ref, Instant forgottenAt) {}

    /** That a person's contact was put right, and when. */
    public record Correction(UUID ref, Instant correctedAt) {}

    /** Puts a person's contact right; nothing in the answer says how. */
    public Uni<Answer> correct(Command command, UUID ref, ContactCorrection correction) {
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (_, _) -> Future.succeededFuture(ref),
                person -> Plan.interacting((transaction, _) -> people.correct(
                                transaction, person, People.who(command.caller()), correction, command.now())
                        .map(_ -> new Correction(person, command.now()))));
    }

    /** Keeps whether a person wants messages. */
    public Uni<Answer> refuseMessages(Command command, UUID ref, boolean refused) {
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (_, _) -> Future.succeededFuture(ref),
                person -> Plan.interacting(
                        (transaction, _) -> people.refuseMessages(transaction, person, refused, command.now())
                                .map(since -> new MessageRefusal(person, since))));
    }

    /** Forgets a person; the bookings stay, nobody's from now on. */
    public Uni<Answer> forget(Command command, UUID ref) {
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (_, _) -> Future.succeededFuture(ref),
                person -> Plan.interacting((transaction, _) -> people.forget(transaction, person, command.now())
                        .map(known -> {
                            if (!known) {
                                throw unknownOrForgotten();
                            }
                            return new Forgetting(person, command.now());
                        })));
    }

    /** Another service has forgotten a person; what is kept under the same reference goes too. */
    public Future<?> forget(SqlConnection transaction, UUID ref, Instant at) {
        return people.forget(transaction, ref, at);
    }

    private static Refusal unknownOrForgotten() {
        return Refusal.of(
                Refusal.Kind.UNKNOWN,
                "unknown",
                "Sous cette référence il n'y a personne, ou plus personne.",
                "There is nobody under this reference, or nobody any more.");
    }
}
