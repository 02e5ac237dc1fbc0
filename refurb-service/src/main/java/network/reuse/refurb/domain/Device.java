package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Grade;
import network.reuse.contracts.LockKind;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.DeviceDispatched;
import network.reuse.contracts.RefurbEvent.DeviceGraded;
import network.reuse.contracts.RefurbEvent.DeviceLocked;
import network.reuse.contracts.RefurbEvent.DeviceLost;
import network.reuse.contracts.RefurbEvent.DevicePalletised;
import network.reuse.contracts.RefurbEvent.DeviceReady;
import network.reuse.contracts.RefurbEvent.DeviceReceived;
import network.reuse.contracts.RefurbEvent.DeviceReceivedByEcoOrganism;
import network.reuse.contracts.RefurbEvent.DeviceRepaired;
import network.reuse.contracts.RefurbEvent.DeviceScrapped;
import network.reuse.contracts.RefurbEvent.DeviceTreated;
import network.reuse.contracts.RefurbEvent.DeviceTriaged;
import network.reuse.contracts.RefurbEvent.DeviceUnlocked;
import network.reuse.contracts.RefurbEvent.DispatchCorrected;
import network.reuse.contracts.RefurbEvent.GradeCorrected;
import network.reuse.contracts.RefurbEvent.LockCorrected;
import network.reuse.contracts.RefurbEvent.LockReleaseAnswered;
import network.reuse.contracts.RefurbEvent.LossCorrected;
import network.reuse.contracts.RefurbEvent.Make;
import network.reuse.contracts.RefurbEvent.MediumAdded;
import network.reuse.contracts.RefurbEvent.MediumCorrected;
import network.reuse.contracts.RefurbEvent.MediumDestroyed;
import network.reuse.contracts.RefurbEvent.MediumErased;
import network.reuse.contracts.RefurbEvent.MediumRemoved;
import network.reuse.contracts.RefurbEvent.PalletisationCorrected;
import network.reuse.contracts.RefurbEvent.PassedChecklist;
import network.reuse.contracts.RefurbEvent.QualityCheckFailed;
import network.reuse.contracts.RefurbEvent.ReadinessCorrected;
import network.reuse.contracts.RefurbEvent.ScrapCorrected;
import network.reuse.contracts.RefurbEvent.SystemInstalled;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.SerialNumber;
import network.reuse.contracts.State;
import org.jspecify.annotations.Nullable;

/**
 * A device as its workshop knows it, from the day it is expected. Each state offers only the changes that are legal from
 * it; what leaves the workshop has no readable medium left.
 */
public sealed interface Device extends State {
    DeviceAttributes attributes();

    @Override
    List<Move> legal();

    @Override
    default DeviceStatus status() {
        return switch (this) {
            case Expected _ -> DeviceStatus.EXPECTED;
            case Received _ -> DeviceStatus.RECEIVED;
            case OnBench _ -> DeviceStatus.ON_BENCH;
            case Ready _ -> DeviceStatus.READY;
            case Dispatched _ -> DeviceStatus.DISPATCHED;
            case Released _ -> DeviceStatus.RELEASED;
            case Scrapped _ -> DeviceStatus.SCRAPPED;
            case Palletised _ -> DeviceStatus.PALLETISED;
            case WithEcoOrganism _ -> DeviceStatus.WITH_ECO_ORGANISM;
            case Treated _ -> DeviceStatus.TREATED;
            case Lost _ -> DeviceStatus.LOST;
        };
    }

    /** The organisations whose move it is. */
    default Set<UUID> owners() {
        return Set.of(attributes().workshop());
    }

    /** Whether that organisation works on it: it is the workshop, and the device is its to move. */
    default boolean isWorkedOnBy(UUID organisation) {
        return attributes().workshop().equals(organisation) && owners().contains(organisation);
    }

    /** How often its custody has changed between services: once more since the workshop has it. */
    default int epoch() {
        return attributes().registeredEpoch() + 1;
    }

    /** What can be done to a device; in paths each is spelled as its resource. */
    enum Move {
        RECEPTION,
        TRIAGE,
        MEDIUM,
        MEDIUM_CORRECTION,
        FITTING,
        INVENTORY,
        ERASURE,
        DESTRUCTION,
        REPAIR,
        GRADE,
        GRADE_CORRECTION,
        INSTALLATION,
        QUALITY_CHECK,
        LOCK,
        LOCK_CORRECTION,
        LOCK_RELEASE,
        UNLOCKING,
        SCRAPPING,
        SCRAPPING_CORRECTION,
        LOADING,
        UNLOADING,
        DISPATCH,
        DISPATCH_CORRECTION,
        LOSS,
        LOSS_CORRECTION
    }

    /** A device was registered, and is on its way to its workshop. */
    static Expected expect(DeviceAttributes attributes) {
        return new Expected(attributes, null, null);
    }

    /**
     * The medium of this number, if it may be taken out and fitted into another device: it is erased as far as that, and the workshop
     * works on this device or will not use it again.
     *
     * @param certificate finds what certifies the erasure
     */
    default ErasedMedium erased(String serialNumber, SanitisationLevel required, Supplier<UUID> certificate) {
        UUID id = attributes().id();
        return switch (this) {
            case OnBench onBench -> onBench.bench().erased(serialNumber, required, id, certificate);
            case Scrapped scrapped -> scrapped.bench().erased(serialNumber, required, id, certificate);
            default -> throw illegal();
        };
    }

    /** What it is registered as was corrected; a device that has left its workshop stays as it was handed on. */
    default Device registeredAs(DeviceAttributes corrected) {
        return this;
    }

    /**
     * It is on its way; another service still speaks for it.
     *
     * @param earlier what a workshop knew of it before it left; null when it comes for the first time
     * @param away how it was away; null when it comes for the first time, or came back before this was kept
     */
    record Expected(
            DeviceAttributes attributes,
            @Nullable Bench earlier,
            @Nullable Released away) implements Device {
        /** The workshop holds it: custody passes. */
        public Decision<Device, RefurbEvent> receive() {
            return Decision.of(
                    new Received(attributes, earlier == null ? null : earlier.unchecked()),
                    new DeviceReceived(
                            attributes.id(), attributes.code(), attributes.workshop(), attributes.category()));
        }

        /** It does not come back after all: it is away as before, and its evidence counts as it did. */
        public Released correctReturn() {
            return away == null
                    ? new Released(attributes, earlier)
                    : new Released(away.attributes().joinedBy(attributes.workshop()), away.bench());
        }

        @Override
        public Expected registeredAs(DeviceAttributes corrected) {
            return new Expected(corrected, earlier, away);
        }

        @Override
        public int epoch() {
            return attributes.registeredEpoch();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.RECEPTION);
        }
    }

    /**
     * The workshop holds it; nobody has looked at what is in it.
     *
     * @param earlier what a workshop knew of it before it left; null when it came for the first time
     */
    record Received(DeviceAttributes attributes, @Nullable Bench earlier) implements Device {
        /** The workshop lists the media in it; with none, it attests that there is no storage. */
        public Decision<Device, RefurbEvent> triage(List<RefurbEvent.Medium> media, boolean noStorage, Instant at) {
            return Decision.of(
                    new OnBench(attributes, Bench.of(media, noStorage, attributes.untouched(), earlier, at)),
                    new DeviceTriaged(attributes.id(), media));
        }

        /** Why it cannot be scrapped: nobody knows what is in it. */
        public Refusal untriaged() {
            return Refusal.of(
                    Refusal.Kind.ILLEGAL_NOW,
                    "triage_missing",
                    "On ne sait pas encore quels supports l'appareil contient ; triez-le d'abord (…/triage).",
                    "Nobody knows yet which media the device holds; triage it first (…/triage).");
        }

        /** It disappeared; nobody knows what is in it, so data may be. */
        public Decision<Device, RefurbEvent> lose(String reason) {
            return lost(attributes, DeviceStage.RECEIVED, earlier, null, reason);
        }

        @Override
        public Received registeredAs(DeviceAttributes corrected) {
            return new Received(corrected, earlier);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.TRIAGE, Move.LOSS);
        }
    }

    /** It is being worked on, in whatever order it needs. */
    record OnBench(DeviceAttributes attributes, Bench bench) implements Device {
        /** An erasure was run on one of its media. */
        public Decision<Device, RefurbEvent> erase(String serialNumber, Erasure run, Instant at) {
            Bench next = bench.erase(serialNumber, run, at);
            return Decision.of(
                    new OnBench(attributes, next),
                    new MediumErased(
                            attributes.id(),
                            next.medium(serialNumber).serialNumber(),
                            run.method().name(),
                            run.tool(),
                            next.medium(serialNumber).level(),
                            run.told()));
        }

        /** A medium was found late, or fitted after a repair. */
        public Decision<Device, RefurbEvent> add(RefurbEvent.Medium medium, String reason) {
            return Decision.of(
                    new OnBench(attributes, bench.with(medium)), new MediumAdded(attributes.id(), medium, reason));
        }

        /** A medium of another device of the workshop was fitted into it. */
        public Decision<Device, RefurbEvent> fit(ErasedMedium medium) {
            return Decision.of(new OnBench(attributes, bench.with(medium)), medium.told(attributes.id()));
        }

        /** A medium was taken out and fitted into that device. */
        public Decision<Device, RefurbEvent> giveUp(ErasedMedium medium, UUID into, Instant at) {
            return Decision.of(
                    new OnBench(attributes, bench.without(medium, into, at)), removed(attributes, medium, into));
        }

        /** A tool looked at its hardware; a drive that was not listed joins its media. */
        public Decision<Device, RefurbEvent> inventory(Inventory inventory) {
            return inventoried(attributes, this, bench, inventory);
        }

        /** A medium had been described wrongly. */
        public Decision<Device, RefurbEvent> correct(String serialNumber, RefurbEvent.Medium now, String reason) {
            Medium before = bench.any(serialNumber);
            Bench next = bench.corrected(before, now);
            return Decision.of(new OnBench(attributes, next), mediumCorrected(attributes, before, now, next, reason));
        }

        /** An organisation destroyed one of its media. */
        public Decision<Device, RefurbEvent> destroy(String serialNumber, UUID by, Instant at) {
            return Decision.of(
                    new OnBench(attributes, bench.destroy(serialNumber, by, at)),
                    new MediumDestroyed(
                            attributes.id(), bench.medium(serialNumber).serialNumber(), by));
        }

        public Decision<Device, RefurbEvent> repair(Repair repair, Instant at) {
            return Decision.of(
                    new OnBench(attributes, bench.repaired(repair, at)),
                    new DeviceRepaired(attributes.id(), repair.work(), repair.parts()));
        }

        public Decision<Device, RefurbEvent> grade(Grade grade, Instant at) {
            return Decision.of(
                    new OnBench(attributes, bench.graded(grade, at)), new DeviceGraded(attributes.id(), grade));
        }

        /** A system was installed. */
        public Decision<Device, RefurbEvent> install(Installation installation, Instant at) {
            return Decision.of(
                    new OnBench(attributes, bench.installed(installation.at(at))),
                    new SystemInstalled(
                            attributes.id(),
                            installation.system(),
                            installation.systemVersion(),
                            installation.languages(),
                            installation.software()));
        }

        /** The grade that was given is wrong. */
        public Decision<Device, RefurbEvent> correctGrade(Grade now, String reason) {
            Grade before = bench.grade();
            if (before == null) {
                throw gradeMissing();
            }
            return Decision.of(
                    new OnBench(attributes, bench.regraded(now)), gradeCorrected(attributes, before, now, reason));
        }

        /** Quality control found faults: it stays on the bench. */
        public Decision<Device, RefurbEvent> failQuality(List<String> faults, Instant at) {
            return Decision.of(
                    new OnBench(attributes, bench.failed(faults, at)), new QualityCheckFailed(attributes.id(), faults));
        }

        /**
         * Quality control found nothing: it can be handed to somebody, if it is graded, its media are erased, and whatever its category
         * needs is there.
         *
         * @param checklist what was stated; null when nothing was, which is told as it is
         * @param warrantyMonths the workshop's own warranty; null when it gives none
         */
        public Decision<Device, RefurbEvent> passQuality(
                @Nullable Checklist checklist,
                @Nullable Integer warrantyMonths,
                Instant at,
                SanitisationLevel required) {
            bench.requireErased(required);
            bench.requireOpen();
            Grade grade = bench.grade();
            if (grade == null) {
                throw gradeMissing();
            }
            PassedChecklist passed =
                    checklist == null ? null : checklist.requireComplete(attributes.category(), bench, at);
            return Decision.of(
                    new Ready(attributes, bench.passed(passed, warrantyMonths, at)),
                    new DeviceReady(attributes.id(), attributes.category(), grade, passed, warrantyMonths));
        }

        /** Something keeps the workshop from setting it up: its donor is asked to release it. */
        public Decision<Device, RefurbEvent> lock(LockKind kind, @Nullable String note, Instant at) {
            if (bench.lock() != null) {
                throw illegal();
            }
            return Decision.of(
                    new OnBench(attributes, bench.locked(Lock.found(kind, note, at))),
                    new DeviceLocked(attributes.id(), attributes.lotId(), kind, note));
        }

        /** The donor says that it released the device, or why it cannot; what it says last counts. */
        public Decision<Device, RefurbEvent> answerLock(boolean released, @Nullable String reason, Instant at) {
            return Decision.of(
                    new OnBench(attributes, bench.locked(requireLock().answered(released, reason, at))),
                    new LockReleaseAnswered(attributes.id(), released, reason));
        }

        /** The workshop opened it, whatever its donor said. */
        public Decision<Device, RefurbEvent> unlock() {
            var _ = requireLock();
            return Decision.of(new OnBench(attributes, bench.locked(null)), new DeviceUnlocked(attributes.id()));
        }

        /** It was not locked after all. */
        public Decision<Device, RefurbEvent> correctLock(String reason) {
            var _ = requireLock();
            return Decision.of(new OnBench(attributes, bench.locked(null)), new LockCorrected(attributes.id(), reason));
        }

        private Lock requireLock() {
            Lock lock = bench.lock();
            if (lock == null) {
                throw illegal();
            }
            return lock;
        }

        /** While it is locked, its donor has a say as well: it answers the request to release it. */
        @Override
        public Set<UUID> owners() {
            return bench.lock() == null
                    ? Set.of(attributes.workshop())
                    : Set.copyOf(List.of(attributes.workshop(), attributes.donor()));
        }

        /** It will not be used again. */
        public Decision<Device, RefurbEvent> scrap(String reason, SanitisationLevel required) {
            return scrapped(attributes, bench, reason, required);
        }

        /** It disappeared from the workshop. */
        public Decision<Device, RefurbEvent> lose(String reason) {
            return lost(attributes, DeviceStage.TRIAGED, bench, null, reason);
        }

        /** It was signed for although its dispatch had been taken back. */
        public Released release() {
            return new Released(attributes, bench);
        }

        @Override
        public OnBench registeredAs(DeviceAttributes corrected) {
            return new OnBench(corrected, bench);
        }

        @Override
        public List<Move> legal() {
            List<Move> moves = new ArrayList<>();
            if (bench.hasMedium()) {
                moves.addAll(List.of(Move.ERASURE, Move.DESTRUCTION));
            }
            moves.addAll(List.of(Move.MEDIUM, Move.FITTING, Move.INVENTORY));
            if (!bench.media().isEmpty()) {
                moves.add(Move.MEDIUM_CORRECTION);
            }
            moves.addAll(List.of(Move.REPAIR, Move.GRADE));
            if (bench.grade() != null) {
                moves.add(Move.GRADE_CORRECTION);
            }
            moves.addAll(List.of(Move.INSTALLATION, Move.QUALITY_CHECK));
            moves.addAll(
                    bench.lock() == null
                            ? List.of(Move.LOCK)
                            : List.of(Move.LOCK_RELEASE, Move.UNLOCKING, Move.LOCK_CORRECTION));
            moves.addAll(List.of(Move.SCRAPPING, Move.LOSS));
            return List.copyOf(moves);
        }
    }

    /** It can be handed to somebody. */
    record Ready(DeviceAttributes attributes, Bench bench) implements Device {
        /** The grade that was given is wrong. */
        public Decision<Device, RefurbEvent> correctGrade(Grade now, String reason) {
            Grade before = Objects.requireNonNull(bench.grade(), "a device that is ready has a grade");
            return Decision.of(
                    new Ready(attributes, bench.regraded(now)), gradeCorrected(attributes, before, now, reason));
        }

        /** A medium was found late: it is back on the bench until that is erased. */
        public Decision<Device, RefurbEvent> add(RefurbEvent.Medium medium, String reason) {
            return Decision.of(
                    new OnBench(attributes, bench.with(medium).unchecked()),
                    new ReadinessCorrected(attributes.id(), reason),
                    new MediumAdded(attributes.id(), medium, reason));
        }

        /** A tool looked at its hardware: it is back on the bench when that found a drive that was not listed. */
        public Decision<Device, RefurbEvent> inventory(Inventory inventory) {
            return inventoried(attributes, this, bench, inventory);
        }

        /** A medium had been described wrongly: it is back on the bench when its erasure does not reach as far as it seemed. */
        public Decision<Device, RefurbEvent> correct(
                String serialNumber, RefurbEvent.Medium now, String reason, SanitisationLevel required) {
            Medium before = bench.any(serialNumber);
            Bench next = bench.corrected(before, now);
            MediumCorrected corrected = mediumCorrected(attributes, before, now, next, reason);
            return next.reaches(required)
                    ? Decision.of(new Ready(attributes, next), corrected)
                    : Decision.of(
                            new OnBench(attributes, next.unchecked()),
                            new ReadinessCorrected(attributes.id(), reason),
                            corrected);
        }

        /** Something keeps whoever gets it from setting it up: it is back on the bench, and its donor is asked to release it. */
        public Decision<Device, RefurbEvent> lock(LockKind kind, @Nullable String note, Instant at) {
            return Decision.of(
                    new OnBench(
                            attributes, bench.locked(Lock.found(kind, note, at)).unchecked()),
                    new ReadinessCorrected(attributes.id(), "Verrou trouvé : " + kind.french()),
                    new DeviceLocked(attributes.id(), attributes.lotId(), kind, note));
        }

        /** It will not be used again after all. */
        public Decision<Device, RefurbEvent> scrap(String reason, SanitisationLevel required) {
            return scrapped(attributes, bench, reason, required);
        }

        /** It leaves the workshop for an organisation, which signs for it. */
        public Decision<Device, RefurbEvent> dispatch(UUID recipient, @Nullable String shipmentRef) {
            DeviceAttributes seen = attributes.joinedBy(recipient);
            return Decision.of(
                    new Dispatched(seen, bench, recipient, shipmentRef),
                    dispatched(seen, bench, recipient, shipmentRef));
        }

        /** It disappeared from the workshop. */
        public Decision<Device, RefurbEvent> lose(String reason) {
            return lost(attributes, DeviceStage.READY, bench, null, reason);
        }

        /** It was signed for although its dispatch had been taken back. */
        public Released release() {
            return new Released(attributes, bench);
        }

        @Override
        public Ready registeredAs(DeviceAttributes corrected) {
            return new Ready(corrected, bench);
        }

        @Override
        public List<Move> legal() {
            List<Move> moves = new ArrayList<>(List.of(Move.DISPATCH, Move.MEDIUM, Move.INVENTORY));
            if (!bench.media().isEmpty()) {
                moves.add(Move.MEDIUM_CORRECTION);
            }
            moves.addAll(List.of(Move.GRADE_CORRECTION, Move.LOCK, Move.SCRAPPING, Move.LOSS));
            return List.copyOf(moves);
        }
    }

    /**
     * It is on its way to an organisation that has not signed for it; nobody can scrap it.
     *
     * @param shipmentRef the workshop's own reference of the shipment
     */
    record Dispatched(
            DeviceAttributes attributes,
            Bench bench,
            UUID recipient,
            @Nullable String shipmentRef) implements Device {
        /** It did not leave after all. */
        public Decision<Device, RefurbEvent> correctDispatch(String why) {
            return Decision.of(new Ready(attributes, bench), new DispatchCorrected(attributes.id(), why));
        }

        /** It disappeared on its way. */
        public Decision<Device, RefurbEvent> lose(String reason) {
            return lost(attributes, DeviceStage.DISPATCHED, bench, new Shipment(recipient, shipmentRef), reason);
        }

        /** The recipient signed for it: allocation speaks for it now. */
        public Released release() {
            return new Released(attributes, bench);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.DISPATCH_CORRECTION, Move.LOSS);
        }
    }

    /**
     * Somebody signed for it: it is in stock, handed over or sold, and allocation speaks for it.
     *
     * @param bench what the workshop knew of it; null of those that left before this was kept
     */
    record Released(DeviceAttributes attributes, @Nullable Bench bench) implements Device {
        /** It comes back to a workshop, which knows nothing of what is on its media by now. */
        public Expected comeBack(UUID workshop, int epoch) {
            return new Expected(attributes.backAt(workshop, epoch), bench == null ? null : bench.asNeverErased(), this);
        }

        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** Where a device that was lost on its way was going. */
    record Shipment(UUID recipient, @Nullable String shipmentRef) {}

    /** It will not be used again. */
    record Scrapped(DeviceAttributes attributes, Bench bench, String reason) implements Device {
        /** It was scrapped by mistake: back to the bench, and through quality control again. */
        public Decision<Device, RefurbEvent> correctScrap(String why) {
            return Decision.of(new OnBench(attributes, bench), new ScrapCorrected(attributes.id(), why));
        }

        /** A medium was taken out and fitted into that device. */
        public Decision<Device, RefurbEvent> giveUp(ErasedMedium medium, UUID into, Instant at) {
            return Decision.of(
                    new Scrapped(attributes, bench.without(medium, into, at), reason),
                    removed(attributes, medium, into));
        }

        /** It is put on a pallet for an eco-organism, which sees it from now on. */
        public Decision<Device, RefurbEvent> load(PalletReference pallet) {
            return Decision.of(
                    new Palletised(attributes.joinedBy(pallet.ecoOrganism()), bench, reason, pallet),
                    new DevicePalletised(attributes.id(), pallet.id(), pallet.code(), pallet.ecoOrganism()));
        }

        /** It was signed for although it had been scrapped after a dispatch that was taken back. */
        public Released release() {
            return new Released(attributes, bench);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.SCRAPPING_CORRECTION, Move.LOADING);
        }
    }

    /** The pallet that a device is on, and whom it is for. */
    record PalletReference(UUID id, String code, UUID ecoOrganism) {}

    /**
     * It is on a pallet, at the workshop or on its way. Workshop and eco-organism both change it, each by what it says of the
     * pallet.
     */
    record Palletised(DeviceAttributes attributes, Bench bench, String reason, PalletReference pallet)
            implements Device {
        /** It is taken off the pallet. */
        public Decision<Device, RefurbEvent> unload(String why) {
            return Decision.of(
                    new Scrapped(attributes, bench, reason),
                    new PalletisationCorrected(attributes.id(), pallet.id(), why));
        }

        /** It disappeared with its pallet, or from it; found again, it is loaded anew. */
        public Decision<Device, RefurbEvent> lose(String how) {
            return lost(attributes, DeviceStage.SCRAPPED, bench, null, how);
        }

        /** The eco-organism found it on the pallet. */
        public Decision<Device, RefurbEvent> receiveByEcoOrganism() {
            return Decision.of(
                    new WithEcoOrganism(attributes, bench, reason, pallet),
                    new DeviceReceivedByEcoOrganism(attributes.id(), pallet.id(), pallet.ecoOrganism()));
        }

        /** It was signed for although it had been palletised after a dispatch that was taken back. */
        public Released release() {
            return new Released(attributes, bench);
        }

        @Override
        public Set<UUID> owners() {
            return Set.of(attributes.workshop(), pallet.ecoOrganism());
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.UNLOADING, Move.LOSS);
        }
    }

    /** The eco-organism has it. */
    record WithEcoOrganism(DeviceAttributes attributes, Bench bench, String reason, PalletReference pallet)
            implements Device {
        /** It was treated with the rest of its pallet. */
        public Decision<Device, RefurbEvent> treat() {
            return Decision.of(
                    new Treated(attributes, bench, reason, pallet),
                    new DeviceTreated(attributes.id(), pallet.id(), pallet.ecoOrganism()));
        }

        @Override
        public Set<UUID> owners() {
            return Set.of(pallet.ecoOrganism());
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** It does not exist any more. */
    record Treated(DeviceAttributes attributes, Bench bench, String reason, PalletReference pallet) implements Device {
        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /**
     * It disappeared from the workshop.
     *
     * @param before the stage it was at
     * @param bench what was known of it; null when it had never been triaged
     * @param shipment where it was going, if it was on its way
     */
    record Lost(
            DeviceAttributes attributes,
            DeviceStage before,
            @Nullable Bench bench,
            @Nullable Shipment shipment,
            boolean possibleData,
            String reason)
            implements Device {
        /** It is there after all, where it stood; what was on its way is ready, and on its way again. */
        public Decision<Device, RefurbEvent> correctLoss(String why) {
            return switch (before) {
                case RECEIVED -> found(new Received(attributes, bench), why);
                case TRIAGED -> found(new OnBench(attributes, known()), why);
                case READY -> found(new Ready(attributes, known()), why);
                case DISPATCHED -> {
                    Shipment going = Objects.requireNonNull(shipment, "a device on its way goes somewhere");
                    yield Decision.of(
                            new Dispatched(attributes, known(), going.recipient(), going.shipmentRef()),
                            new LossCorrected(attributes.id(), DeviceStage.READY, why),
                            dispatched(attributes, known(), going.recipient(), going.shipmentRef()));
                }
                case SCRAPPED -> found(new Scrapped(attributes, known(), reason), why);
                case REGISTERED,
                        LOST,
                        STOCKED,
                        RESERVED,
                        DELIVERED,
                        SOLD,
                        RETURNED,
                        PALLETISED,
                        WITH_ECO_ORGANISM,
                        TREATED -> throw new IllegalStateException("nothing is lost from " + before);
            };
        }

        private Decision<Device, RefurbEvent> found(Device back, String why) {
            return Decision.of(back, new LossCorrected(attributes.id(), before, why));
        }

        /** It was signed for, which is how it was found. */
        public Released release() {
            return new Released(attributes, bench);
        }

        private Bench known() {
            return Objects.requireNonNull(bench, "a device that was triaged has a bench");
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.LOSS_CORRECTION);
        }
    }

    private static Decision<Device, RefurbEvent> scrapped(
            DeviceAttributes attributes, Bench bench, String reason, SanitisationLevel required) {
        bench.requireErased(required);
        return Decision.of(
                new Scrapped(attributes, bench.unchecked(), reason), new DeviceScrapped(attributes.id(), reason));
    }

    private static Decision<Device, RefurbEvent> lost(
            DeviceAttributes attributes,
            DeviceStage before,
            @Nullable Bench bench,
            @Nullable Shipment shipment,
            String reason) {
        boolean possibleData = before == DeviceStage.RECEIVED || bench == null || bench.possibleData();
        return Decision.of(
                new Lost(attributes, before, bench, shipment, possibleData, reason),
                new DeviceLost(
                        attributes.id(), possibleData, reason, possibleData && mayHoldDonorsData(attributes, bench)));
    }

    /** Whether what was on the device when it was registered may still be: it is with its first workshop, or a medium came to light later. */
    private static boolean mayHoldDonorsData(DeviceAttributes attributes, @Nullable Bench bench) {
        return attributes.registeredEpoch() < Envelope.FIRST_WORKSHOP || (bench != null && bench.mayHoldDonorsData());
    }

    private static Decision<Device, RefurbEvent> inventoried(
            DeviceAttributes attributes, Device now, Bench bench, Inventory inventory) {
        String serialNumber = inventory.serialNumber();
        if (serialNumber != null && !SerialNumber.same(serialNumber, attributes.serialNumber())) {
            throw Refusal.invalid(
                    "/",
                    "inventory_of_another_device",
                    "L'inventaire est celui de la machine " + serialNumber + ", et non de " + attributes.serialNumber()
                            + ".",
                    "The inventory is of the machine " + serialNumber + ", and not of " + attributes.serialNumber()
                            + ".");
        }
        List<RefurbEvent> events = new ArrayList<>();
        List<RefurbEvent.Medium> unlisted = bench.unlisted(inventory);
        Bench next = bench;
        for (RefurbEvent.Medium medium : unlisted) {
            next = next.with(medium);
        }
        events.add(inventory.told(attributes.id()));
        if (!unlisted.isEmpty() && now instanceof Ready) {
            events.add(new ReadinessCorrected(attributes.id(), Inventory.FOUND));
        }
        unlisted.forEach(medium -> events.add(new MediumAdded(attributes.id(), medium, Inventory.FOUND)));
        return new Decision<>(unlisted.isEmpty() ? now : new OnBench(attributes, next.unchecked()), events);
    }

    private static MediumRemoved removed(DeviceAttributes attributes, ErasedMedium medium, UUID into) {
        return new MediumRemoved(
                attributes.id(),
                medium.medium().serialNumber(),
                into,
                medium.origin().certificateId());
    }

    private static DeviceDispatched dispatched(
            DeviceAttributes attributes, Bench bench, UUID recipient, @Nullable String shipmentRef) {
        Grade grade = Objects.requireNonNull(bench.grade(), "a device that is ready has a grade");
        return new DeviceDispatched(
                attributes.id(),
                recipient,
                attributes.category(),
                grade,
                attributes.code(),
                shipmentRef,
                bench.erasure(),
                new Make(attributes.manufacturer(), attributes.model(), attributes.serialNumber()));
    }

    private static GradeCorrected gradeCorrected(DeviceAttributes attributes, Grade before, Grade now, String reason) {
        if (before == now) {
            throw Refusal.invalid(
                    "/grade",
                    "nothing_changed",
                    "L'appareil porte déjà ce grade.",
                    "The device has this grade already.");
        }
        return new GradeCorrected(attributes.id(), before, now, reason);
    }

    private static MediumCorrected mediumCorrected(
            DeviceAttributes attributes, Medium before, RefurbEvent.Medium now, Bench next, String reason) {
        Medium after = next.any(now.serialNumber());
        return new MediumCorrected(attributes.id(), before.description(), now, after.level(), reason, after.policy());
    }

    private static Refusal gradeMissing() {
        return Refusal.of(
                Refusal.Kind.ILLEGAL_NOW,
                "grade_missing",
                "L'appareil n'a pas encore de grade ; attribuez-le d'abord.",
                "The device has no grade yet; give it one first.");
    }
}
