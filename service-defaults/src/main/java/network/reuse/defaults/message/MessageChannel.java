package network.reuse.defaults.message;

/** The way a message goes. */
public enum MessageChannel {
    EMAIL,
    SMS
}
