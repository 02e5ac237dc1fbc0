package network.reuse.collection.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import network.reuse.collection.domain.GiftAgreement.Move;
import network.reuse.collection.domain.GiftAgreement.Signed;
import network.reuse.collection.domain.GiftAgreement.SignedByDonor;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GiftAgreementTest {
    private static final UUID DONOR = new UUID(1, 1);
    private static final UUID RECIPIENT = new UUID(1, 2);
    private static final Instant AT = Instant.parse("2026-11-03T08:00:00Z");

    @Test
    void aPublicBodySaysThatNoDeviceIsWorthMoreThanItMayGive() {
        assertThat(begun(DonorKind.PUBLIC_BODY, 300_00).byDonor()).contains(new DonorSignature(300_00, AT));
        assertInvalid("above_public_gift", () -> begun(DonorKind.PUBLIC_BODY, 300_01));
        assertInvalid("worth_missing", () -> begun(DonorKind.PUBLIC_BODY, null));
        assertThat(begun(DonorKind.COMPANY, 900_00).legal()).containsExactly(Move.RECIPIENT_SIGNATURE);
        assertThat(begun(DonorKind.ASSOCIATION, null).legal()).containsExactly(Move.RECIPIENT_SIGNATURE);
    }

    @Test
    void aPublicBodyGivesToThoseAloneWhomTheLawNames() {
        for (LegalQuality quality : LegalQuality.values()) {
            SignedByDonor publicGift = begun(DonorKind.PUBLIC_BODY, 100_00);
            if (quality == LegalQuality.OTHER) {
                assertInvalid("not_a_public_taker", () -> publicGift.signAsRecipient(quality, AT));
            } else {
                assertThat(publicGift.signAsRecipient(quality, AT).next()).isInstanceOf(Signed.class);
            }
            assertThat(begun(DonorKind.COMPANY, null)
                            .signAsRecipient(quality, AT)
                            .next())
                    .isInstanceOf(Signed.class);
        }
    }

    @Test
    void aPublicGiftTakesBothSignaturesAndAnotherOneTakesThemOnceItIsBegun() {
        assertThat(GiftAgreement.missing(lot(DonorKind.PUBLIC_BODY), Optional.empty()))
                .containsExactly(Move.DONOR_SIGNATURE, Move.RECIPIENT_SIGNATURE);
        assertThat(GiftAgreement.missing(lot(DonorKind.COMPANY), Optional.empty()))
                .isEmpty();
        SignedByDonor begun = begun(DonorKind.COMPANY, null);
        assertThat(GiftAgreement.missing(lot(DonorKind.COMPANY), Optional.of(begun)))
                .containsExactly(Move.RECIPIENT_SIGNATURE);
        assertThat(GiftAgreement.missing(
                        lot(DonorKind.PUBLIC_BODY),
                        Optional.of(begun(DonorKind.PUBLIC_BODY, 100_00)
                                .signAsRecipient(LegalQuality.GENERAL_INTEREST, AT)
                                .next())))
                .isEmpty();
    }

    private static void assertInvalid(String code, ThrowingCallable signature) {
        assertThatThrownBy(signature)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.faults().getFirst().code()).isEqualTo(code));
    }

    private static SignedByDonor begun(DonorKind kind, @Nullable Integer highestUnitCents) {
        return (SignedByDonor) GiftAgreement.begin(AgreementAttributes.of(lot(kind)), highestUnitCents, AT)
                .next();
    }

    private static LotAttributes lot(DonorKind kind) {
        return new LotAttributes(
                new UUID(2, 1),
                "L-1",
                DONOR,
                kind,
                RECIPIENT,
                new Territory("44", "67", "67482"),
                Environment.LIVE,
                null,
                null);
    }
}
