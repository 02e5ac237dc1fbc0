package network.reuse.allocation.domain;

/**
 * How many goods of a kind a sponsor has. What it received is always free, put aside for packs, or gone with them.
 *
 * @param free how many may be put aside
 * @param reserved how many are put aside for packs that wait to be fetched
 * @param gone how many left with packs that were handed over or sold
 */
public record GoodsCount(int free, int reserved, int gone) {
    /** Before the first are received. */
    public static final GoodsCount NONE = new GoodsCount(0, 0, 0);

    /** How many are in stock, put aside or not. */
    public int inStock() {
        return free + reserved;
    }

    /** How many were received, as the last stock-taking has it. */
    public int received() {
        return free + reserved + gone;
    }

    /** The same with so many more that are free; fewer where that is below zero. */
    public GoodsCount with(int more) {
        return new GoodsCount(free + more, reserved, gone);
    }
}
