package network.reuse.collection.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.AgreementStatus;
import network.reuse.collection.domain.DonorSignature;
import network.reuse.collection.domain.GiftAgreement;
import network.reuse.collection.domain.LegalQuality;
import network.reuse.collection.domain.RecipientSignature;
import network.reuse.defaults.commit.Stored;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A gift agreement as its two parties see it.
 *
 * @param lot the lot that it is about
 * @param highestUnitCents what the most valuable of the devices is worth, as the donor says
 * @param legalQuality as what the recipient takes the gift
 * @param commitment what the recipient commits itself to as it signs
 * @param legal who has still to sign
 */
@Schema(name = "GiftAgreement")
public record AgreementView(
        UUID lot,
        AgreementStatus status,
        long version,
        UUID donor,
        UUID recipient,
        @Nullable Instant donorSignedAt,
        @Nullable Integer highestUnitCents,
        @Nullable Instant recipientSignedAt,
        @Nullable LegalQuality legalQuality,
        Commitment commitment,
        List<GiftAgreement.Move> legal) {
    private static final Commitment COMMITMENT = new Commitment(
            "Le destinataire s'engage, avant la remise, à faire réemployer ou réutiliser ces appareils et à en justifier.",
            "The recipient commits itself, before the hand-over, to have these devices reused and to justify it.",
            "Loi 2021-1485 (REEN) art. 16 ; décret 2023-266 art. 3");

    /**
     * The prior commitment to reuse.
     *
     * @param source the law that asks for it
     */
    public record Commitment(String fr, String en, String source) {}

    static AgreementView of(Stored<GiftAgreement> stored) {
        GiftAgreement agreement = stored.state();
        return new AgreementView(
                stored.id(),
                agreement.status(),
                stored.version(),
                agreement.attributes().donor(),
                agreement.attributes().recipient(),
                agreement.byDonor().map(DonorSignature::at).orElse(null),
                agreement.byDonor().map(DonorSignature::highestUnitCents).orElse(null),
                agreement.byRecipient().map(RecipientSignature::at).orElse(null),
                agreement.byRecipient().map(RecipientSignature::quality).orElse(null),
                COMMITMENT,
                agreement.legal());
    }
}
