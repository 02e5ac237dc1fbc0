package network.reuse.refurb.application.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SerialNumber;
import network.reuse.refurb.application.certificate.Statement.DeviceNamed;
import network.reuse.refurb.application.certificate.Statement.Kind;
import network.reuse.refurb.application.certificate.Statement.MediumNamed;
import network.reuse.refurb.application.certificate.Statement.Organisation;
import network.reuse.refurb.application.certificate.Statement.SanitisationStated;
import network.reuse.refurb.domain.CertificateEntry;
import network.reuse.refurb.domain.CertificateEntry.Certificate;
import network.reuse.refurb.domain.CertificateEntry.Revocation;
import network.reuse.refurb.domain.DeviceAttributes;
import network.reuse.refurb.domain.Sanitisation;
import network.reuse.refurb.persistence.Certificates.Chain;
import network.reuse.refurb.persistence.Certificates.Entry;
import network.reuse.refurb.persistence.Certificates.Head;
import network.reuse.refurb.persistence.Certificates.Written;
import org.jspecify.annotations.Nullable;

/** Gives entries their places in the chains, and signs them. */
final class SignEntries {
    /** The type that the header of an entry names. */
    static final String TYPE = "reuse-certificate-entry+sd-jwt";

    private static final String SHA_256 = "sha-256";

    private final SigningKey key;
    private final Map<UUID, String> names;
    private final Map<Chain, Head> heads;
    private final Instant now;
    private final List<Written> written = new ArrayList<>();

    SignEntries(SigningKey key, Map<UUID, String> names, Map<Chain, Head> heads, Instant now) {
        this.key = key;
        this.names = names;
        this.heads = new HashMap<>(heads);
        this.now = now;
    }

    /** Adds an entry that follows from that event about that device. */
    void add(CertificateEntry entry, DeviceAttributes device, long journalId) {
        Chain chain = new Chain(entry.workshop(), device.env());
        Head last = heads.get(chain);
        long number = last == null ? 1 : last.number() + 1;
        List<Disclosure> disclosures = disclosures(entry, device);
        Statement statement =
                statement(entry, device, number, last == null ? null : last.hash(), chain.env(), disclosures);
        String jws = key.sign(TYPE, statement);
        String hash = Jws.sha256(jws);
        heads.put(chain, new Head(number, hash));
        written.add(new Written(
                new Entry(
                        entry.id(),
                        number,
                        entry instanceof Certificate certificate
                                ? certificate.sanitisation().level()
                                : null,
                        entry.ends(),
                        device.id(),
                        SerialNumber.form(entry.medium().serialNumber()),
                        jws,
                        disclosures.stream().map(Disclosure::text).toList(),
                        hash,
                        null,
                        false,
                        entry.workshop(),
                        Jws.write(entry.medium())),
                chain,
                device.lotId(),
                journalId,
                now));
    }

    List<Written> written() {
        return written;
    }

    Map<Chain, Head> heads() {
        return heads;
    }

    private Statement statement(
            CertificateEntry entry,
            DeviceAttributes device,
            long number,
            @Nullable String previous,
            Environment env,
            List<Disclosure> disclosures) {
        RefurbEvent.Medium medium = entry.medium();
        Certificate certificate = entry instanceof Certificate one ? one : null;
        Revocation revocation = entry instanceof Revocation one ? one : null;
        return new Statement(
                certificate == null ? Kind.REVOCATION : Kind.CERTIFICATE,
                entry.id(),
                number,
                previous,
                now,
                env,
                named(entry.workshop()),
                new DeviceNamed(
                        device.id(),
                        device.code(),
                        device.serialNumber(),
                        device.category(),
                        device.manufacturer(),
                        device.model()),
                new MediumNamed(medium.serialNumber(), medium.kind(), medium.bytes()),
                certificate == null ? null : stated(certificate.sanitisation()),
                certificate == null ? null : certificate.ends(),
                revocation == null ? null : revocation.ends(),
                revocation == null ? null : revocation.reason(),
                revocation == null ? null : revocation.at(),
                disclosures.isEmpty()
                        ? null
                        : disclosures.stream().map(Disclosure::digest).sorted().toList(),
                disclosures.isEmpty() ? null : SHA_256);
    }

    private static SanitisationStated stated(Sanitisation done) {
        RefurbEvent.ErasureRun run = done.run();
        return new SanitisationStated(
                done.level(),
                SanitisationStated.STANDARD,
                done.policy(),
                done.method(),
                done.tool(),
                run == null ? null : run.bytesErased(),
                run == null ? null : run.errors(),
                run == null ? null : run.verified(),
                run == null ? null : run.evidence(),
                done.at());
    }

    /** What only those may read who are parties of the device. */
    private List<Disclosure> disclosures(CertificateEntry entry, DeviceAttributes device) {
        if (!(entry instanceof Certificate certificate)) {
            return List.of();
        }
        List<Disclosure> all = new ArrayList<>();
        all.add(Disclosure.of("donor", named(device.donor())));
        all.add(Disclosure.of("lotId", device.lotId()));
        UUID destroyedBy = certificate.sanitisation().destroyedBy();
        if (destroyedBy != null) {
            all.add(Disclosure.of("destroyedBy", named(destroyedBy)));
        }
        return all;
    }

    private Organisation named(UUID organisation) {
        return new Organisation(organisation, names.get(organisation));
    }
}
