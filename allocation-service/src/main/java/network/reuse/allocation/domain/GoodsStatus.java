package network.reuse.allocation.domain;

/** Where goods stand that a sponsor counts. */
public enum GoodsStatus {
    COUNTED
}
