package network.reuse.defaults.caller;

/** The realm's roles, as they stand in tokens. */
public final class Roles {
    public static final String DONOR = "donor";
    public static final String CARRIER = "carrier";
    public static final String COORDINATOR = "coordinator";
    public static final String REFURBISHER = "refurbisher";
    public static final String ANALYST = "analyst";
    public static final String ADMIN = "admin";

    private Roles() {}
}
