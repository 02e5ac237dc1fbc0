package network.reuse.contracts;

/** What keeps a workshop from setting a device up, and what people call it. */
public enum LockKind {
    /** A password of the firmware: nothing else can be started, or no setting changed. */
    FIRMWARE_PASSWORD("mot de passe du micrologiciel", "firmware password"),
    /** The device is enrolled in its donor's management, which takes hold of it again once it is set up. */
    REMOTE_MANAGEMENT("gestion à distance", "remote management"),
    /** The device belongs to an account and asks for it when it is set up. */
    ACCOUNT_LOCK("compte", "account");

    private final String french;
    private final String english;

    LockKind(String french, String english) {
        this.french = french;
        this.english = english;
    }

    public String french() {
        return french;
    }

    public String english() {
        return english;
    }
}
