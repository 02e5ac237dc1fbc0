package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.refurb.domain.StaffStep;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.StepStaff;

/** Shows a workshop who did the steps of its work on a device; nobody else is shown anything. */
@ApplicationScoped
public class ShowStaff {
    private final Reading reading;
    private final StepStaff staff;

    public ShowStaff(Reading reading, StepStaff staff) {
        this.reading = reading;
        this.staff = staff;
    }

    /** Refused as unknown when the caller may not see the device. */
    public Uni<List<StaffStep>> of(Caller caller, UUID device) {
        return reading.inTransaction(
                caller,
                connection -> Devices.TABLE.require(connection, device).compose(_ -> staff.of(connection, device)));
    }
}
