package network.reuse.collection.domain;

/**
 * A kind of goods that are counted and not told apart, such as headsets and sleeves.
 *
 * @param code what commands and events call it, such as {@code HEADSET}
 * @param medium whether it stores data: a used one is never a mere count
 */
public record GoodsKind(String code, String french, String english, boolean medium) {}
