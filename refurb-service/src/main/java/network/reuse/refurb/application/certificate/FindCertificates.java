package network.reuse.refurb.application.certificate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import network.reuse.contracts.Environment;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.SerialNumber;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.refurb.application.certificate.LotCertificate.Listed;
import network.reuse.refurb.application.certificate.LotCertificate.Missing;
import network.reuse.refurb.application.certificate.LotCertificate.Why;
import network.reuse.refurb.application.certificate.PublishedKeys.Signing;
import network.reuse.refurb.domain.Bench;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.Device.Dispatched;
import network.reuse.refurb.domain.Device.Expected;
import network.reuse.refurb.domain.Device.Lost;
import network.reuse.refurb.domain.Device.OnBench;
import network.reuse.refurb.domain.Device.Palletised;
import network.reuse.refurb.domain.Device.Ready;
import network.reuse.refurb.domain.Device.Received;
import network.reuse.refurb.domain.Device.Released;
import network.reuse.refurb.domain.Device.Scrapped;
import network.reuse.refurb.domain.Device.Treated;
import network.reuse.refurb.domain.Device.WithEcoOrganism;
import network.reuse.refurb.domain.ErasurePolicy;
import network.reuse.refurb.domain.Medium;
import network.reuse.refurb.domain.MediumRemoval;
import network.reuse.refurb.persistence.Certificates;
import network.reuse.refurb.persistence.Certificates.Chain;
import network.reuse.refurb.persistence.Certificates.Entry;
import network.reuse.refurb.persistence.Certificates.Head;
import network.reuse.refurb.persistence.Devices;
import network.reuse.refurb.persistence.Devices.Bounds;
import network.reuse.refurb.persistence.Lots;
import org.jspecify.annotations.Nullable;

/** The certificates that a party finds: those of a device, of a lot, and a workshop's whole chain. */
@ApplicationScoped
public class FindCertificates {
    private static final String HEAD = "reuse-certificate-chain-head+jwt";
    private static final String LOT = "reuse-lot-certificate+jwt";

    private final Reading reading;
    private final Certificates certificates;
    private final PublishedKeys keys;
    private final Devices devices;
    private final Lots lots;
    private final Vertx vertx;

    public FindCertificates(
            Reading reading, Certificates certificates, PublishedKeys keys, Devices devices, Lots lots, Vertx vertx) {
        this.reading = reading;
        this.certificates = certificates;
        this.keys = keys;
        this.devices = devices;
        this.lots = lots;
        this.vertx = vertx;
    }

    /** Every entry about a device's media, in the order in which they were issued. */
    public Uni<List<CertificateView>> ofDevice(Caller caller, UUID device) {
        return reading.inTransaction(
                        caller,
                        connection -> Devices.TABLE
                                .require(connection, device)
                                .compose(_ -> certificates.ofDevice(connection, device)))
                .map(entries -> entries.stream().map(CertificateView::ofParty).toList());
    }

    /**
     * A part of a chain.
     *
     * @param lines each an entry, and behind the chain's last one its head
     * @param next the number behind which the next part begins; null of the last part
     */
    public record ChainPart(List<String> lines, @Nullable Long next) {}

    /** A line of a chain: an entry with its disclosures, joined as SD-JWT does. */
    private record Line(long number, String sdJwt) {}

    /** The last line: how far the chain went when it was asked for, and when that was, so that nothing can be cut off its end unseen. */
    private record LastLine(String head) {}

    /** What the head states. */
    private record HeadStatement(
            String type,
            UUID workshop,
            Environment env,
            long number,
            @Nullable String hash,
            Instant asOf) {}

    /**
     * A part of a chain as it was read.
     *
     * @param signing how to sign the head; null of a part that is not the last
     */
    private record Part(
            Chain chain,
            @Nullable Head head,
            List<Entry> entries,
            @Nullable Signing signing) {}

    /** The entries behind a number of the chain of the caller's own organisation, in their order. */
    public Uni<ChainPart> chain(Caller caller, long after, int limit) {
        Chain chain = new Chain(caller.organisation(), caller.env());
        return reading.inTransaction(caller, connection -> {
                    // The head is read first: what is issued meanwhile is behind it, and is told by the next look.
                    Future<Map<Chain, Head>> heads = certificates.heads(connection, Set.of(caller.organisation()));
                    Future<List<Entry>> entries =
                            heads.compose(_ -> certificates.ofChain(connection, chain, after, limit));
                    return entries.compose(found -> found.size() == limit
                            ? Future.succeededFuture(new Part(chain, null, found, null))
                            : keys.signing(connection)
                                    .map(signing ->
                                            new Part(chain, heads.result().get(chain), found, signing)));
                })
                .chain(part -> offTheEventLoop(() -> lines(part)));
    }

    private static ChainPart lines(Part part) {
        List<Entry> entries = part.entries();
        List<String> lines = new ArrayList<>(entries.size() + 1);
        for (Entry entry : entries) {
            lines.add(Jws.write(new Line(entry.number(), CertificateView.sdJwt(entry))));
        }
        Signing signing = part.signing();
        if (signing == null) {
            return new ChainPart(lines, entries.getLast().number());
        }
        Head head = part.head();
        HeadStatement last = new HeadStatement(
                "CHAIN_HEAD",
                part.chain().workshop(),
                part.chain().env(),
                head == null ? 0 : head.number(),
                head == null ? null : head.hash(),
                signing.at());
        lines.add(Jws.write(new LastLine(signing.key().sign(HEAD, last))));
        return new ChainPart(lines, null);
    }

    /** What keeps a processor busy, away from the threads on which all calls are served. */
    private <T> Uni<T> offTheEventLoop(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }

    /** One signed document about the media of those of a lot's devices that the caller may see. */
    public Uni<LotCertificate.Signed> ofLot(Caller caller, UUID lot) {
        return reading.inTransaction(
                        caller,
                        connection -> keys.signing(connection)
                                .compose(signing -> ofLot(connection, caller, lot, signing.at())
                                        .map(statement -> new Unsigned(statement, signing.key()))))
                .chain(unsigned -> offTheEventLoop(() -> new LotCertificate.Signed(
                        unsigned.statement(), unsigned.key().sign(LOT, unsigned.statement()))));
    }

    /** A lot's certificate, and what is to sign it. */
    private record Unsigned(LotCertificate statement, SigningKey key) {}

    private Future<LotCertificate> ofLot(SqlConnection connection, Caller caller, UUID lot, Instant now) {
        return Devices.TABLE.where(connection, "lot_id = $1", Tuple.of(lot)).compose(devices -> {
            if (devices.isEmpty()) {
                return Future.failedFuture(Refusals.unknown());
            }
            Set<UUID> ids = devices.stream().map(Stored::id).collect(Collectors.toSet());
            Set<UUID> taken = devices.stream()
                    .flatMap(stored -> Looking.removals(stored.state()).stream())
                    .map(MediumRemoval::certificateId)
                    .collect(Collectors.toSet());
            Future<List<Entry>> standing = certificates.standing(connection, ids);
            Future<List<Entry>> ofRemoved = certificates.all(connection, taken);
            Future<Lots.Counts> counts = lots.counts(connection, lot);
            Future<Map<UUID, Bounds>> bounds = this.devices.bounds(connection, ids, now);
            return Future.all(standing, ofRemoved, counts, bounds)
                    .map(_ -> new Looking(standing.result(), ofRemoved.result(), bounds.result())
                            .at(caller, lot, devices, counts.result(), now));
        });
    }

    /** Looks at the devices of a lot, one by one. */
    private static final class Looking {
        private final Map<UUID, Map<String, Entry>> standing = new HashMap<>();
        private final Map<UUID, Entry> ofRemoved = new HashMap<>();
        private final Map<UUID, Bounds> bounds;
        private final List<Listed> listed = new ArrayList<>();
        private final List<Missing> missing = new ArrayList<>();

        Looking(List<Entry> entries, List<Entry> ofRemoved, Map<UUID, Bounds> bounds) {
            this.bounds = bounds;
            ofRemoved.forEach(entry -> this.ofRemoved.put(entry.id(), entry));
            for (Entry entry : entries) {
                standing.computeIfAbsent(entry.deviceId(), _ -> new LinkedHashMap<>())
                        .put(entry.mediumForm(), entry);
            }
        }

        LotCertificate at(Caller caller, UUID lot, List<Stored<Device>> devices, Lots.Counts counts, Instant now) {
            devices.forEach(this::look);
            Integer received = counts.received();
            boolean everyDeviceIsKnown = received == null || received <= devices.size();
            return new LotCertificate(
                    lot,
                    caller.env(),
                    caller.organisation(),
                    now,
                    devices.size(),
                    received,
                    counts.disputed(),
                    missing.isEmpty() && counts.disputed().isEmpty() && everyDeviceIsKnown,
                    listed,
                    missing);
        }

        private void look(Stored<Device> stored) {
            Device device = stored.state();
            String code = device.attributes().code();
            Bounds held = bounds.get(stored.id());
            SanitisationLevel required = ErasurePolicy.required(held == null ? null : held.minimumLevel());
            removals(device).forEach(removal -> look(stored.id(), code, removal, required));
            Bench bench = bench(device);
            if (bench == null) {
                missing.add(new Missing(stored.id(), code, null, null, required, Why.NOT_TRIAGED));
                return;
            }
            for (Medium medium : bench.media()) {
                if (medium.untouched() || medium.origin() != null) {
                    continue;
                }
                Entry entry =
                        standing.getOrDefault(stored.id(), Map.of()).get(SerialNumber.form(medium.serialNumber()));
                boolean certified = entry != null && entry.level() == medium.level();
                boolean enough = medium.level().atLeast(required);
                if (!certified || !enough) {
                    missing.add(new Missing(
                            stored.id(),
                            code,
                            medium.serialNumber(),
                            medium.level(),
                            required,
                            enough ? Why.BEING_ISSUED : Why.NOT_ERASED));
                }
                if (entry != null && certified) {
                    listed.add(listed(code, medium.serialNumber(), medium.level(), entry, null));
                }
            }
        }

        /** What was certified when it was taken out is proven for good; what came from elsewhere is proven where it came from. */
        private void look(UUID device, String code, MediumRemoval removal, SanitisationLevel required) {
            if (removal.origin() != null) {
                return;
            }
            String serialNumber = removal.medium().serialNumber();
            Entry entry = ofRemoved.get(removal.certificateId());
            if (entry == null) {
                missing.add(new Missing(device, code, serialNumber, removal.level(), required, Why.BEING_ISSUED));
            } else {
                listed.add(listed(code, serialNumber, removal.level(), entry, removal.removedAt()));
            }
        }

        private static Listed listed(
                String code, String serialNumber, SanitisationLevel level, Entry entry, @Nullable Instant removedAt) {
            return new Listed(
                    entry.deviceId(),
                    code,
                    serialNumber,
                    level,
                    entry.id(),
                    entry.workshop(),
                    entry.number(),
                    entry.hash(),
                    removedAt);
        }

        /** What was taken out of it, whether or not somebody has looked at it since it arrived. */
        private static List<MediumRemoval> removals(Device device) {
            Bench last = switch (device) {
                case Expected expected -> expected.earlier();
                case Received received -> received.earlier();
                default -> bench(device);
            };
            return last == null ? List.of() : last.removals();
        }

        /** What the last workshop knew of its media; null where nobody has looked since it arrived. */
        private static @Nullable Bench bench(Device device) {
            return switch (device) {
                case Expected _, Received _ -> null;
                case OnBench onBench -> onBench.bench();
                case Ready ready -> ready.bench();
                case Dispatched dispatched -> dispatched.bench();
                case Released released -> released.bench();
                case Scrapped scrapped -> scrapped.bench();
                case Palletised on -> on.bench();
                case WithEcoOrganism with -> with.bench();
                case Treated treated -> treated.bench();
                case Lost lost -> lost.bench();
            };
        }
    }
}
