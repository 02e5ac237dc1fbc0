package network.reuse.gateway.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;
import network.reuse.contracts.Roles;

/** A role that an organisation of the sandbox may have, as tokens and documents spell it. */
public enum SandboxRole {
    DONOR(Roles.DONOR),
    CARRIER(Roles.CARRIER),
    COORDINATOR(Roles.COORDINATOR),
    REFURBISHER(Roles.REFURBISHER),
    PROGRAMME_MANAGER(Roles.PROGRAMME_MANAGER),
    REFERRER(Roles.REFERRER),
    FUNDER(Roles.FUNDER),
    CONNECTIVITY_PROVIDER(Roles.CONNECTIVITY_PROVIDER),
    ECO_ORGANISM(Roles.ECO_ORGANISM),
    MEDIATOR(Roles.MEDIATOR),
    PLACE_MANAGER(Roles.PLACE_MANAGER),
    ANALYST(Roles.ANALYST);

    private final String role;

    SandboxRole(String role) {
        this.role = role;
    }

    /** The realm's name of it. */
    @JsonValue
    @Override
    public String toString() {
        return role;
    }
}
