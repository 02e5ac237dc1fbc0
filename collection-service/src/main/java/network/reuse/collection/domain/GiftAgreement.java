package network.reuse.collection.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;
import org.jspecify.annotations.Nullable;

/**
 * That a lot is given and taken without charge, signed by donor and recipient in whichever order, each once. The recipient
 * commits itself to reuse; a public body says that no device is worth more than it may give, to one of those that it may give to.
 */
public sealed interface GiftAgreement extends State {
    /** The most that one device may be worth that a public body gives without charge: décret 2022-791. */
    int HIGHEST_PUBLIC_GIFT_CENTS = 300_00;

    AgreementAttributes attributes();

    /** The donor's signature, once there is one. */
    Optional<DonorSignature> byDonor();

    /** The recipient's signature, once there is one. */
    Optional<RecipientSignature> byRecipient();

    @Override
    List<Move> legal();

    /** The organisations that may see it: those that sign it. */
    default Set<UUID> readers() {
        return Set.copyOf(List.of(attributes().donor(), attributes().recipient()));
    }

    @Override
    default AgreementStatus status() {
        return switch (this) {
            case SignedByDonor _ -> AgreementStatus.SIGNED_BY_DONOR;
            case SignedByRecipient _ -> AgreementStatus.SIGNED_BY_RECIPIENT;
            case Signed _ -> AgreementStatus.SIGNED;
        };
    }

    /** What can be done to an agreement; in paths and answers each is spelled as its resource. */
    enum Move {
        DONOR_SIGNATURE,
        RECIPIENT_SIGNATURE
    }

    /** The donor signs first. */
    static Decision<GiftAgreement, CollectionEvent> begin(
            AgreementAttributes attributes, @Nullable Integer highestUnitCents, Instant at) {
        requireWorth(attributes, highestUnitCents);
        return Decision.of(new SignedByDonor(attributes, new DonorSignature(highestUnitCents, at)));
    }

    /** The recipient signs first. */
    static Decision<GiftAgreement, CollectionEvent> begin(
            AgreementAttributes attributes, LegalQuality quality, Instant at) {
        requireTaker(attributes, quality);
        return Decision.of(new SignedByRecipient(attributes, new RecipientSignature(quality, at)));
    }

    /**
     * What is missing before a pickup of the lot may be booked. A gift of a public body takes an agreement; any other one that
     * was begun takes both signatures.
     */
    static List<Move> missing(LotAttributes lot, Optional<GiftAgreement> agreement) {
        if (agreement.isPresent()) {
            return agreement.get().legal();
        }
        return lot.donorKind() == DonorKind.PUBLIC_BODY
                ? List.of(Move.DONOR_SIGNATURE, Move.RECIPIENT_SIGNATURE)
                : List.of();
    }

    /** The donor has signed; the recipient has not. */
    record SignedByDonor(AgreementAttributes attributes, DonorSignature donor) implements GiftAgreement {
        public Decision<GiftAgreement, CollectionEvent> signAsRecipient(LegalQuality quality, Instant at) {
            requireTaker(attributes, quality);
            return Decision.of(new Signed(attributes, donor, new RecipientSignature(quality, at)));
        }

        @Override
        public Optional<DonorSignature> byDonor() {
            return Optional.of(donor);
        }

        @Override
        public Optional<RecipientSignature> byRecipient() {
            return Optional.empty();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.RECIPIENT_SIGNATURE);
        }
    }

    /** The recipient has signed; the donor has not. */
    record SignedByRecipient(AgreementAttributes attributes, RecipientSignature recipient) implements GiftAgreement {
        public Decision<GiftAgreement, CollectionEvent> signAsDonor(@Nullable Integer highestUnitCents, Instant at) {
            requireWorth(attributes, highestUnitCents);
            return Decision.of(new Signed(attributes, new DonorSignature(highestUnitCents, at), recipient));
        }

        @Override
        public Optional<DonorSignature> byDonor() {
            return Optional.empty();
        }

        @Override
        public Optional<RecipientSignature> byRecipient() {
            return Optional.of(recipient);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.DONOR_SIGNATURE);
        }
    }

    /** Both have signed. */
    record Signed(AgreementAttributes attributes, DonorSignature donor, RecipientSignature recipient)
            implements GiftAgreement {
        @Override
        public Optional<DonorSignature> byDonor() {
            return Optional.of(donor);
        }

        @Override
        public Optional<RecipientSignature> byRecipient() {
            return Optional.of(recipient);
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    private static void requireWorth(AgreementAttributes attributes, @Nullable Integer highestUnitCents) {
        if (attributes.donorKind() != DonorKind.PUBLIC_BODY) {
            return;
        }
        if (highestUnitCents == null) {
            throw Refusal.invalid(
                    "/highestUnitCents",
                    "worth_missing",
                    "Une personne publique dit ce que vaut l'appareil le plus cher du lot (CG3P art. L. 3212-2, décret 2022-791).",
                    "A public body says what the most valuable device of the lot is worth (CG3P art. L. 3212-2, décret"
                            + " 2022-791).");
        }
        if (highestUnitCents > HIGHEST_PUBLIC_GIFT_CENTS) {
            throw Refusal.invalid(
                    "/highestUnitCents",
                    "above_public_gift",
                    "Une personne publique ne donne que ce qui vaut 300 € pièce au plus (décret 2022-791).",
                    "A public body gives only what is worth 300 € a piece at most (décret 2022-791).");
        }
    }

    private static void requireTaker(AgreementAttributes attributes, LegalQuality quality) {
        if (attributes.donorKind() == DonorKind.PUBLIC_BODY && !quality.takesPublicGifts()) {
            throw Refusal.invalid(
                    "/legalQuality",
                    "not_a_public_taker",
                    "Une personne publique ne donne sans contrepartie qu'aux bénéficiaires que la loi nomme (CG3P art. L. 3212-2 et"
                            + " L. 3212-3).",
                    "A public body gives without charge only to those whom the law names (CG3P art. L. 3212-2 and L. 3212-3).");
        }
    }
}
