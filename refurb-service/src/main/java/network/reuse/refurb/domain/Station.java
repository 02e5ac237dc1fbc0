package network.reuse.refurb.domain;

import java.util.Optional;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Expected;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Palletised;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Released;
import network.reuse.refurb.domain.Device.Scrapped;
import network.reuse.refurb.domain.Device.Treated;
import network.reuse.refurb.domain.Device.WithEcoOrganism;

/** Where in a workshop a device waits, by what is to be done to it next. */
public enum Station {
    RECEPTION,
    TRIAGE,
    ERASURE,
    GRADING,
    /** It is locked: its donor is to release it, and the workshop to open it. */
    UNLOCKING,
    QUALITY_CHECK,
    DISPATCH,
    PALLET;

    /** The station of a device; none of one that is not the workshop's to work on. */
    public static Optional<Station> of(Device device) {
        return switch (device) {
            case Expected _ -> Optional.of(RECEPTION);
            case Received _ -> Optional.of(TRIAGE);
            case OnBench onBench -> Optional.of(of(onBench.bench()));
            case Ready _ -> Optional.of(DISPATCH);
            case Scrapped _ -> Optional.of(PALLET);
            case Dispatched _, Released _, Palletised _, WithEcoOrganism _, Treated _, Lost _ -> Optional.empty();
        };
    }

    private static Station of(Bench bench) {
        if (bench.possibleData()) {
            return ERASURE;
        }
        if (bench.grade() == null) {
            return GRADING;
        }
        return bench.lock() == null ? QUALITY_CHECK : UNLOCKING;
    }
}
