package network.reuse.contracts;

import java.util.List;

/** The realm's roles, as they stand in tokens; the realm is given exactly these. */
public final class Roles {
    public static final String DONOR = "donor";
    public static final String CARRIER = "carrier";
    public static final String COORDINATOR = "coordinator";
    public static final String REFURBISHER = "refurbisher";
    public static final String PROGRAMME_MANAGER = "programme-manager";
    public static final String REFERRER = "referrer";
    public static final String FUNDER = "funder";
    public static final String CONNECTIVITY_PROVIDER = "connectivity-provider";
    public static final String ECO_ORGANISM = "eco-organism";
    public static final String MEDIATOR = "mediator";
    public static final String PLACE_MANAGER = "place-manager";
    public static final String ANALYST = "analyst";
    public static final String ADMIN = "admin";
    /** Decides at the operator's desk; gives no right at the API. */
    public static final String OPERATOR = "operator";

    public static final List<String> ALL = List.of(
            DONOR,
            CARRIER,
            COORDINATOR,
            REFURBISHER,
            PROGRAMME_MANAGER,
            REFERRER,
            FUNDER,
            CONNECTIVITY_PROVIDER,
            ECO_ORGANISM,
            MEDIATOR,
            PLACE_MANAGER,
            ANALYST,
            ADMIN,
            OPERATOR);

    private Roles() {}
}
