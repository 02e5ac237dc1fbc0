package network.reuse.mediation.application;

import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import network.reuse.mediation.application.AttendanceRow.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What became of one arrival.
 *
 * @param ref by which the caller tells it from others
 * @param bookingId the booking that says so; null when it is rejected
 */
public record CheckInRow(UUID ref, @Nullable UUID bookingId, Outcome outcome, List<Fault> errors)
        implements BulkReport.Row {}
