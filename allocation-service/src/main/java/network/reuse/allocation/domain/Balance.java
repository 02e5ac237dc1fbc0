package network.reuse.allocation.domain;

import java.util.EnumMap;
import java.util.Map;

/** What stands on each account of an envelope, in cents. */
public record Balance(long granted, long available, long committed, long due, long called, long settled, long credit) {
    /** Nothing was granted yet. */
    public static final Balance NONE = new Balance(0, 0, 0, 0, 0, 0, 0);

    /** What the funder granted. */
    public long ceiling() {
        return -granted;
    }

    /** What of the ceiling is spoken for, and keeps it from falling. */
    public long taken() {
        return ceiling() - available;
    }

    /** What the funder may have taken off a call, or paid back. */
    public long owed() {
        return -credit;
    }

    /** Whether these cents can be posted without an account passing zero. */
    public boolean allows(PostingKind kind, long cents) {
        return cents > 0 && moved(kind, cents).isSound();
    }

    /** The same once these cents are posted; fails when an account would pass zero. */
    public Balance post(PostingKind kind, long cents) {
        if (!allows(kind, cents)) {
            throw new IllegalStateException(kind + " of " + cents + " cents on " + this);
        }
        return moved(kind, cents);
    }

    /** Whether all accounts together are zero and each is on its side of it. */
    public boolean isSound() {
        return granted + available + committed + due + called + settled + credit == 0
                && granted <= 0
                && available >= 0
                && committed >= 0
                && due >= 0
                && called >= 0
                && settled >= 0
                && credit <= 0;
    }

    private Balance moved(PostingKind kind, long cents) {
        Map<Account, Long> moved = new EnumMap<>(Account.class);
        moved.put(kind.from(), -cents);
        moved.put(kind.to(), cents);
        return new Balance(
                granted + moved.getOrDefault(Account.GRANTED, 0L),
                available + moved.getOrDefault(Account.AVAILABLE, 0L),
                committed + moved.getOrDefault(Account.COMMITTED, 0L),
                due + moved.getOrDefault(Account.DUE, 0L),
                called + moved.getOrDefault(Account.CALLED, 0L),
                settled + moved.getOrDefault(Account.SETTLED, 0L),
                credit + moved.getOrDefault(Account.CREDIT, 0L));
    }
}
