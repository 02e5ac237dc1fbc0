package network.reuse.collection.domain;

/** What a lot can be, each named as its state. */
public enum LotStatus {
    OFFERED,
    ACCEPTED,
    PICKUP_BOOKED,
    LOADED,
    COLLECTED,
    HANDED_OVER,
    TAKEN_OVER,
    DELIVERED,
    RECEIVED,
    SUPPLIED,
    DECLINED,
    WITHDRAWN
}
