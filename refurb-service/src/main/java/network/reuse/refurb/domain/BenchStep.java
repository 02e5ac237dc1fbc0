package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Grade;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SerialNumber;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import org.jspecify.annotations.Nullable;

/** One step of the work on a device, as its bench reports it. */
public sealed interface BenchStep {

    /** Every medium in the device was listed. */
    record Triage(List<RefurbEvent.Medium> media, boolean noStorage) implements BenchStep {
        public Triage {
            media = List.copyOf(media);
        }

        /** Refuses media beside the word that there are none, neither of both, and a medium twice. */
        @Override
        public Triage requireClear() {
            if (media.isEmpty() != noStorage) {
                throw Refusal.invalid(
                        "/media",
                        "media_unclear",
                        "Listez les supports trouvés, ou attestez par « noStorage » qu'il n'y en a aucun.",
                        "List the media that were found, or attest with \"noStorage\" that there are none.");
            }
            if (media.stream()
                            .map(medium -> SerialNumber.form(medium.serialNumber()))
                            .distinct()
                            .count()
                    != media.size()) {
                throw Bench.twice("/media");
            }
            return this;
        }
    }

    /** An erasure was run on a medium. */
    record MediumErasure(String serialNumber, Erasure run) implements BenchStep {}

    /**
     * A medium was destroyed.
     *
     * @param destroyedBy who did it; null when it was the workshop
     */
    record MediumDestruction(String serialNumber, @Nullable UUID destroyedBy) implements BenchStep {
        UUID by(Device device) {
            return destroyedBy == null ? device.attributes().workshop() : destroyedBy;
        }
    }

    /** Something was mended. */
    record Mending(Repair repair) implements BenchStep {}

    /** It was given a grade. */
    record Grading(Grade grade) implements BenchStep {}

    /**
     * A system was installed.
     *
     * @param installation what the template says; null while nobody has looked for it, and where there is none
     */
    record Installing(TemplateReference template, @Nullable Installation installation) implements BenchStep {
        /** The same, with what the template says. */
        public Installing found(Map<TemplateReference, Installation> templates) {
            return new Installing(template, templates.get(template));
        }

        /** Refuses a template that the workshop does not have, or not in that version. */
        private Installation required() {
            if (installation == null) {
                throw Refusal.invalid(
                        "/templateId",
                        "unknown_template",
                        "Votre atelier n'a pas de modèle d'installation de cet identifiant, ou pas dans cette version.",
                        "Your workshop has no installation template with this id, or not in this version.");
            }
            return installation;
        }
    }

    /**
     * Its quality was checked; it passed, or has these faults.
     *
     * @param checklist what was stated of its items; null when nothing was
     * @param warrantyMonths the warranty that the workshop gives for it; null when the workshop's rule says so
     */
    record QualityCheck(
            boolean passed,
            List<String> faults,
            @Nullable Checklist checklist,
            @Nullable Integer warrantyMonths) implements BenchStep {
        public QualityCheck {
            faults = List.copyOf(faults);
        }

        /** Refuses a check that passed with faults, and one that failed without. */
        @Override
        public QualityCheck requireClear() {
            if (passed != faults.isEmpty()) {
                throw Refusal.invalid(
                        "/faults",
                        "faults_unclear",
                        "Un contrôle réussi n'a pas de défauts ; un contrôle échoué en nomme au moins un.",
                        "A check that passed has no faults; one that failed names at least one.");
            }
            return this;
        }

        private Decision<Device, RefurbEvent> made(OnBench bench, Instant at, StepRules rules) {
            if (!passed) {
                return bench.failQuality(faults, at);
            }
            rules.requireSecond();
            rules.rule().requireChecklist(checklist);
            Integer warranty = warrantyMonths == null ? rules.rule().warrantyMonths() : warrantyMonths;
            return bench.passQuality(checklist, warranty, at, rules.required());
        }
    }

    /** Itself; refused when it contradicts itself, whatever the device. */
    default BenchStep requireClear() {
        return this;
    }

    /** What is done in it. */
    default StepKind kind() {
        return switch (this) {
            case Triage _ -> StepKind.TRIAGE;
            case MediumErasure _ -> StepKind.ERASURE;
            case MediumDestruction _ -> StepKind.DESTRUCTION;
            case Mending _ -> StepKind.REPAIR;
            case Grading _ -> StepKind.GRADE;
            case Installing _ -> StepKind.INSTALLATION;
            case QualityCheck _ -> StepKind.QUALITY_CHECK;
        };
    }

    /** Whether a file tells of it, which names its tool and nobody. */
    private boolean isToldByFile() {
        return this instanceof MediumErasure erasure && erasure.run().evidence() != null;
    }

    /** What it leads to when it happens at that time; refused as the move is that it makes, and by what it is held to. */
    default Decision<Device, RefurbEvent> on(Device device, Instant at, StepRules rules) {
        if (!isToldByFile()) {
            rules.rule().requireReference(rules.staffRef());
        }
        if (this instanceof Triage(List<RefurbEvent.Medium> media, boolean noStorage)) {
            if (device instanceof Received received) {
                return received.triage(media, noStorage, at);
            }
            throw device.illegal();
        }
        if (!(device instanceof OnBench bench)) {
            throw device.illegal();
        }
        return switch (this) {
            case Triage _ -> throw device.illegal();
            case MediumErasure(String serialNumber, Erasure run) -> bench.erase(serialNumber, run, at);
            case MediumDestruction destruction -> bench.destroy(destruction.serialNumber(), destruction.by(device), at);
            case Mending(Repair repair) -> bench.repair(repair, at);
            case Grading(Grade grade) -> bench.grade(grade, at);
            case Installing installing -> bench.install(installing.required(), at);
            case QualityCheck check -> check.requireClear().made(bench, at, rules);
        };
    }

    /**
     * Before which it cannot have happened. A medium has a life of its own: what is done to it may come before the last step of its
     * device, such as its grade or the erasure of another medium, and comes neither before the workshop received the device nor before
     * what was done to the medium itself. So a medium reaches one level in whatever order its device's logs arrive.
     *
     * @param receivedAt when the workshop received the device; null where that is not known
     * @param lastStepAt when the last step of the device happened; null where that is not known
     * @return null where nothing is known that came first
     */
    default @Nullable Instant earliest(Device device, @Nullable Instant receivedAt, @Nullable Instant lastStepAt) {
        return switch (this) {
            case MediumErasure(String serialNumber, Erasure _) ->
                earliest(device, serialNumber, receivedAt, lastStepAt);
            case MediumDestruction(String serialNumber, UUID _) ->
                earliest(device, serialNumber, receivedAt, lastStepAt);
            case Triage _, Mending _, Grading _, Installing _, QualityCheck _ -> lastStepAt;
        };
    }

    private static @Nullable Instant earliest(
            Device device, String serialNumber, @Nullable Instant receivedAt, @Nullable Instant lastStepAt) {
        if (!(device instanceof OnBench(DeviceAttributes _, Bench bench))) {
            return lastStepAt;
        }
        Instant triagedAt = bench.triagedAt() == null ? lastStepAt : bench.triagedAt();
        Instant there = receivedAt == null ? triagedAt : receivedAt;
        Instant treated = bench.media().stream()
                .filter(medium -> SerialNumber.same(medium.serialNumber(), serialNumber))
                .findFirst()
                .map(Medium::lastTreatedAt)
                .orElse(null);
        return treated == null || (there != null && there.isAfter(treated)) ? there : treated;
    }

    /** Whether the device is so already, as when a report is sent again. */
    default boolean isDone(Device device) {
        Bench bench = bench(device);
        if (bench == null) {
            return false;
        }
        return switch (this) {
            case Triage(List<RefurbEvent.Medium> media, boolean _) ->
                forms(media)
                        .equals(forms(
                                bench.media().stream().map(Medium::description).toList()));
            case MediumErasure(String serialNumber, Erasure run) ->
                bench.media().stream()
                        .anyMatch(medium -> SerialNumber.same(medium.serialNumber(), serialNumber)
                                && run.equals(medium.lastErasure()));
            case MediumDestruction destruction ->
                bench.media().stream()
                        .anyMatch(medium -> SerialNumber.same(medium.serialNumber(), destruction.serialNumber())
                                && destruction.by(device).equals(medium.destroyedBy()));
            case Mending(Repair repair) -> bench.repairs().stream().anyMatch(repair::isAs);
            case Grading(Grade grade) -> grade == bench.grade();
            case Installing(TemplateReference _, Installation installation) ->
                installation != null && installation.isAs(bench.installation());
            case QualityCheck check ->
                check.passed()
                        ? !(device instanceof OnBench)
                        : device instanceof OnBench
                                && !check.faults().isEmpty()
                                && check.faults().equals(bench.faults());
        };
    }

    private static @Nullable Bench bench(Device device) {
        return switch (device) {
            case OnBench onBench -> onBench.bench();
            case Ready ready -> ready.bench();
            case Dispatched dispatched -> dispatched.bench();
            default -> null;
        };
    }

    private static Set<RefurbEvent.Medium> forms(List<RefurbEvent.Medium> media) {
        Set<RefurbEvent.Medium> forms = new HashSet<>();
        for (RefurbEvent.Medium medium : media) {
            forms.add(new RefurbEvent.Medium(SerialNumber.form(medium.serialNumber()), medium.kind(), medium.bytes()));
        }
        return forms;
    }
}
