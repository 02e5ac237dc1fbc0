package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import network.reuse.contracts.Grade;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.RefurbEvent.MediaErasure;
import network.reuse.contracts.RefurbEvent.PassedChecklist;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * What the bench knows of a device since it was triaged.
 *
 * @param media every medium found in it; empty when the workshop attests that there is none
 * @param gradedAt when it was graded; a correction of the grade leaves it. As {@code triagedAt} and {@code checkedAt} null where that has
 *     not happened, or was recorded before its time was kept
 * @param faults what the last quality control found, as long as that counts: one that was passed no longer does once the device is back
 *     on the bench or scrapped
 * @param checkedAt when that was; as {@code checklist} and {@code warrantyMonths} null when none counts
 * @param checklist what it stated to be there and to work; null when it did not pass, or stated nothing
 * @param lock what keeps the workshop from setting it up; null when nothing does
 * @param installation what is installed on it; null when nothing is, or nobody said so since a medium was erased
 * @param warrantyMonths the workshop's own warranty, given with the last check that passed; null without one
 * @param removals the media that were taken out of it and fitted elsewhere, in that order
 * @param handedOn the numbers, by their {@link SerialNumber#form}, of all media that were ever erased, or had come new, when it was handed on,
 *     or that were taken out of it: what is on them since is no donor's any more, whether they are among its media or not
 */
public record Bench(
        List<Medium> media,
        @Nullable Instant triagedAt,
        List<Repair> repairs,
        @Nullable Grade grade,
        @Nullable Instant gradedAt,
        List<String> faults,
        @Nullable Instant checkedAt,
        @Nullable PassedChecklist checklist,
        @Nullable Lock lock,
        @Nullable Installation installation,
        @Nullable Integer warrantyMonths,
        List<MediumRemoval> removals,
        Set<String> handedOn) {
    public Bench {
        handedOn = Set.copyOf(handedOn);
        removals = List.copyOf(removals);
        media = List.copyOf(media);
        repairs = List.copyOf(repairs);
        faults = List.copyOf(faults);
    }

    /** A medium whose data is not far enough out of reach. */
    public record Shortfall(String serialNumber, SanitisationLevel obtained, SanitisationLevel required) {}

    /**
     * The bench of a device whose media were just listed; an empty list must be meant.
     *
     * @param unused whether the device was bought new and has been with nobody since
     * @param earlier what was known of it before it left and came back, of which the repairs stay, what was taken out of it, and
     *     what was erased when it was handed on
     */
    static Bench of(
            List<RefurbEvent.Medium> found, boolean noStorage, boolean unused, @Nullable Bench earlier, Instant at) {
        var _ = new BenchStep.Triage(found, noStorage).requireClear();
        return new Bench(
                found.stream()
                        .map(medium -> Medium.found(medium, unused, earlier == null ? null : earlier.origin(medium)))
                        .toList(),
                at,
                earlier == null ? List.of() : earlier.repairs(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                earlier == null ? List.of() : earlier.removals(),
                earlier == null ? Set.of() : earlier.handedOn());
    }

    /** The medium of this number; refused where it went when it is here no more. */
    Medium any(String serialNumber) {
        requireHere(serialNumber);
        return find(serialNumber)
                .orElseThrow(() -> Refusal.invalid(
                        "/serialNumber",
                        "unknown_medium",
                        "Aucun support de ce numéro n'a été trouvé dans l'appareil.",
                        "No medium with this number was found in the device."));
    }

    private Optional<Medium> find(String serialNumber) {
        return media.stream()
                .filter(medium -> SerialNumber.same(medium.serialNumber(), serialNumber))
                .findFirst();
    }

    /** Where a medium of this number had been; null of one that was found in the device. */
    private @Nullable MediumOrigin origin(RefurbEvent.Medium found) {
        return find(found.serialNumber()).map(Medium::origin).orElse(null);
    }

    static Refusal twice(String pointer) {
        return Refusal.invalid(
                pointer, "medium_twice", "Chaque support figure une seule fois.", "Each medium appears once.");
    }

    /** The medium of this number, as long as it is not destroyed. */
    Medium medium(String serialNumber) {
        Medium found = any(serialNumber);
        if (found.status() == Medium.Status.DESTROYED) {
            throw Refusal.of(
                    Refusal.Kind.ILLEGAL_NOW,
                    "medium_destroyed",
                    "Ce support est déjà détruit.",
                    "This medium is destroyed already.");
        }
        return found;
    }

    /** With one medium more, which nobody has erased. */
    Bench with(RefurbEvent.Medium added) {
        if (find(added.serialNumber()).isPresent()) {
            throw twice("/serialNumber");
        }
        return with(and(media, Medium.found(added, false, null)));
    }

    /**
     * The medium of this number, if it may be fitted into another device than this one; refused while it is below that level, or below
     * what was asked for where it came from.
     *
     * @param certificate finds what certifies the erasure
     */
    ErasedMedium erased(String serialNumber, SanitisationLevel required, UUID device, Supplier<UUID> certificate) {
        Medium medium = medium(serialNumber);
        SanitisationLevel needed = medium.needed(required);
        Erasure run = medium.lastErasure();
        Instant at = medium.erasedAt();
        Integer policy = medium.policy();
        if (run == null || at == null || policy == null || !medium.level().atLeast(needed)) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "medium_not_erased",
                            "Le support n'est pas assez effacé pour être monté ailleurs (niveau requis : " + needed
                                    + ", atteint : " + medium.level() + ") ; effacez-le d'abord.",
                            "The medium is not erased enough to be fitted elsewhere (required level: " + needed
                                    + ", reached: " + medium.level() + "); erase it first.")
                    .with(Map.of("required", needed, "obtained", medium.level()));
        }
        return new ErasedMedium(
                medium.description(),
                medium.level(),
                run,
                at,
                policy,
                medium.takenFrom(device, certificate.get(), required));
    }

    /** Whether the medium of this number was taken out and fitted elsewhere. */
    public boolean isTakenOut(String serialNumber) {
        return takenOut(serialNumber).isPresent();
    }

    private Optional<MediumRemoval> takenOut(String serialNumber) {
        return find(serialNumber).isPresent()
                ? Optional.empty()
                : removals.reversed().stream()
                        .filter(one -> SerialNumber.same(one.medium().serialNumber(), serialNumber))
                        .findFirst();
    }

    /** Refuses a medium that was taken out, and says where it is. */
    private void requireHere(String serialNumber) {
        Optional<MediumRemoval> gone = takenOut(serialNumber);
        if (gone.isPresent()) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "medium_elsewhere",
                            "Ce support a été retiré et monté dans un autre appareil.",
                            "This medium was taken out and fitted into another device.")
                    .with(Map.of("fittedInto", gone.get().fittedInto()));
        }
    }

    /** Without a medium that was fitted into another device; nobody knows any more what is installed. */
    Bench without(ErasedMedium taken, UUID into, Instant at) {
        Medium gone = medium(taken.medium().serialNumber());
        return changed(draft -> {
            draft.media = media.stream().filter(medium -> !medium.equals(gone)).toList();
            draft.installation = null;
            draft.removals = and(
                    removals,
                    new MediumRemoval(
                            taken.medium(), taken.level(), into, taken.origin().certificateId(), at, gone.origin()));
            draft.handedOn.add(SerialNumber.form(gone.serialNumber()));
        });
    }

    /** With a medium of another device, which counts as erased as it was there. */
    Bench with(ErasedMedium fitted) {
        if (find(fitted.medium().serialNumber()).isPresent()) {
            throw twice("/serialNumber");
        }
        return with(and(media, fitted.fitted()));
    }

    /**
     * The drives of an inventory that are none of its media; one that was destroyed cannot be there. One of which the tool said no
     * serial number stands for a medium of its capacity that is left over; refused where there is none, since nobody could say later
     * which it was.
     */
    List<RefurbEvent.Medium> unlisted(Inventory inventory) {
        List<Medium> left = new ArrayList<>(media.stream()
                .filter(medium -> medium.status() != Medium.Status.DESTROYED)
                .toList());
        List<RefurbEvent.Medium> unlisted = new ArrayList<>();
        List<Inventory.Drive> nameless = new ArrayList<>();
        for (Inventory.Drive drive : inventory.drives()) {
            String serialNumber = drive.serialNumber();
            if (serialNumber == null) {
                nameless.add(drive);
            } else if (!left.removeIf(medium -> SerialNumber.same(medium.serialNumber(), serialNumber))) {
                if (find(serialNumber).isPresent()) {
                    var _ = medium(serialNumber);
                }
                unlisted.add(new RefurbEvent.Medium(serialNumber, drive.kind(), drive.bytes()));
            }
        }
        for (Inventory.Drive drive : nameless) {
            Medium same = left.stream()
                    .filter(medium -> medium.bytes() == drive.bytes())
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid(
                            "/",
                            "drive_without_serial_number",
                            "Un disque de " + drive.bytes()
                                    + " octets n'a pas de numéro de série ; listez-le d'abord, d'après son étiquette (…/media).",
                            "A drive of " + drive.bytes()
                                    + " bytes has no serial number; list it first, by its label (…/media)."));
            left.remove(same);
        }
        return unlisted;
    }

    /**
     * With one medium described otherwise. Whether it was erased far enough when the device was handed on, nobody knows where it is of
     * another kind or capacity.
     */
    Bench corrected(Medium before, RefurbEvent.Medium now) {
        if (before.description().equals(now)) {
            throw Refusal.invalid(
                    "/now",
                    "nothing_changed",
                    "Le support est déjà décrit ainsi.",
                    "The medium is described like this already.");
        }
        Optional<Medium> other = find(now.serialNumber());
        if (other.isPresent() && !other.get().equals(before)) {
            throw twice("/now/serialNumber");
        }
        boolean same = before.kind() == now.kind() && before.bytes() == now.bytes();
        return with(before, medium -> medium.corrected(now)).changed(draft -> {
            if (draft.handedOn.remove(SerialNumber.form(before.serialNumber())) && same) {
                draft.handedOn.add(SerialNumber.form(now.serialNumber()));
            }
        });
    }

    /** As it is kept of a device that comes back: its media count as never erased. */
    Bench asNeverErased() {
        return changed(draft -> {
            draft.media = media.stream().map(Medium::asNeverErased).toList();
            media.stream()
                    .filter(medium -> medium.status() == Medium.Status.ERASED || medium.untouched())
                    .forEach(medium -> draft.handedOn.add(SerialNumber.form(medium.serialNumber())));
        });
    }

    Bench erase(String serialNumber, Erasure run, Instant at) {
        return with(medium(serialNumber), medium -> medium.erased(run, at)).installed(null);
    }

    Bench destroy(String serialNumber, UUID by, Instant at) {
        return with(medium(serialNumber), medium -> medium.destroyed(by, at)).installed(null);
    }

    private Bench with(Medium changed, UnaryOperator<Medium> change) {
        return with(media.stream()
                .map(medium -> medium.equals(changed) ? change.apply(medium) : medium)
                .toList());
    }

    private Bench with(List<Medium> all) {
        return changed(draft -> draft.media = all);
    }

    Bench repaired(Repair repair, Instant at) {
        return changed(draft -> draft.repairs = and(repairs, repair.at(at)));
    }

    Bench graded(Grade now, Instant at) {
        return changed(draft -> {
            draft.grade = now;
            draft.gradedAt = at;
        });
    }

    Bench regraded(Grade now) {
        return changed(draft -> draft.grade = now);
    }

    /** Quality control did not pass. */
    Bench failed(List<String> found, Instant at) {
        return changed(draft -> draft.check(found, at, null, null));
    }

    /** Quality control passed, with that checklist if it stated one. */
    Bench passed(@Nullable PassedChecklist stated, @Nullable Integer warranty, Instant at) {
        return changed(draft -> draft.check(List.of(), at, stated, warranty));
    }

    /** As it is from when a check that was passed no longer counts: what that stated and gave is gone. */
    Bench unchecked() {
        return faults.isEmpty() ? changed(draft -> draft.check(List.of(), null, null, null)) : this;
    }

    Bench locked(@Nullable Lock now) {
        return changed(draft -> draft.lock = now);
    }

    Bench installed(@Nullable Installation now) {
        return changed(draft -> draft.installation = now);
    }

    /** Refuses as long as it is locked: nobody could set it up. */
    void requireOpen() {
        if (lock != null) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "device_locked",
                            "L'appareil est verrouillé (" + lock.kind().french()
                                    + ") ; dites qu'il est ouvert (…/unlocking) avant le contrôle.",
                            "The device is locked (" + lock.kind().english()
                                    + "); say that it is open (…/unlocking) before the check.")
                    .with(Map.of("lock", lock.kind()));
        }
    }

    /** Whether a donor's data may still be on one of its media. */
    public boolean possibleData() {
        return !reaches(ErasurePolicy.REQUIRED);
    }

    /** Whether what one of its media held when the device was registered may still be on it. */
    boolean mayHoldDonorsData() {
        return media.stream()
                .anyMatch(medium -> medium.origin() == null
                        && !medium.reaches(ErasurePolicy.REQUIRED)
                        && !handedOn.contains(SerialNumber.form(medium.serialNumber())));
    }

    /** Whether there is still a medium to work on. */
    boolean hasMedium() {
        return media.stream().anyMatch(medium -> medium.status() != Medium.Status.DESTROYED);
    }

    /** Whether every medium reaches that level, and what was asked for where it came from. */
    boolean reaches(SanitisationLevel required) {
        return shortfalls(required).isEmpty();
    }

    /** Refuses as long as a medium is below that level: nothing leaves the workshop before. */
    void requireErased(SanitisationLevel required) {
        List<Shortfall> shortfalls = shortfalls(required);
        if (!shortfalls.isEmpty()) {
            SanitisationLevel most = shortfalls.stream()
                    .map(Shortfall::required)
                    .max(Comparator.naturalOrder())
                    .orElse(required);
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "erasure_level_insufficient",
                            "Des supports ne sont pas assez effacés (niveau requis : " + most
                                    + ") ; effacez-les ou détruisez-les.",
                            "Some media are not erased enough (required level: " + most + "); erase or destroy them.")
                    .with(Map.of("required", most, "obtained", erasure().reached(), "media", shortfalls));
        }
    }

    /** How far the data of its media is out of reach. */
    MediaErasure erasure() {
        return new MediaErasure(
                media.size(),
                media.stream()
                        .filter(medium -> !medium.untouched())
                        .map(Medium::level)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private List<Shortfall> shortfalls(SanitisationLevel required) {
        return media.stream()
                .filter(medium -> !medium.reaches(required))
                .map(medium -> new Shortfall(medium.serialNumber(), medium.level(), medium.needed(required)))
                .toList();
    }

    private static <T> List<T> and(List<T> before, T one) {
        List<T> all = new ArrayList<>(before);
        all.add(one);
        return all;
    }

    private Bench changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.bench();
    }

    /** A bench while it is changed: what a change does not set stays. */
    private static final class Draft {
        private final @Nullable Instant triagedAt;
        private List<Medium> media;
        private List<Repair> repairs;
        private @Nullable Grade grade;
        private @Nullable Instant gradedAt;
        private List<String> faults;
        private @Nullable Instant checkedAt;
        private @Nullable PassedChecklist checklist;
        private @Nullable Lock lock;
        private @Nullable Installation installation;
        private @Nullable Integer warrantyMonths;
        private List<MediumRemoval> removals;
        private final Set<String> handedOn;

        Draft(Bench bench) {
            triagedAt = bench.triagedAt();
            media = bench.media();
            repairs = bench.repairs();
            grade = bench.grade();
            gradedAt = bench.gradedAt();
            faults = bench.faults();
            checkedAt = bench.checkedAt();
            checklist = bench.checklist();
            lock = bench.lock();
            installation = bench.installation();
            warrantyMonths = bench.warrantyMonths();
            removals = bench.removals();
            handedOn = new HashSet<>(bench.handedOn());
        }

        void check(
                List<String> found,
                @Nullable Instant at,
                @Nullable PassedChecklist stated,
                @Nullable Integer warranty) {
            faults = found;
            checkedAt = at;
            checklist = stated;
            warrantyMonths = warranty;
        }

        Bench bench() {
            return new Bench(
                    media,
                    triagedAt,
                    repairs,
                    grade,
                    gradedAt,
                    faults,
                    checkedAt,
                    checklist,
                    lock,
                    installation,
                    warrantyMonths,
                    removals,
                    handedOn);
        }
    }
}
