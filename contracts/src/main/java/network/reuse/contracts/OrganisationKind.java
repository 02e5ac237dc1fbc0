package network.reuse.contracts;

/** What an organisation is in the network; a donor's kind follows from it. */
public enum OrganisationKind {
    PUBLIC_BODY,
    COMPANY,
    ASSOCIATION,
    SOCIAL_WORKSHOP,
    ECO_ORGANISM;

    /** The donor kind that equipment given by such an organisation carries. */
    public DonorKind asDonor() {
        return switch (this) {
            case PUBLIC_BODY -> DonorKind.PUBLIC_BODY;
            case COMPANY, ECO_ORGANISM -> DonorKind.COMPANY;
            case ASSOCIATION, SOCIAL_WORKSHOP -> DonorKind.ASSOCIATION;
        };
    }
}
