package network.reuse.collection.domain;

import java.util.UUID;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;

/**
 * What never changes about a gift agreement.
 *
 * @param lotId the lot that it is about, whose id it has
 */
public record AgreementAttributes(
        UUID lotId, UUID donor, DonorKind donorKind, UUID recipient, Territory territory, Environment env) {

    /** Those of the agreement on a lot. */
    public static AgreementAttributes of(LotAttributes lot) {
        return new AgreementAttributes(
                lot.id(), lot.donor(), lot.donorKind(), lot.recipient(), lot.territory(), lot.env());
    }
}
