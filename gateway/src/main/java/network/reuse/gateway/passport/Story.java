package network.reuse.gateway.passport;

import java.util.List;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.PassedChecklist;
import network.reuse.contracts.SupplyCondition;
import org.jspecify.annotations.Nullable;

/** Says in a sentence what an event means to somebody who reads the passport. */
final class Story {
    private static final Sentence FOUND_AGAIN =
            new Sentence("Retrouvé ; la perte ne compte plus.", "Found again; the loss no longer counts.");

    private Story() {}

    static Sentence of(CollectionEvent event) {
        return switch (event) {
            case CollectionEvent.LotOffered e ->
                new Sentence(
                        "Proposé par son donneur, dans un lot de " + total(e.quantities()) + ".",
                        "Offered by its donor, in a lot of " + total(e.quantities()) + ".");
            case CollectionEvent.LotSupplied e ->
                new Sentence(
                        (e.condition() == SupplyCondition.NEW ? "Acheté neuf" : "Acheté d'occasion")
                                + ", dans un lot de " + total(e.quantities()) + ".",
                        (e.condition() == SupplyCondition.NEW ? "Bought new" : "Bought used") + ", in a lot of "
                                + total(e.quantities()) + ".");
            case CollectionEvent.SupplyCorrected e ->
                new Sentence(
                        "Achat recompté : " + total(e.now()) + ".", "Purchase counted again: " + total(e.now()) + ".");
            case CollectionEvent.LotAccepted e ->
                new Sentence(
                        "Lot accepté : " + total(e.quantities()) + " attendus à l'atelier.",
                        "Lot accepted: " + total(e.quantities()) + " expected at the workshop.");
            case CollectionEvent.LotAssigned _ ->
                new Sentence("Lot attribué par la coordination.", "Lot assigned by the coordination.");
            case CollectionEvent.LotDeclined _ -> new Sentence("Lot refusé.", "Lot declined.");
            case CollectionEvent.LotWithdrawn _ ->
                new Sentence("Offre retirée par le donneur.", "Offer withdrawn by the donor.");
            case CollectionEvent.PickupScheduled _ -> new Sentence("Enlèvement prévu.", "Pickup scheduled.");
            case CollectionEvent.PickupMoved _ -> new Sentence("Enlèvement déplacé.", "Pickup moved.");
            case CollectionEvent.PickupCancelled _ -> new Sentence("Enlèvement annulé.", "Pickup cancelled.");
            case CollectionEvent.PickupPlanned e ->
                new Sentence(
                        "Inscrit dans une tournée, arrêt " + e.position() + ".",
                        "Put on a run, stop " + e.position() + ".");
            case CollectionEvent.PickupUnplanned _ -> new Sentence("Retiré de sa tournée.", "Taken off its run.");
            case CollectionEvent.LotLoaded e ->
                new Sentence(
                        "Chargé par le transporteur : " + total(e.quantities()) + ".",
                        "Loaded by the carrier: " + total(e.quantities()) + ".");
            case CollectionEvent.LotCollected e ->
                new Sentence(
                        "Collecté : donneur et transporteur s'accordent sur " + total(e.quantities()) + ".",
                        "Collected: donor and carrier agree on " + total(e.quantities()) + ".");
            case CollectionEvent.LotHandedOver e ->
                new Sentence(
                        "Remis au transporteur par le donneur, qui compte " + total(e.quantities()) + ".",
                        "Handed to the carrier by its donor, who counts " + total(e.quantities()) + ".");
            case CollectionEvent.LotTakenOver e ->
                new Sentence(
                        "Pris en charge par le transporteur, qui compte " + total(e.counted())
                                + but(e.disputed(), true),
                        "Taken over by the carrier, who counts " + total(e.counted()) + but(e.disputed(), false));
            case CollectionEvent.LotDelivered e ->
                new Sentence(
                        "Livré à l'atelier par le transporteur, qui compte " + total(e.quantities()) + ".",
                        "Delivered to the workshop by the carrier, who counts " + total(e.quantities()) + ".");
            case CollectionEvent.LotReceived e ->
                new Sentence(
                        "Lot reçu par l'atelier, qui compte " + total(e.counted()) + but(e.disputed(), true),
                        "Lot received by the workshop, which counts " + total(e.counted()) + but(e.disputed(), false));
            case CollectionEvent.DiscrepancySettled e -> settled(e);
            case CollectionEvent.LotCorrected e ->
                new Sentence(
                        "Quantités du lot corrigées : " + total(e.before()) + " devient " + total(e.now()) + ".",
                        "The lot's quantities corrected: " + total(e.before()) + " becomes " + total(e.now()) + ".");
            case CollectionEvent.DeviceRegistered e ->
                new Sentence(
                        "Enregistré : " + e.manufacturer() + " " + e.model() + ".",
                        "Registered: " + e.manufacturer() + " " + e.model() + ".");
            case CollectionEvent.WorkshopCorrected _ ->
                new Sentence("Dirigé vers un autre atelier.", "Sent to another workshop.");
            case CollectionEvent.RegistrationCorrected e ->
                new Sentence(
                        "Enregistrement corrigé : " + e.manufacturer() + " " + e.model() + ".",
                        "Registration corrected: " + e.manufacturer() + " " + e.model() + ".");
            case CollectionEvent.DeviceLost e ->
                lost("avant son arrivée en atelier", "before it reached a workshop", e.possibleData(), false);
            case CollectionEvent.LossCorrected _ -> FOUND_AGAIN;
            case CollectionEvent.GoodsReceived e ->
                new Sentence(
                        french(e.count(), "bien reçu", "biens reçus"),
                        english(e.count(), "item received", "items received"));
            case CollectionEvent.GoodsHandedOver e ->
                new Sentence(
                        french(e.count(), "bien envoyé", "biens envoyés"),
                        english(e.count(), "item sent", "items sent"));
            case CollectionEvent.GoodsRejoined e ->
                new Sentence(
                        "Retour en stock ; il y en a " + e.now() + ".", "In stock again; there are " + e.now() + ".");
            case CollectionEvent.GoodsCounted e ->
                new Sentence("Inventaire : il y en a " + e.now() + ".", "Stock-taking: there are " + e.now() + ".");
            case CollectionEvent.GoodsAnnounced e ->
                new Sentence(
                        french(e.count(), "bien en route", "biens en route"),
                        english(e.count(), "item on its way", "items on their way"));
            case CollectionEvent.GoodsTakenOver e ->
                new Sentence(
                        french(e.counted(), "bien compté à l'arrivée", "biens comptés à l'arrivée"),
                        english(e.counted(), "item counted at arrival", "items counted at arrival"));
            case CollectionEvent.GoodsRecalled _ -> new Sentence("Envoi repris.", "Shipment recalled.");
            case CollectionEvent.GoodsDifferenceSettled _ ->
                new Sentence("Écart de comptage expliqué.", "The difference between counts is explained.");
        };
    }

    /** Where it happened in this epoch of the device. */
    static Sentence of(RefurbEvent event, int epoch) {
        return switch (event) {
            case RefurbEvent.DeviceReceived _ -> new Sentence("Reçu en atelier.", "Received at a workshop.");
            case RefurbEvent.DeviceTriaged e ->
                new Sentence(
                        "Diagnostiqué ; supports de stockage trouvés : "
                                + e.media().size() + ".",
                        "Triaged; storage media found: " + e.media().size() + ".");
            case RefurbEvent.MediumErased e ->
                new Sentence(
                        "Support " + e.serialNumber() + " effacé, niveau " + e.level() + " (" + e.method() + ", "
                                + e.tool() + ").",
                        "Medium " + e.serialNumber() + " erased, level " + e.level() + " (" + e.method() + ", "
                                + e.tool() + ").");
            case RefurbEvent.MediumDestroyed e ->
                new Sentence("Support " + e.serialNumber() + " détruit.", "Medium " + e.serialNumber() + " destroyed.");
            case RefurbEvent.MediumAdded e ->
                new Sentence(
                        "Support " + e.medium().serialNumber() + " ajouté, à effacer.",
                        "Medium " + e.medium().serialNumber() + " added, to be erased.");
            case RefurbEvent.MediumRemoved e ->
                new Sentence(
                        "Support " + e.serialNumber() + " retiré, monté dans un autre appareil.",
                        "Medium " + e.serialNumber() + " removed, fitted into another device.");
            case RefurbEvent.MediumFitted e ->
                new Sentence(
                        "Support " + e.medium().serialNumber() + " d'un autre appareil monté, effacé, niveau "
                                + e.level() + ".",
                        "Medium " + e.medium().serialNumber() + " of another device fitted, erased, level " + e.level()
                                + ".");
            case RefurbEvent.MediumCorrected e ->
                new Sentence(
                        "Description du support " + e.now().serialNumber() + " corrigée, niveau " + e.level() + ".",
                        "Description of medium " + e.now().serialNumber() + " corrected, level " + e.level() + ".");
            case RefurbEvent.DeviceRepaired e ->
                new Sentence("Réparé : " + e.work() + ".", "Repaired: " + e.work() + ".");
            case RefurbEvent.DeviceGraded e -> new Sentence("Classé " + e.grade() + ".", "Graded " + e.grade() + ".");
            case RefurbEvent.GradeCorrected e ->
                new Sentence(
                        "Classement corrigé : " + e.before() + " devient " + e.now() + ".",
                        "Grade corrected: " + e.before() + " becomes " + e.now() + ".");
            case RefurbEvent.QualityCheckFailed e ->
                new Sentence(
                        "Contrôle qualité non concluant : " + String.join(", ", e.faults()) + ".",
                        "Quality check failed: " + String.join(", ", e.faults()) + ".");
            case RefurbEvent.DeviceReady e -> ready(e.checklist(), e.warrantyMonths());
            case RefurbEvent.SystemInstalled e ->
                new Sentence(
                        "Système installé : " + e.system() + " " + e.systemVersion() + " ("
                                + String.join(", ", e.languages()) + ").",
                        "System installed: " + e.system() + " " + e.systemVersion() + " ("
                                + String.join(", ", e.languages()) + ").");
            case RefurbEvent.DeviceLocked e ->
                new Sentence(
                        "Verrouillé (" + e.kind().french() + ") ; son donneur est prié de le libérer.",
                        "Locked (" + e.kind().english() + "); its donor is asked to release it.");
            case RefurbEvent.LockReleaseAnswered e ->
                e.released()
                        ? new Sentence("Libéré par son donneur.", "Released by its donor.")
                        : new Sentence(
                                "Non libéré par son donneur : " + e.reason() + ".",
                                "Not released by its donor: " + e.reason() + ".");
            case RefurbEvent.DeviceUnlocked _ -> new Sentence("Ouvert par l'atelier.", "Opened by the workshop.");
            case RefurbEvent.LockCorrected _ ->
                new Sentence("Il n'était pas verrouillé.", "It was not locked after all.");
            case RefurbEvent.DevicePhotographed _ -> new Sentence("Photographié.", "Photographed.");
            case RefurbEvent.ReadinessCorrected _ ->
                new Sentence("De retour à l'établi ; il n'était pas prêt.", "Back on the bench; it was not ready.");
            case RefurbEvent.DeviceScrapped e ->
                new Sentence("Retiré pour recyclage : " + e.reason() + ".", "Scrapped: " + e.reason() + ".");
            case RefurbEvent.DeviceLost e ->
                lost(
                        "depuis l'atelier",
                        "from the workshop",
                        e.possibleData(),
                        epoch > Envelope.FIRST_WORKSHOP && !Boolean.TRUE.equals(e.donorsData()));
            case RefurbEvent.LossCorrected _ -> FOUND_AGAIN;
            case RefurbEvent.ScrapCorrected _ ->
                new Sentence(
                        "De retour à l'établi ; la mise au rebut ne compte plus.",
                        "Back on the bench; the scrapping no longer counts.");
            case RefurbEvent.DeviceDispatched _ ->
                new Sentence("Expédié par l'atelier.", "Dispatched by the workshop.");
            case RefurbEvent.DispatchCorrected _ ->
                new Sentence(
                        "Resté à l'atelier ; l'expédition ne compte plus.",
                        "Still at the workshop; the dispatch no longer counts.");
            case RefurbEvent.DevicePalletised e ->
                new Sentence(
                        "Chargé sur la palette " + e.palletCode() + ", pour un éco-organisme.",
                        "Loaded on pallet " + e.palletCode() + ", for an eco-organism.");
            case RefurbEvent.PalletisationCorrected _ -> new Sentence("Retiré de sa palette.", "Taken off its pallet.");
            case RefurbEvent.DeviceReceivedByEcoOrganism _ ->
                new Sentence("Reçu par l'éco-organisme.", "Received by the eco-organism.");
            case RefurbEvent.DeviceTreated _ ->
                new Sentence("Traité par l'éco-organisme.", "Treated by the eco-organism.");
            case RefurbEvent.DeviceInventoried _ -> new Sentence("Matériel inventorié.", "Hardware inventoried.");
            case RefurbEvent.PalletOpened _ -> new Sentence("Palette ouverte.", "Pallet opened.");
            case RefurbEvent.PalletCancelled _ -> new Sentence("Palette annulée.", "Pallet cancelled.");
            case RefurbEvent.PalletDeparted e ->
                new Sentence(
                        "Palette partie : " + e.devices().size() + " appareils, " + e.grams() / 1000 + " kg.",
                        "Pallet departed: " + e.devices().size() + " devices, " + e.grams() / 1000 + " kg.");
            case RefurbEvent.PalletDepartureCorrected _ ->
                new Sentence("La palette n'est pas partie.", "The pallet did not leave.");
            case RefurbEvent.PalletSlipAdded _ ->
                new Sentence("Bordereau de la palette joint.", "The pallet's slip was added.");
            case RefurbEvent.PalletReceived _ ->
                new Sentence("Palette reçue par l'éco-organisme.", "Pallet received by the eco-organism.");
            case RefurbEvent.PalletTreated _ ->
                new Sentence("Palette traitée par l'éco-organisme.", "Pallet treated by the eco-organism.");
        };
    }

    private static Sentence ready(@Nullable PassedChecklist checklist, @Nullable Integer warrantyMonths) {
        Sentence checked = checklist == null
                ? new Sentence("liste de contrôle non renseignée", "checklist not stated")
                : new Sentence(
                        "contrôlés : " + CheckItem.french(checklist.items()),
                        "checked: " + CheckItem.english(checklist.items()));
        Sentence warranty = warrantyMonths == null || warrantyMonths == 0
                ? new Sentence("", "")
                : new Sentence(
                        " ; garanti " + warrantyMonths + " mois par l'atelier",
                        "; " + warrantyMonths + " months of the workshop's warranty");
        return new Sentence(
                "Prêt à être remis à quelqu'un ; " + checked.fr() + warranty.fr() + ".",
                "Ready to be handed to somebody; " + checked.en() + warranty.en() + ".");
    }

    /** What is about no single device is told by its name. */
    static Sentence of(AllocationEvent event) {
        return switch (event) {
            case AllocationEvent.DeviceStocked _ ->
                new Sentence("Entré en stock, reçu contre signature.", "In stock, signed for.");
            case AllocationEvent.DeviceReserved _ -> new Sentence("Réservé pour un pack.", "Reserved for a pack.");
            case AllocationEvent.DeviceReleased _ ->
                new Sentence("De nouveau en stock : réservation levée.", "In stock again: the reservation ended.");
            case AllocationEvent.DeviceDelivered _ -> new Sentence("Remis.", "Handed over.");
            case AllocationEvent.DeviceSold _ -> new Sentence("Vendu.", "Sold.");
            case AllocationEvent.DeliveryCorrected _ ->
                new Sentence(
                        "Toujours en stock ; la remise ne compte plus.",
                        "Still in stock; the hand-over no longer counts.");
            case AllocationEvent.DeviceReturned _ ->
                new Sentence(
                        "Rendu ; il repart en atelier pour un nouvel effacement.",
                        "Returned; it goes to a workshop and is erased again.");
            case AllocationEvent.ReturnCorrected _ ->
                new Sentence(
                        "Toujours chez qui l'a reçu ; le retour ne compte plus.",
                        "Still with whoever received it; the return no longer counts.");
            case AllocationEvent.DeviceLost e ->
                e.possibleData()
                        ? lost("sur le chemin du retour", "on its way back", true, true)
                        : lost("depuis le stock", "from the stock", false, true);
            case AllocationEvent.LossCorrected _ -> FOUND_AGAIN;
            case AllocationEvent.ProgrammeOpened _,
                    AllocationEvent.ProgrammeAmended _,
                    AllocationEvent.ProgrammeSuspended _,
                    AllocationEvent.ProgrammeResumed _,
                    AllocationEvent.ProgrammeCoFinanced _,
                    AllocationEvent.ProgrammeEligibilitySet _,
                    AllocationEvent.ProgrammeIdentificationDeclared _,
                    AllocationEvent.EnvelopeOpened _,
                    AllocationEvent.EnvelopeAmended _,
                    AllocationEvent.EnvelopeClosed _,
                    AllocationEvent.InKindStated _,
                    AllocationEvent.FundsRefunded _,
                    AllocationEvent.FundsCalled _,
                    AllocationEvent.FundsSettled _,
                    AllocationEvent.SettlementCorrected _,
                    AllocationEvent.FundCallCancelled _,
                    AllocationEvent.AgreementSigned _,
                    AllocationEvent.DeliverableDelivered _,
                    AllocationEvent.DeliverableAccepted _,
                    AllocationEvent.AgreementEnded _,
                    AllocationEvent.GoodsStocked _,
                    AllocationEvent.GoodsStockCounted _,
                    AllocationEvent.PackDevicesSwapped _,
                    AllocationEvent.HandOverDayPlanned _,
                    AllocationEvent.HandOverDayCancelled _,
                    AllocationEvent.AppointmentMade _,
                    AllocationEvent.AppointmentMoved _,
                    AllocationEvent.AppointmentCancelled _,
                    AllocationEvent.AppointmentCalledOff _,
                    AllocationEvent.ConnectivityOfferOpened _,
                    AllocationEvent.ConnectivityOfferAmended _,
                    AllocationEvent.ConnectivityOfferClosed _,
                    AllocationEvent.ConnectivityLineRequested _,
                    AllocationEvent.ConnectivityLineActivated _,
                    AllocationEvent.ConnectivityLineRefused _,
                    AllocationEvent.ConnectivityLineFailed _,
                    AllocationEvent.ConnectivityLineRetried _,
                    AllocationEvent.ConnectivityLineCancelled _,
                    AllocationEvent.ConnectivityLineEnded _,
                    AllocationEvent.ProgrammeClosed _,
                    AllocationEvent.RequestSubmitted _,
                    AllocationEvent.RequestDeclined _,
                    AllocationEvent.RequestWithdrawn _,
                    AllocationEvent.RequestMet _,
                    AllocationEvent.RequestBackOrdered _,
                    AllocationEvent.RequestReopened _,
                    AllocationEvent.PackBackOrdered _,
                    AllocationEvent.PackReserved _,
                    AllocationEvent.PackReleased _,
                    AllocationEvent.PackDelivered _,
                    AllocationEvent.PackSold _,
                    AllocationEvent.PackReturned _,
                    AllocationEvent.PackReturnCorrected _,
                    AllocationEvent.HandOverCorrected _,
                    AllocationEvent.PersonForgotten _ ->
                named(Publisher.ALLOCATION.codec().typeOf(event));
        };
    }

    /** An event that this version does not know is told by its name. */
    static Sentence named(String type) {
        return new Sentence(type, type);
    }

    private static String but(List<Quantity> disputed, boolean inFrench) {
        if (disputed.isEmpty()) {
            return ".";
        }
        return inFrench ? " ; écart à régler : " + total(disputed) + "." : "; to be settled: " + total(disputed) + ".";
    }

    /** French has the singular up to one and a half. */
    private static String french(long count, String one, String many) {
        return count + " " + (count < 2 ? one : many) + ".";
    }

    private static String english(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many) + ".";
    }

    private static Sentence settled(CollectionEvent.DiscrepancySettled e) {
        return switch (e.outcome()) {
            case FOUND ->
                new Sentence(
                        "Écart du lot réglé : " + french(e.count(), "retrouvé", "retrouvés"),
                        "Settled: " + e.count() + " found.");
            case NEVER_GIVEN ->
                new Sentence(
                        "Écart du lot réglé : " + french(e.count(), "jamais donné", "jamais donnés"),
                        "Settled: " + e.count() + " never given.");
            case LOST ->
                new Sentence(
                        "Écart du lot réglé : " + french(e.count(), "perdu", "perdus"),
                        "Settled: " + e.count() + " lost.");
        };
    }

    private static Sentence lost(String whereFrench, String whereEnglish, boolean data, boolean used) {
        String whoseFrench = used ? " de qui l'a eu." : ".";
        String whoseEnglish = used ? " of whoever had it." : ".";
        return new Sentence(
                "Perdu " + whereFrench + (data ? ", peut-être avec des données" + whoseFrench : ", sans données."),
                "Lost " + whereEnglish + (data ? ", possibly with data" + whoseEnglish : ", without data."));
    }

    private static long total(List<Quantity> quantities) {
        return quantities.stream().mapToLong(Quantity::count).sum();
    }
}
