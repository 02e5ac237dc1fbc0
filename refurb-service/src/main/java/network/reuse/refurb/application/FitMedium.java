package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.SerialNumber;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.application.certificate.IssueCertificates;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Scrapped;
import network.reuse.refurb.domain.ErasedMedium;
import network.reuse.refurb.domain.StaffStep;
import network.reuse.refurb.domain.StepKind;
import network.reuse.refurb.persistence.Certificates;
import network.reuse.refurb.persistence.Certificates.Entry;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.StepStaff;
import org.jspecify.annotations.Nullable;

/**
 * An erased medium is taken out of one device of a workshop and fitted into another. Both devices are locked and change in one
 * transaction, so that a medium is in one device whoever else fits it at the same time.
 */
@ApplicationScoped
public class FitMedium {
    private final Commit commit;
    private final Devices devices;
    private final Certificates certificates;
    private final StepStaff staff;

    public FitMedium(Commit commit, Devices devices, Certificates certificates, StepStaff staff) {
        this.commit = commit;
        this.devices = devices;
        this.certificates = certificates;
        this.staff = staff;
    }

    /**
     * What is known of both devices.
     *
     * @param isIssued whether every erasure in the one that the medium is taken from has its certificate
     * @param standing the certificates of their media
     */
    private record Read(FoundDevices found, boolean isIssued, List<Entry> standing) {
        /** The certificate of the medium in that device as it is erased now. */
        UUID certificate(UUID device, String serialNumber) {
            return find(device, serialNumber)
                    .filter(_ -> isIssued)
                    .map(Entry::id)
                    .orElseThrow(Read::beingIssued);
        }

        /**
         * Refuses a medium of a number that has a certificate in that device already, where it is no medium of the device: it was said to be
         * destroyed, or what ends the certificate is being issued.
         */
        void requireNone(UUID device, String serialNumber) {
            Optional<Entry> stands = find(device, serialNumber);
            if (stands.isPresent()) {
                throw stands.get().level() == SanitisationLevel.DESTROY
                        ? Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "medium_destroyed",
                                "Un certificat en vigueur de cet appareil dit ce support détruit. S'il est là, ajoutez-le à l'appareil (…/media),"
                                        + " ce qui révoque ce certificat, et effacez-le.",
                                "A certificate of this device that stands says that this medium is destroyed. If it is there, add it to the"
                                        + " device (…/media), which revokes that certificate, and erase it.")
                        : beingIssued();
            }
        }

        private Optional<Entry> find(UUID device, String serialNumber) {
            return standing.stream()
                    .filter(entry -> entry.deviceId().equals(device)
                            && entry.mediumForm().equals(SerialNumber.form(serialNumber)))
                    .findFirst();
        }

        private static Refusal beingIssued() {
            return Refusal.of(
                    Refusal.Kind.ILLEGAL_NOW,
                    "certificate_being_issued",
                    "Le certificat d'effacement du support est en cours d'émission ; réessayez dans quelques secondes.",
                    "The certificate of the medium's erasure is being issued; try again in a few seconds.");
        }
    }

    /**
     * What is to be fitted.
     *
     * @param into the device that it is fitted into
     * @param from the device that it is in
     * @param staffRef who does it, by the workshop's own reference; null when that is not said
     */
    public record Fitting(
            UUID into,
            UUID from,
            String serialNumber,
            @Nullable String staffRef) {}

    /** Takes the medium out of the one device and fits it into the other, which is work on the latter. */
    public Uni<Answer> fit(VersionedCommand command, Fitting fitting, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Devices.TABLE,
                (connection, _) -> read(connection, fitting, command.command().now()),
                read -> read.found().require(fitting.into()),
                read -> plan(command, read, fitting, time));
    }

    private Future<Read> read(SqlConnection connection, Fitting fitting, Instant now) {
        List<UUID> both = List.of(fitting.into(), fitting.from());
        return FoundDevices.locked(connection, devices, both, now)
                .compose(found -> certificates
                        .isIssued(connection, fitting.from(), IssueCertificates.TYPES)
                        .compose(isIssued -> certificates
                                .standing(connection, both)
                                .map(standing -> new Read(found, isIssued, standing))));
    }

    private Plan plan(VersionedCommand command, Read read, Fitting fitting, RecordedTime time) {
        UUID id = fitting.into();
        UUID from = fitting.from();
        String serialNumber = fitting.serialNumber();
        Stored<Device> into = read.found().require(id);
        Stored<Device> source = read.found().require(from);
        WorkOnDevice.requireWorkshop(into.state(), command.command().caller());
        WorkOnDevice.requireWorkshop(source.state(), command.command().caller());
        read.found().requireReference(id, fitting.staffRef());
        if (!(into.state() instanceof OnBench bench)) {
            throw into.state().illegal();
        }
        if (id.equals(from)) {
            throw Refusal.invalid(
                    "/takenFrom",
                    "same_device",
                    "Le support est déjà dans cet appareil ; nommez celui dont il vient.",
                    "The medium is in this device already; name the one that it comes from.");
        }
        SanitisationLevel required = read.found().required(from);
        ErasedMedium medium = source.state().erased(serialNumber, required, () -> read.certificate(from, serialNumber));
        Change<Device, RefurbEvent> fitted = Change.recorded(into, bench.fit(medium), time);
        read.requireNone(id, serialNumber);
        Change<Device, RefurbEvent> removed =
                Change.recorded(source, removed(source.state(), medium, id, time.at()), time);
        Plan plan = Plan.change(Devices.TABLE, fitted, DeviceView::of).changing(Devices.TABLE, List.of(removed));
        StaffStep by = FoundDevices.staff(fitted, StepKind.FITTING, fitting.staffRef());
        return by == null ? plan : plan.writing((connection, cause) -> staff.add(connection, List.of(by), cause.now()));
    }

    private static Decision<Device, RefurbEvent> removed(Device source, ErasedMedium medium, UUID into, Instant at) {
        return switch (source) {
            case OnBench bench -> bench.giveUp(medium, into, at);
            case Scrapped scrapped -> scrapped.giveUp(medium, into, at);
            default -> throw source.illegal();
        };
    }
}
