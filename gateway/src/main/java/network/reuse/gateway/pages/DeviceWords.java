package network.reuse.gateway.pages;

import java.util.List;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Grade;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.gateway.passport.PublicDevice.Whereabouts;
import network.reuse.gateway.passport.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a device says. A used device is never called new or as good as new, whatever its grade (Code de la
 * consommation, R. 122-4 to R. 122-6, by décret 2022-190); nor is it called reconditioned, which the law keeps for what was tested in
 * all its functions.
 */
final class DeviceWords {
    static final Sentence LOST = new Sentence("Appareil déclaré perdu", "Reported lost");
    static final Sentence LOST_HELP = new Sentence(
            "Vous l’avez sous les yeux\u202f? Laissez-le éteint et écrivez-nous, avec son code\u202f:",
            "Is it in front of you? Leave it switched off and write to us, with its code:");
    static final Sentence SCRAPPED = new Sentence("Appareil retiré pour recyclage", "Withdrawn for recycling");
    static final Sentence SCRAPPED_HELP = new Sentence(
            "Il ne servira plus et n’est à remettre ni à vendre à personne. On vous l’a proposé\u202f? Écrivez-nous, avec son code\u202f:",
            "It will not be used again, and is to be handed or sold to nobody. Were you offered it? Write to us, with its code:");
    static final Sentence NOTHING = new Sentence("Rien à montrer sous ce code", "Nothing to show for this code");
    static final Sentence NOTHING_WHY = new Sentence(
            "Soit l’appareil est en préparation dans un atelier, et sa page s’ouvrira quand il sera prêt\u202f; soit le code est mal lu\u202f:"
                    + " comparez-le à celui de l’étiquette.",
            "Either the device is being prepared in a workshop, and its page opens when it is ready; or the code was misread:"
                    + " compare it with the label.");
    static final Sentence AWAY = new Sentence("Réessayez dans une minute", "Try again in a minute");
    static final Sentence AWAY_WHY =
            new Sentence("Le registre ne répond pas pour le moment.", "The register does not answer for the moment.");
    static final Sentence SANDBOX = new Sentence(
            "Bac à sable\u202f: cet appareil n’existe pas, il sert à essayer.",
            "Sandbox: this device does not exist, it is for trying things out.");

    private DeviceWords() {}

    static Sentence category(DeviceCategory category) {
        return new Sentence(category.french(), category.english());
    }

    static Sentence whereabouts(Whereabouts whereabouts) {
        return switch (whereabouts) {
            case WAITING ->
                new Sentence(
                        "Remis en état, contrôlé, et prêt pour quelqu’un.", "Mended, checked, and ready for somebody.");
            case HANDED_OVER ->
                new Sentence("Remis en état, contrôlé, et remis à quelqu’un.", "Mended, checked, and handed over.");
            case SOLD -> new Sentence("Remis en état, contrôlé, et vendu.", "Mended, checked, and sold.");
        };
    }

    static Sentence grade(@Nullable Grade grade) {
        return switch (grade) {
            case null -> new Sentence("Pas encore classé.", "Not graded yet.");
            case A ->
                new Sentence(
                        "Grade A\u202f: appareil d’occasion, sans dommage visible.",
                        "Grade A: used, no visible damage.");
            case B -> new Sentence("Grade B\u202f: légères traces d’usage.", "Grade B: light traces of use.");
            case C -> new Sentence("Grade C\u202f: marques visibles.", "Grade C: visible marks.");
            case D -> new Sentence("Grade D\u202f: abîmé, en état de marche.", "Grade D: damaged, working.");
        };
    }

    /** What quality control stated to be there and to work; null when it stated nothing. */
    static Sentence checked(@Nullable List<CheckItem> items) {
        return items == null
                ? new Sentence(
                        "Contrôlé\u202f; la liste de contrôle n’est pas renseignée.",
                        "Checked; the checklist is not stated.")
                : new Sentence(
                        "Présents et en état : " + CheckItem.french(items) + ".",
                        "There and working: " + CheckItem.english(items) + ".");
    }

    static Sentence erased(@Nullable SanitisationLevel level) {
        return switch (level) {
            case null ->
                new Sentence(
                        "Aucun support de stockage\u202f: rien n’était à effacer.",
                        "No storage medium: there was nothing to erase.");
            case NONE -> new Sentence("Aucun effacement n’est enregistré.", "No erasure is recorded.");
            case CLEAR ->
                new Sentence(
                        "Effacées\u202f: aucun logiciel ne les retrouve (niveau Clear, NIST SP 800-88).",
                        "Erased: no software finds them again (level Clear, NIST SP 800-88).");
            case PURGE ->
                new Sentence(
                        "Effacées\u202f: même un laboratoire ne les retrouve pas (niveau Purge, NIST SP 800-88).",
                        "Erased: not even a laboratory finds them again (level Purge, NIST SP 800-88).");
            case DESTROY ->
                new Sentence(
                        "Les supports de stockage ont été détruits (niveau Destroy, NIST SP 800-88).",
                        "The storage media were destroyed (level Destroy, NIST SP 800-88).");
        };
    }
}
