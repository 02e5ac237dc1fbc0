package network.reuse.mediation.application;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.MediationEvent;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Offered;
import network.reuse.mediation.domain.Booking.Waiting;
import network.reuse.mediation.domain.SeatShift;
import network.reuse.mediation.domain.Workshop.Scheduled;
import network.reuse.mediation.persistence.BookingMails;
import network.reuse.mediation.persistence.BookingMails.Occasion;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Workshops;
import network.reuse.mediation.persistence.Workshops.Seated;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Seats that fall free are offered to those who wait, in the order of their places and each for a time; one that is not taken
 * goes to the next. Those who wait still when the workshop begins are told that none came. Whoever is being changed by somebody else is
 * looked at again, and so are those behind, so that nobody is passed; all of it may be done at any time and by any process.
 */
@ApplicationScoped
public class OfferSeats {
    /** How long others keep what they have locked, as a rule. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int MOST_AT_A_TIME = 50;
    private static final String BEGUN =
            "Aucune place ne s'est libérée avant le début / No seat fell free before the beginning";

    private final Workshops workshops;
    private final Bookings bookings;
    private final BookingMails mails;
    private final Timers timers;
    private final BusinessClock clock;
    private final Duration kept;

    public OfferSeats(
            Workshops workshops,
            Bookings bookings,
            BookingMails mails,
            Timers timers,
            BusinessClock clock,
            @ConfigProperty(name = "reuse.mediation.offer-kept") Duration kept) {
        this.workshops = workshops;
        this.bookings = bookings;
        this.mails = mails;
        this.timers = timers;
        this.clock = clock;
        this.kept = kept;
    }

    void listen(@Observes StartupEvent started) {
        timers.on(Workshops.WAITING_LIST, this::offer);
        timers.on(Bookings.OFFER_LAPSE, this::lapse);
    }

    /** The seats are locked before the workshop is read, so that it is as it was when they were last changed. */
    private Future<?> offer(SqlConnection transaction, String key) {
        UUID id = Workshops.subject(key);
        return workshops
                .lockSeats(transaction, id)
                .compose(_ -> workshops.seated(transaction, id))
                .compose(found ->
                        found.seats().waiting() == 0 || !(found.workshop().state() instanceof Scheduled workshop)
                                ? Future.succeededFuture()
                                : offer(transaction, found, workshop, clock.now()));
    }

    private Future<?> offer(SqlConnection transaction, Seated found, Scheduled workshop, Instant now) {
        UUID id = found.workshop().id();
        boolean hasBegun = !now.isBefore(workshop.attributes().from());
        int wanted = Math.min(
                MOST_AT_A_TIME,
                hasBegun ? found.seats().waiting() : found.seats().offerable());
        return bookings.firstWaiting(transaction, id, wanted)
                .compose(first -> bookings.lockFree(transaction, first).compose(locked -> {
                    List<Stored<Booking>> next = inOrder(first, locked);
                    Future<?> done =
                            hasBegun ? end(transaction, id, next, now) : offer(transaction, id, workshop, next, now);
                    return done.compose(_ -> later(transaction, found, next.size(), wanted, hasBegun, now));
                }));
    }

    /** Up to the first whom somebody else is changing. */
    private static List<Stored<Booking>> inOrder(List<UUID> first, List<Stored<Booking>> locked) {
        Map<UUID, Stored<Booking>> byId = new HashMap<>();
        locked.forEach(booking -> byId.put(booking.id(), booking));
        List<Stored<Booking>> next = new ArrayList<>();
        for (UUID id : first) {
            Stored<Booking> booking = byId.get(id);
            if (booking == null || !(booking.state() instanceof Waiting)) {
                break;
            }
            next.add(booking);
        }
        return next;
    }

    private Future<?> offer(
            SqlConnection transaction, UUID id, Scheduled workshop, List<Stored<Booking>> next, Instant now) {
        Instant until = workshop.offeredUntil(now, kept);
        List<Change<Booking, MediationEvent>> changes = new ArrayList<>();
        Map<UUID, Instant> lapses = new LinkedHashMap<>();
        for (Stored<Booking> booking : next) {
            if (booking.state() instanceof Waiting waiting) {
                changes.add(Change.following(booking, waiting.offer(until), now));
                lapses.put(booking.id(), until);
            }
        }
        return changes.isEmpty()
                ? Future.succeededFuture()
                : Bookings.TABLE
                        .changeAll(transaction, changes, cause(now))
                        .compose(_ -> bookings.setLapses(transaction, lapses))
                        .compose(_ -> mails.tell(transaction, next, Occasion.OFFERED, workshop.attributes(), now))
                        .compose(_ -> workshops.shift(transaction, id, SeatShift.offers(changes.size()), now));
    }

    /** The workshop has begun: nobody waits for a seat any more. */
    private Future<?> end(SqlConnection transaction, UUID id, List<Stored<Booking>> next, Instant now) {
        List<Change<Booking, MediationEvent>> changes = new ArrayList<>();
        for (Stored<Booking> booking : next) {
            if (booking.state() instanceof Waiting waiting) {
                changes.add(Change.following(booking, waiting.cancel(BEGUN), now));
            }
        }
        return changes.isEmpty()
                ? Future.succeededFuture()
                : Bookings.TABLE
                        .changeAll(transaction, changes, cause(now))
                        .compose(_ -> workshops.shift(transaction, id, new SeatShift(0, 0, -changes.size()), now));
    }

    /** Those whom others are changing, and those behind so many, are looked at again; whoever waits on, when the workshop begins. */
    private Future<?> later(
            SqlConnection transaction, Seated found, int done, int wanted, boolean hasBegun, Instant now) {
        UUID id = found.workshop().id();
        if (done < wanted) {
            return workshops.offerAt(transaction, id, now.plus(PATIENCE));
        }
        if (wanted == MOST_AT_A_TIME) {
            return workshops.offerAt(transaction, id, now);
        }
        return hasBegun ? Future.succeededFuture() : workshops.endWaiting(transaction, found.workshop());
    }

    private Future<?> lapse(SqlConnection transaction, String key) {
        UUID id = Workshops.subject(key);
        return bookings.lockFree(transaction, List.of(id)).compose(locked -> lapse(transaction, id, locked));
    }

    private Future<?> lapse(SqlConnection transaction, UUID id, List<Stored<Booking>> locked) {
        Instant now = clock.now();
        if (locked.isEmpty()) {
            return bookings.setLapses(transaction, Map.of(id, now.plus(PATIENCE)));
        }
        Stored<Booking> booking = locked.getFirst();
        if (!(booking.state() instanceof Offered offered) || offered.until().isAfter(now)) {
            return Future.succeededFuture();
        }
        return Bookings.TABLE
                .changeAll(transaction, List.of(Change.following(booking, offered.lapse(), now)), cause(now))
                .compose(_ -> workshops.shift(transaction, offered.attributes().workshopId(), SeatShift.LAPSED, now));
    }

    private static Cause cause(Instant now) {
        return new Cause(Ids.next(), null, now);
    }
}
