package network.reuse.mediation.application;

import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The table of LaMednum 1.0.2: what a file may say. It is written against the standard, and knows nothing of who writes files. */
public final class LaMednumRules {
    private static final String HEADING =
            "id,pivot,nom,commune,code_postal,code_insee,adresse,complement_adresse,latitude,longitude,typologie,telephone,courriels,"
                    + "site_web,horaires,presentation_resume,presentation_detail,source,itinerance,structure_parente,date_maj,services,"
                    + "publics_specifiquement_adresses,prise_en_charge_specifique,frais_a_charge,dispositif_programmes_nationaux,"
                    + "formations_labels,autres_formations_labels,modalites_acces,modalites_accompagnement,fiche_acces_libre,prise_rdv";
    private static final List<String> REQUIRED =
            List.of("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj");
    private static final Map<String, Pattern> PATTERNS = Map.ofEntries(
            pattern("pivot", "[a-zA-Z0-9]{9,14}"),
            pattern("code_postal", "\\d{5}"),
            pattern("code_insee", "([013-9]\\d|2[AB1-9])\\d{3}"),
            pattern("latitude", "-?\\d{1,2}(\\.\\d+)?"),
            pattern("longitude", "-?\\d{1,3}(\\.\\d+)?"),
            pattern("telephone", "(\\+33|\\+590|\\+594|\\+262|\\+596|\\+269|\\+687|\\+689|\\+508|\\+681)(\\d){6,9}"),
            pattern("courriels", "[^@\\s|]+@[^@\\s|]+(\\|[^@\\s|]+@[^@\\s|]+)*"),
            pattern("site_web", "https?://[^\\s|]+(\\|https?://[^\\s|]+)*"),
            pattern("presentation_resume", "(?s).{1,280}"),
            pattern("date_maj", "\\d{4}-\\d{2}-\\d{2}"),
            pattern("fiche_acces_libre", "https?://\\S+"),
            pattern("prise_rdv", "https?://\\S+"));
    private static final Map<String, Set<String>> WORDS = Map.of(
            "itinerance",
            Set.of("Itinérant", "Fixe"),
            "services",
            Set.of(
                    "Aide aux démarches administratives",
                    "Maîtrise des outils numériques du quotidien",
                    "Insertion professionnelle via le numérique",
                    "Utilisation sécurisée du numérique",
                    "Parentalité et éducation avec le numérique",
                    "Loisirs et créations numériques",
                    "Compréhension du monde numérique",
                    "Accès internet et matériel informatique",
                    "Acquisition de matériel informatique à prix solidaire"),
            "publics_specifiquement_adresses",
            Set.of("Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes"),
            "prise_en_charge_specifique",
            Set.of(
                    "Surdité",
                    "Handicaps moteurs",
                    "Handicaps mentaux",
                    "Illettrisme",
                    "Langues étrangères (anglais)",
                    "Langues étrangères (autres)",
                    "Déficience visuelle"),
            "frais_a_charge",
            Set.of("Gratuit", "Gratuit sous condition", "Payant"),
            "dispositif_programmes_nationaux",
            Set.of(
                    "Aidants Connect",
                    "Bibliothèques numérique de référence",
                    "Certification PIX",
                    "Conseillers numériques",
                    "Emmaüs Connect",
                    "France Services",
                    "Grande école du numérique",
                    "La Croix Rouge",
                    "Point d'accès numérique CAF",
                    "Promeneurs du net",
                    "Relais numérique (Emmaüs Connect)"),
            "formations_labels",
            Set.of(
                    "Formé à « Mon Espace Santé »",
                    "Formé à « DUPLEX » (illettrisme)",
                    "Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
                    "Collectif ressources et acteurs réemploi (Normandie)",
                    "Étapes numériques(La Poste)",
                    "Fabriques de Territoire",
                    "Les Éclaireurs du numérique (Drôme)",
                    "Mes Papiers (Métropole de Lyon)",
                    "ORDI 3.0",
                    "SUD LABS (PACA)"),
            "modalites_acces",
            Set.of(
                    "Se présenter",
                    "Téléphoner",
                    "Contacter par mail",
                    "Prendre un RDV en ligne",
                    "Ce lieu n'accueille pas de public",
                    "Envoyer un mail avec une fiche de prescription"),
            "modalites_accompagnement",
            Set.of("En autonomie", "Accompagnement individuel", "Dans un atelier collectif", "À distance"));

    private LaMednumRules() {}

    private static Map.Entry<String, Pattern> pattern(String column, String regex) {
        return Map.entry(column, Pattern.compile(regex));
    }

    /** The columns that have a list of words. */
    static Map<String, Set<String>> words() {
        return WORDS;
    }

    /** What is wrong with a file, each as the line's number and the column. */
    public static List<String> faults(String file) throws IOException {
        List<String> faults = new ArrayList<>();
        List<CSVRecord> records;
        try (var parser = CSVFormat.RFC4180.parse(new StringReader(file))) {
            records = parser.getRecords();
        }
        List<String> columns = records.getFirst().toList();
        if (!String.join(",", columns).equals(HEADING)) {
            return List.of("0 heading");
        }
        Set<String> ids = new HashSet<>();
        for (int i = 1; i < records.size(); i++) {
            List<String> cells = records.get(i).toList();
            if (cells.size() != columns.size()) {
                faults.add(i + " cells");
                continue;
            }
            for (int c = 0; c < cells.size(); c++) {
                if (!isRight(columns.get(c), cells.get(c))) {
                    faults.add(i + " " + columns.get(c));
                }
            }
            if (!ids.add(cells.getFirst())) {
                faults.add(i + " id twice");
            }
        }
        return faults;
    }

    private static boolean isRight(String column, String cell) {
        if (cell.isEmpty()) {
            return !REQUIRED.contains(column);
        }
        Set<String> words = WORDS.get(column);
        if (words != null) {
            // The expression of the standard: a word of the list at the beginning or behind a bar, and nothing else.
            String one = words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
            return Pattern.matches("itinerance".equals(column) ? one : "(?:(?:^|\\|)(" + one + "))+$", cell);
        }
        Pattern pattern = PATTERNS.get(column);
        if (pattern != null && !pattern.matcher(cell).matches()) {
            return false;
        }
        return switch (column) {
            case "date_maj" -> isDay(cell);
            case "horaires" -> DescribedPlaces.areOpeningHours(cell);
            default -> true;
        };
    }

    private static boolean isDay(String cell) {
        try {
            return LocalDate.parse(cell).getYear() > 2000;
        } catch (DateTimeParseException none) {
            return false;
        }
    }
}
