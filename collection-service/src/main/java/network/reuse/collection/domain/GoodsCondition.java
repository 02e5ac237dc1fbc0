package network.reuse.collection.domain;

/** Whether goods were used before they were given. */
public enum GoodsCondition {
    NEW,
    USED
}
