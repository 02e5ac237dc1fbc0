package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
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
import network.reuse.refurb.persistence.Certificates;
import network.reuse.refurb.persistence.Certificates.Entry;
import network.reuse.refurb.persistence.Devices;
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

    public FitMedium(Commit commit, Devices devices, Certificates certificates) {
        this.commit = commit;
        this.devices = devices;
        this.certificates = certificates;
    }

    /**
     * What is known of both devices.
     *
     * @param isIssued whether every erasure in the one that the medium is taken from has its certificate
     * @param standing the certificates of its media
     */
    private record Read(FoundDevices found, boolean isIssued, List<Entry> standing) {
        /** The certificate of the medium as it is erased now. */
        UUID certificate(String serialNumber) {
            return standing.stream()
                    .filter(entry -> isIssued && entry.mediumForm().equals(SerialNumber.form(serialNumber)))
                    .map(Entry::id)
                    .findFirst()
                    .orElseThrow(() -> Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "certificate_being_issued",
                            "Le certificat d'effacement du support est en cours d'émission ; réessayez dans quelques secondes.",
                            "The certificate of the medium's erasure is being issued; try again in a few seconds."));
        }
    }

    /** Fits the medium of that number, which is in the device {@code from}, into this one. */
    public Uni<Answer> fit(
            VersionedCommand command, UUID id, UUID from, String serialNumber, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(
                command,
                Devices.TABLE,
                (connection, _) -> read(connection, id, from, command.command().now()),
                read -> read.found().require(id),
                read -> plan(command, read, id, from, serialNumber, time));
    }

    private Future<Read> read(SqlConnection connection, UUID id, UUID from, Instant now) {
        return FoundDevices.locked(connection, devices, List.of(id, from), now)
                .compose(found -> certificates
                        .isIssued(connection, from, IssueCertificates.TYPES)
                        .compose(isIssued -> certificates
                                .standing(connection, List.of(from))
                                .map(standing -> new Read(found, isIssued, standing))));
    }

    private static Plan plan(
            VersionedCommand command, Read read, UUID id, UUID from, String serialNumber, RecordedTime time) {
        Stored<Device> into = read.found().require(id);
        Stored<Device> source = read.found().require(from);
        WorkOnDevice.requireWorkshop(into.state(), command.command().caller());
        WorkOnDevice.requireWorkshop(source.state(), command.command().caller());
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
        ErasedMedium medium = source.state().erased(serialNumber, required, () -> read.certificate(serialNumber));
        Change<Device, RefurbEvent> fitted = Change.recorded(into, bench.fit(medium), time);
        Change<Device, RefurbEvent> removed =
                Change.recorded(source, removed(source.state(), medium, id, time.at()), time);
        return Plan.change(Devices.TABLE, fitted, DeviceView::of).changing(Devices.TABLE, List.of(removed));
    }

    private static Decision<Device, RefurbEvent> removed(Device source, ErasedMedium medium, UUID into, Instant at) {
        return switch (source) {
            case OnBench bench -> bench.giveUp(medium, into, at);
            case Scrapped scrapped -> scrapped.giveUp(medium, into, at);
            default -> throw source.illegal();
        };
    }
}
