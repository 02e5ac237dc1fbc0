package network.reuse.collection.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.collection.domain.AgreementAttributes;
import network.reuse.collection.domain.GiftAgreement;
import network.reuse.collection.domain.GiftAgreement.SignedByDonor;
import network.reuse.collection.domain.GiftAgreement.SignedByRecipient;
import network.reuse.collection.domain.LegalQuality;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.Accepted;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.domain.LotAttributes;
import network.reuse.collection.persistence.GiftAgreements;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** Donor and recipient of a lot sign that it is given and taken, each with its own token, before a carrier is booked. */
@ApplicationScoped
public class SignGiftAgreement {
    private final Commit commit;
    private final Reading reading;
    private final Lots lots;

    public SignGiftAgreement(Commit commit, Reading reading, Lots lots) {
        this.commit = commit;
        this.reading = reading;
        this.lots = lots;
    }

    private record Read(Stored<Lot> lot, Optional<Stored<GiftAgreement>> agreement) {}

    private interface Signature {
        Decision<GiftAgreement, CollectionEvent> on(@Nullable GiftAgreement agreement, LotAttributes lot, Instant at);
    }

    /** The agreement on a lot; refused as unknown when nobody has signed, or the reader is neither of the two. */
    public Uni<AgreementView> agreement(Caller caller, UUID lot) {
        return reading.inTransaction(caller, connection -> GiftAgreements.TABLE.require(connection, lot))
                .map(AgreementView::of);
    }

    /** The donor signs, and says what the most valuable device is worth. */
    public Uni<Answer> asDonor(
            Command command, UUID id, @Nullable Integer highestUnitCents, @Nullable Instant occurredAt) {
        return sign(command, id, occurredAt, (agreement, lot, at) -> {
            Parties.require(command.caller(), lot.donor(), "le donateur", "the donor");
            if (agreement == null) {
                return GiftAgreement.begin(AgreementAttributes.of(lot), highestUnitCents, at);
            }
            return switch (agreement) {
                case SignedByRecipient begun -> begun.signAsDonor(highestUnitCents, at);
                default -> throw agreement.illegal();
            };
        });
    }

    /** The recipient signs, commits itself to reuse, and says as what it takes the gift. */
    public Uni<Answer> asRecipient(
            Command command, UUID id, LegalQuality quality, boolean commitsToReuse, @Nullable Instant occurredAt) {
        return sign(command, id, occurredAt, (agreement, lot, at) -> {
            Parties.require(command.caller(), lot.recipient(), "le destinataire", "the recipient");
            if (!commitsToReuse) {
                throw Refusal.invalid(
                        "/commitsToReuse",
                        "reuse_not_committed",
                        "Sans cet engagement préalable il n'y a pas de don (loi REEN art. 16).",
                        "Without this prior commitment there is no gift (loi REEN art. 16).");
            }
            if (agreement == null) {
                return GiftAgreement.begin(AgreementAttributes.of(lot), quality, at);
            }
            return switch (agreement) {
                case SignedByDonor begun -> begun.signAsRecipient(quality, at);
                default -> throw agreement.illegal();
            };
        });
    }

    /** Refuses to book a carrier for a lot whose agreement is missing, and says who has still to sign. */
    static void requireSigned(Lot lot, Optional<Stored<GiftAgreement>> agreement) {
        var missing = GiftAgreement.missing(lot.attributes(), agreement.map(Stored::state));
        if (!missing.isEmpty()) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "gift_agreement_missing",
                            "La convention de don du lot n'est pas signée ; « extensions.missing » dit par qui elle reste à signer"
                                    + " (…/gift-agreement).",
                            "The lot's gift agreement is not signed; \"extensions.missing\" says who has still to sign it"
                                    + " (…/gift-agreement).")
                    .with(Map.of("missing", missing));
        }
    }

    private Uni<Answer> sign(Command command, UUID id, @Nullable Instant occurredAt, Signature signature) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.write(command, Unversioned.LEGAL_ONCE, (connection, _) -> read(connection, id), read -> {
            Lot lot = read.lot().state();
            if (!(lot instanceof Accepted || lot instanceof PickupBooked)) {
                throw lot.illegal();
            }
            if (read.agreement().isEmpty()) {
                Instant at = time.at();
                return Plan.create(
                        GiftAgreements.TABLE,
                        new Creation<>(id, signature.on(null, lot.attributes(), at), at),
                        AgreementView::of);
            }
            Stored<GiftAgreement> begun = read.agreement().get();
            return Plan.change(
                    GiftAgreements.TABLE,
                    Change.recorded(begun, at -> signature.on(begun.state(), lot.attributes(), at), time),
                    AgreementView::of);
        });
    }

    /** The lot is locked, so that of two who sign at once the second finds what the first has signed. */
    private Future<Read> read(SqlConnection connection, UUID id) {
        return LockedLot.of(lots, connection, id)
                .compose(locked -> GiftAgreements.of(connection, id).map(found -> new Read(locked.lot(), found)));
    }
}
