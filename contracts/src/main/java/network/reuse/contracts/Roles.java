package network.reuse.contracts;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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

    /** Those that partners have: all but the two of the people who run the network. */
    public static final List<String> OF_PARTNERS = ALL.stream()
            .filter(role -> !role.equals(ADMIN) && !role.equals(OPERATOR))
            .toList();

    private Roles() {}

    /** The kinds of organisation that may be given a role for what comes next with equipment; every kind for the others. */
    public static Set<OrganisationKind> kindsFor(String role) {
        return switch (role) {
            case REFURBISHER -> EnumSet.of(OrganisationKind.SOCIAL_WORKSHOP, OrganisationKind.ASSOCIATION);
            case CARRIER -> EnumSet.complementOf(EnumSet.of(OrganisationKind.ECO_ORGANISM));
            case PROGRAMME_MANAGER ->
                EnumSet.of(
                        OrganisationKind.PUBLIC_BODY, OrganisationKind.ASSOCIATION, OrganisationKind.SOCIAL_WORKSHOP);
            case ECO_ORGANISM -> EnumSet.of(OrganisationKind.ECO_ORGANISM);
            default -> EnumSet.allOf(OrganisationKind.class);
        };
    }
}
