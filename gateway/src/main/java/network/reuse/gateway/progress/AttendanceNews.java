package network.reuse.gateway.progress;

import java.util.Map;
import network.reuse.contracts.Environment;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Published;
import network.reuse.contracts.Territory;

/** What an event says of people who came to a workshop; they are counted where it was held. */
final class AttendanceNews {
    private AttendanceNews() {}

    static Map<Cell, Count> counted(Published<?> event) {
        int more = switch (event.fact()) {
            case MediationEvent.AttendanceRecorded e -> one(e.present());
            case MediationEvent.AttendanceCorrected e -> one(e.now()) - one(e.before());
            default -> 0;
        };
        if (more == 0 || event.envelope().env() != Environment.LIVE) {
            return Map.of();
        }
        Territory territory = event.envelope().territory();
        return Map.of(new Cell.People(territory.region(), territory.department()), new Count(more, more));
    }

    private static int one(boolean came) {
        return came ? 1 : 0;
    }
}
