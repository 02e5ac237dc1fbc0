package network.reuse.defaults.people;

/** Why somebody's contact data is read; each reading is kept with it. */
public enum Purpose {
    /** To agree on a date or a place with the person. */
    ARRANGE,
    /** To hand something over to the person. */
    HAND_OVER,
    /** To send the person a message. */
    SEND_MESSAGE,
    /** To put wrong data right. */
    CORRECT,
    /** Because the person asked what is kept. */
    ACCESS_REQUEST
}
