package network.reuse.collection.domain;

/** What counted goods can be, each named as its state. */
public enum GoodsStatus {
    IN_STOCK,
    ON_THE_WAY,
    RECALLED
}
