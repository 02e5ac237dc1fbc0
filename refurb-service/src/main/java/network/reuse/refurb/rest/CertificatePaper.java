package network.reuse.refurb.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.document.Paper;
import network.reuse.defaults.document.Paper.Block;
import network.reuse.defaults.document.Paper.Column;
import network.reuse.defaults.document.Paper.Detail;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.fault.Language;
import network.reuse.refurb.application.certificate.CertificateView;
import network.reuse.refurb.application.certificate.LotCertificate;
import network.reuse.refurb.application.certificate.LotCertificate.Listed;
import network.reuse.refurb.application.certificate.LotCertificate.Missing;
import network.reuse.refurb.application.certificate.PrintCertificates.OfLot;
import network.reuse.refurb.application.certificate.Statement;
import network.reuse.refurb.application.certificate.Statement.SanitisationStated;
import network.reuse.refurb.domain.ErasureMethod;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of erasure for people. They say what was done to a medium and how far that goes, and nothing of the device's condition, which
 * French law lets nobody praise as that of new equipment (code de la consommation, R. 122-4 to R. 122-6).
 */
final class CertificatePaper {
    private static final double GIGABYTE = 1e9;

    private final String publicUrl;
    private final Language language;
    private final Wording wording;

    /**
     * Papers in this language.
     *
     * @param publicUrl where everybody reaches the gateway
     */
    CertificatePaper(String publicUrl, Language language) {
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
        this.language = language;
        this.wording = new Wording(language);
    }

    /** One certificate, or one revocation. */
    Paper of(CertificateView view) {
        boolean isRevocation = view.statement() != null && view.statement().type() == Statement.Kind.REVOCATION;
        return new Paper(
                language,
                isRevocation
                        ? language.of(
                                "Révocation d'un certificat d'effacement", "Revocation of a certificate of erasure")
                        : language.of("Certificat d'effacement de données", "Certificate of data erasure"),
                view.id().toString(),
                one(view, null));
    }

    /** A part of the certificates of a lot's media: a list, then each on a page of its own. */
    Paper of(OfLot part) {
        LotCertificate lot = part.lot();
        Map<UUID, Instant> removed = new HashMap<>();
        for (Listed listed : lot.certificates()) {
            Instant at = listed.removedAt();
            if (at != null) {
                removed.put(listed.certificateId(), at);
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paper.Details(List.of(
                new Detail(
                        language.of("Identifiant du lot", "Id of the lot"),
                        lot.lotId().toString()),
                new Detail(language.of("Établi le", "Made on"), wording.of(lot.issuedAt())),
                new Detail(language.of("Appareils visibles", "Visible devices"), wording.number(lot.devices())),
                new Detail(
                        language.of("Certificats en vigueur", "Certificates that stand"),
                        wording.number(lot.certificates().size() - removed.size())),
                new Detail(
                        language.of("Certificats de supports retirés", "Certificates of removed media"),
                        removed.isEmpty() ? null : wording.number(removed.size())),
                new Detail(
                        language.of("Certificats manquants", "Missing certificates"),
                        wording.number(lot.missing().size())))));
        blocks.add(new Paper.Note(
                lot.complete()
                        ? language.of(
                                "Chaque support de données connu qui est venu avec ces appareils a un certificat en vigueur, ou en avait un"
                                        + " quand il a été retiré.",
                                "Each known storage medium that came with these devices has a certificate that stands, or had one when it was"
                                        + " removed.")
                        : language.of(
                                "Ce lot n'est pas entièrement certifié : la liste de ce qui manque est plus bas. Tant qu'elle n'est pas vide,"
                                        + " des données peuvent rester lisibles.",
                                "This lot is not wholly certified: what is missing is listed below. Until nothing is, data may still be"
                                        + " readable.")));
        if (lot.received() != null && lot.received() > lot.devices()) {
            blocks.add(new Paper.Note(language.of(
                    "L'atelier a compté " + lot.received() + " appareils dans ce lot ; " + lot.devices()
                            + " sont connus un par un.",
                    "The workshop counted " + lot.received() + " devices in this lot; " + lot.devices()
                            + " are known one by one.")));
        }
        if (!lot.disputed().isEmpty()) {
            int disputed = lot.disputed().stream().mapToInt(Quantity::count).sum();
            blocks.add(new Paper.Note(language.of(
                    "Les comptes du lot diffèrent encore pour " + disputed + " appareils.",
                    "The lot's counts still differ for " + disputed + " devices.")));
        }
        blocks.add(new Paper.Heading(language.of("Ce qui manque", "What is missing")));
        blocks.add(missing(lot.missing()));
        blocks.add(new Paper.Heading(language.of("Certificats de ce fichier", "Certificates in this file")));
        blocks.add(list(part.certificates()));
        for (CertificateView view : part.certificates()) {
            blocks.add(new Paper.NewPage());
            blocks.add(new Paper.Heading(language.of("Certificat ", "Certificate ") + view.id()));
            blocks.addAll(one(view, removed.get(view.id())));
        }
        return new Paper(
                language,
                language.of("Certificats d'effacement d'un lot", "Certificates of erasure of a lot"),
                lot.lotId().toString(),
                blocks);
    }

    private Paper.Table list(List<CertificateView> certificates) {
        List<List<String>> rows = new ArrayList<>();
        for (CertificateView view : certificates) {
            Statement states = view.statement();
            if (states != null) {
                rows.add(List.of(
                        states.device().code(),
                        states.device().manufacturer() + " " + states.device().model(),
                        states.device().serialNumber(),
                        states.medium().serialNumber(),
                        states.sanitisation() == null
                                ? ""
                                : states.sanitisation().level().name(),
                        wording.number(states.number())));
            }
        }
        return new Paper.Table(
                List.of(
                        Column.of("Code", 2.5),
                        Column.of(language.of("Marque et modèle", "Make and model"), 4.5),
                        Column.of(language.of("N° de série", "Serial number"), 3.5),
                        Column.of(language.of("Support", "Medium"), 3.5),
                        Column.of(language.of("Niveau", "Level"), 2),
                        Column.ofNumbers(language.of("Rang", "Number"), 1.5)),
                rows,
                language.of("Aucun certificat n'est en vigueur.", "No certificate stands."));
    }

    private Paper.Table missing(List<Missing> missing) {
        return new Paper.Table(
                List.of(
                        Column.of("Code", 2.5),
                        Column.of(language.of("Support", "Medium"), 4),
                        Column.of(language.of("Niveau", "Level"), 2),
                        Column.of(language.of("Exigé", "Required"), 2),
                        Column.of(language.of("Pourquoi", "Why"), 6)),
                missing.stream()
                        .map(one -> List.of(
                                one.deviceCode(),
                                one.mediumSerialNumber() == null ? "–" : one.mediumSerialNumber(),
                                one.level() == null ? "–" : one.level().name(),
                                one.required().name(),
                                why(one.why())))
                        .toList(),
                language.of("Rien ne manque.", "Nothing is missing."));
    }

    private String why(LotCertificate.Why why) {
        return switch (why) {
            case NOT_TRIAGED ->
                language.of("Aucun atelier n'a encore relevé ses supports.", "No workshop has listed its media yet.");
            case NOT_ERASED ->
                language.of("Le support n'est pas assez effacé.", "The medium is not erased far enough.");
            case BEING_ISSUED ->
                language.of(
                        "Le support est effacé ; son certificat est en cours d'émission.",
                        "The medium is erased; its certificate is being issued.");
        };
    }

    /**
     * A certificate.
     *
     * @param removedAt when its medium was taken out and fitted elsewhere, where that is what ended it for the device; null of others
     */
    private List<Block> one(CertificateView view, @Nullable Instant removedAt) {
        List<Block> blocks = new ArrayList<>();
        Statement states = view.statement();
        blocks.add(new Paper.Details(List.of(
                new Detail(
                        language.of("N° de certificat", "Certificate"),
                        view.id().toString()),
                new Detail(language.of("État", "Status"), status(view.status())),
                new Detail(language.of("Atelier", "Workshop"), states == null ? null : workshop(states.workshop())),
                new Detail(
                        language.of("Rang dans sa chaîne", "Number in its chain"),
                        states == null ? null : wording.number(states.number())),
                new Detail(language.of("Émis le", "Issued on"), states == null ? null : wording.of(states.issuedAt())),
                new Detail(
                        language.of("Révoque", "Revokes"),
                        states == null || states.revokes() == null
                                ? null
                                : states.revokes().toString()))));
        if (removedAt != null) {
            blocks.add(new Paper.Note(language.of(
                    "Le support a été retiré de l'appareil le " + wording.of(removedAt)
                            + " et monté dans un autre de l'atelier. Ce"
                            + " certificat prouve son effacement jusque-là ; celui de l'autre appareil le remplace.",
                    "The medium was taken out of the device on " + wording.of(removedAt)
                            + " and fitted into another of the workshop. This"
                            + " certificate proves its erasure until then; that of the other device replaces it.")));
        } else if (view.status() != CertificateView.Status.VALID) {
            blocks.add(new Paper.Note(ended(view)));
        }
        if (states != null) {
            described(blocks, states);
        }
        blocks.add(new Paper.Heading(language.of("Vérifier ce certificat", "Check this certificate")));
        blocks.add(new Paper.Code(
                publicUrl + "/v1/refurb/certificates/" + view.id(),
                language.of(
                        "Cette adresse dit, sans mot de passe, si le certificat est signé, à sa place dans la chaîne de l'atelier, et s'il"
                                + " vaut encore. Elle seule fait foi : ce papier n'est qu'une copie.",
                        "This address tells, without a password, whether the certificate is signed, in its place in the workshop's chain,"
                                + " and still good. It alone counts: this paper is a copy.")));
        return blocks;
    }

    private void described(List<Block> blocks, Statement states) {
        Statement.DeviceNamed device = states.device();
        blocks.add(new Paper.Heading(language.of("Appareil et support", "Device and medium")));
        blocks.add(new Paper.Details(List.of(
                new Detail(
                        language.of("Appareil", "Device"),
                        language.of(
                                        device.category().french(),
                                        device.category().english())
                                + ", " + device.manufacturer() + " " + device.model()),
                new Detail("Code", device.code()),
                new Detail(language.of("N° de série", "Serial number"), device.serialNumber()),
                new Detail(
                        language.of("Support de données", "Storage medium"),
                        kind(states.medium().kind()) + ", "
                                + size(states.medium().bytes())),
                new Detail(
                        language.of("N° de série du support", "The medium's serial number"),
                        states.medium().serialNumber()))));
        SanitisationStated done = states.sanitisation();
        if (done != null) {
            blocks.add(new Paper.Heading(language.of("Ce qui a été fait", "What was done")));
            blocks.add(new Paper.Details(List.of(
                    new Detail(
                            language.of("Niveau atteint", "Level reached"),
                            done.level().name() + " (" + done.standard() + ")"),
                    new Detail(language.of("Méthode", "Method"), method(done.method())),
                    new Detail(language.of("Outil", "Tool"), done.tool()),
                    new Detail(language.of("Effectué le", "Done on"), wording.of(done.occurredAt())),
                    new Detail(
                            language.of("Vérification", "Verification"),
                            done.verified() == null ? null : verified(done.verified())),
                    new Detail(
                            language.of("Octets effacés", "Bytes erased"),
                            done.bytesErased() == null ? null : wording.number(done.bytesErased())),
                    new Detail(
                            language.of("Erreurs", "Errors"),
                            done.errors() == null ? null : wording.number(done.errors())),
                    new Detail(
                            language.of("Règles appliquées", "Rules applied"),
                            done.policy() == null
                                    ? null
                                    : language.of("politique d'effacement, version ", "erasure policy, version ")
                                            + done.policy()),
                    new Detail(
                            language.of("Preuve (SHA-256)", "Evidence (SHA-256)"),
                            done.evidence() == null ? null : halved(done.evidence())))));
            blocks.add(new Paper.Note(meaning(done.level())));
        }
    }

    private static String workshop(Statement.Organisation workshop) {
        return workshop.name() == null ? workshop.id().toString() : workshop.name() + "\n" + workshop.id();
    }

    /** On two lines of the same length, so that it can be compared. */
    private static String halved(String digest) {
        int middle = digest.length() / 2;
        return digest.substring(0, middle) + "\n" + digest.substring(middle);
    }

    private String status(CertificateView.Status status) {
        return switch (status) {
            case VALID -> language.of("En vigueur", "Valid");
            case REVOKED -> language.of("Révoqué", "Revoked");
            case REPLACED -> language.of("Remplacé", "Replaced");
            case ALTERED -> language.of("Altéré", "Altered");
        };
    }

    private String ended(CertificateView view) {
        return switch (view.status()) {
            case VALID -> "";
            case REVOKED ->
                language.of(
                        "Ce certificat ne vaut plus : l'inscription " + view.endedBy() + " l'a révoqué.",
                        "This certificate does not hold any more: entry " + view.endedBy() + " revoked it.");
            case REPLACED ->
                language.of(
                        "Ce certificat ne vaut plus : le certificat " + view.endedBy() + " le remplace.",
                        "This certificate does not hold any more: certificate " + view.endedBy() + " replaces it.");
            case ALTERED ->
                language.of(
                        "Ce certificat ne vaut rien : il, ou une inscription voisine, n'est pas ce qui a été signé.",
                        "This certificate is worth nothing: it, or an entry beside it, is not what was signed.");
        };
    }

    private String kind(MediumKind kind) {
        return switch (kind) {
            case HDD -> language.of("Disque dur", "Hard disk");
            case SSD -> "SSD";
            case NVME -> "SSD NVMe";
            case EMMC -> language.of("Mémoire eMMC", "eMMC memory");
        };
    }

    private String size(long bytes) {
        return bytes < GIGABYTE
                ? language.of("%s octets", "%s bytes").formatted(wording.number(bytes))
                : language.of("%s Go", "%s GB").formatted(wording.number(Math.round(bytes / GIGABYTE)));
    }

    private String verified(boolean verified) {
        return verified
                ? language.of("le support a été relu", "the medium was read back")
                : language.of("le support n'a pas été relu", "the medium was not read back");
    }

    private String method(@Nullable String method) {
        if (method == null) {
            return language.of("Destruction du support", "Destruction of the medium");
        }
        return Stream.of(ErasureMethod.values())
                .filter(known -> known.name().equals(method))
                .findFirst()
                .map(this::method)
                .orElse(method);
    }

    private String method(ErasureMethod method) {
        return switch (method) {
            case OVERWRITE -> language.of("Réécriture de tous les secteurs", "Overwriting of every sector");
            case ATA_SECURE_ERASE -> language.of("Commande ATA SECURITY ERASE UNIT", "ATA SECURITY ERASE UNIT command");
            case SANITIZE_OVERWRITE ->
                language.of("Commande SANITIZE, par réécriture", "SANITIZE command, by overwriting");
            case SANITIZE_BLOCK_ERASE ->
                language.of("Commande SANITIZE, par effacement des blocs", "SANITIZE command, by erasing blocks");
            case SANITIZE_CRYPTO_ERASE ->
                language.of("Commande SANITIZE, par changement de clé", "SANITIZE command, by changing the key");
            case NVME_FORMAT_USER_DATA_ERASE ->
                language.of("Formatage NVMe avec effacement des données", "NVMe Format with erasure of the data");
            case NVME_FORMAT_CRYPTO_ERASE ->
                language.of("Formatage NVMe avec changement de clé", "NVMe Format with change of the key");
        };
    }

    /** What a level means and does not mean, after NIST SP 800-88 Rev. 2. */
    private String meaning(SanitisationLevel level) {
        String what = switch (level) {
            case NONE ->
                language.of(
                        "Aucun niveau n'est atteint : des données peuvent rester lisibles.",
                        "No level is reached: data may still be readable.");
            case CLEAR ->
                language.of(
                        "CLEAR signifie que les données ne peuvent plus être lues par l'ordinateur, ni retrouvées par un logiciel de"
                                + " récupération. Cela ne signifie pas qu'un laboratoire ne puisse rien retrouver.",
                        "CLEAR means that the computer cannot read the data any more, and that recovery software cannot find it. It"
                                + " does not mean that a laboratory could find nothing.");
            case PURGE ->
                language.of(
                        "PURGE signifie que les données ne peuvent plus être retrouvées, même en laboratoire par les techniques connues."
                                + " Cela ne signifie pas que le support soit détruit : il peut resservir.",
                        "PURGE means that the data cannot be found any more, even in a laboratory by known techniques. It does not mean"
                                + " that the medium is destroyed: it can be used again.");
            case DESTROY ->
                language.of(
                        "DESTROY signifie que le support est détruit : ses données ne peuvent plus être retrouvées et il ne peut pas"
                                + " resservir. Cela ne dit rien du reste de l'appareil.",
                        "DESTROY means that the medium is destroyed: its data cannot be found any more and it cannot be used again. It"
                                + " says nothing of the rest of the device.");
        };
        return what + " "
                + language.of(
                        "Le niveau est calculé d'après le support et la méthode, personne ne le déclare ; il porte sur ce seul support, et"
                                + " ne dit rien du fonctionnement ni de l'aspect de l'appareil.",
                        "The level is computed from medium and method, nobody claims it; it is about this medium alone, and says nothing of"
                                + " how the device works or looks.");
    }
}
