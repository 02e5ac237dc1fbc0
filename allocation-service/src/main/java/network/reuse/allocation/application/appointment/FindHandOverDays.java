package network.reuse.allocation.application.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.WantedAppointments;
import network.reuse.allocation.domain.WantedHandOverDays;
import network.reuse.allocation.persistence.Appointments;
import network.reuse.allocation.persistence.HandOverDays;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import org.jspecify.annotations.Nullable;

/** What sponsors and referrers see of days of hand-overs and of appointments. */
@ApplicationScoped
public class FindHandOverDays {
    private final Reading reading;
    private final HandOverDays days;
    private final Appointments appointments;

    public FindHandOverDays(Reading reading, HandOverDays days, Appointments appointments) {
        this.reading = reading;
        this.days = days;
        this.appointments = appointments;
    }

    public Uni<HandOverDayView> day(Caller caller, UUID id) {
        return reading.inTransaction(
                caller,
                connection -> HandOverDays.TABLE
                        .require(connection, id)
                        .compose(day -> days.booked(connection, id).map(booked -> HandOverDayView.of(day, booked))));
    }

    public Uni<List<HandOverDayView>> days(Caller caller, @Nullable UUID after, int limit, WantedHandOverDays wanted) {
        return reading.as(caller, session -> days.page(session, after, limit, wanted))
                .map(page ->
                        page.stream().map(day -> HandOverDayView.of(day, null)).toList());
    }

    /** The packs that are expected on a day, slot by slot, as far as the caller may see them. */
    public Uni<List<ExpectedPack>> expected(Caller caller, UUID dayId) {
        return reading.inTransaction(
                caller,
                connection -> HandOverDays.TABLE
                        .require(connection, dayId)
                        .compose(_ -> appointments.expected(connection, dayId))
                        .map(expected -> expected.stream().map(ExpectedPack::of).toList()));
    }

    public Uni<AppointmentView> appointment(Caller caller, UUID id) {
        return reading.as(caller, session -> appointments.find(session, id)).map(AppointmentView::of);
    }

    public Uni<List<AppointmentView>> appointments(
            Caller caller, @Nullable UUID after, int limit, WantedAppointments wanted) {
        return reading.as(caller, session -> appointments.page(session, after, limit, wanted))
                .map(page -> page.stream().map(AppointmentView::of).toList());
    }
}
