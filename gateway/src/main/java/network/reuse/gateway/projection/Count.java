package network.reuse.gateway.projection;

/** How many are in a stage now, and how many have ever been there; or by how much both change. */
public record Count(long now, long ever) {
    public static final Count ZERO = new Count(0, 0);

    public Count plus(Count other) {
        return new Count(now + other.now, ever + other.ever);
    }

    Count minus(Count other) {
        return new Count(now - other.now, ever - other.ever);
    }

    boolean isZero() {
        return now == 0 && ever == 0;
    }
}
