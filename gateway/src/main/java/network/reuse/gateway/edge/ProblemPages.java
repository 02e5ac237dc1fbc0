package network.reuse.gateway.edge;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** What a problem's code means, and what to do; where a problem's {@code type} leads. */
@ApplicationScoped
public class ProblemPages {

    private record Advice(String french, String english) {}

    private static final Map<String, Advice> KNOWN = Map.ofEntries(
            Map.entry(
                    "unauthenticated",
                    new Advice(
                            "Le jeton manque, a expiré, ou n'a pas été émis pour cette API. Demandez-en un nouveau.",
                            "The token is missing, expired, or was not made for this API. Ask for a new one.")),
            Map.entry(
                    "forbidden",
                    new Advice(
                            "Le jeton ne donne pas le rôle nécessaire à cette opération.",
                            "The token does not give the role that this operation needs.")),
            Map.entry(
                    "idempotency_key_missing",
                    new Advice(
                            "Chaque commande porte un en-tête Idempotency-Key de votre choix, unique par commande.",
                            "Each command carries an Idempotency-Key header of your choice, unique to the command.")),
            Map.entry(
                    "key_reused",
                    new Advice(
                            "La même Idempotency-Key a servi pour une autre demande. Une demande modifiée prend une nouvelle clé.",
                            "The same Idempotency-Key was used for another request. A changed request takes a new key.")),
            Map.entry(
                    "in_progress",
                    new Advice(
                            "Une autre commande sur le même objet est en cours. Réessayez avec la même Idempotency-Key.",
                            "Another command on the same thing is in progress. Try again with the same Idempotency-Key.")),
            Map.entry(
                    "if_match_missing",
                    new Advice(
                            "Lisez l'objet, puis reprenez son ETag dans If-Match.",
                            "Read the thing, then repeat its ETag in If-Match.")),
            Map.entry(
                    "stale",
                    new Advice(
                            "L'objet a changé depuis votre lecture. Relisez-le et décidez à nouveau.",
                            "The thing has changed since you read it. Read it again and decide anew.")),
            Map.entry(
                    "illegal_now",
                    new Advice(
                            "L'objet n'est pas dans un état qui permette cette action ; la réponse dit lesquelles le sont.",
                            "The thing is not in a state that allows this move; the answer says which ones are legal.")),
            Map.entry(
                    "invalid",
                    new Advice(
                            "Une ou plusieurs valeurs ne conviennent pas ; « errors » dit lesquelles, par pointeur JSON.",
                            "One or more values are not right; \"errors\" says which, by JSON pointer.")),
            Map.entry(
                    "unknown_parameter",
                    new Advice(
                            "L'opération ne connaît pas un paramètre de la demande ; « extensions.known » donne ceux qu'elle connaît.",
                            "The operation does not know a parameter of the request; \"extensions.known\" lists those that it knows.")),
            Map.entry(
                    "query_unreadable",
                    new Advice(
                            "La partie de l'adresse qui suit « ? » ne se décode pas. Écrivez « % » sous la forme %25.",
                            "What follows the \"?\" of the address cannot be decoded. Write \"%\" as %25.")),
            Map.entry(
                    "charset_unknown",
                    new Advice(
                            "Le charset déclaré du fichier n'est pas lu ici. Enregistrez le fichier en UTF-8 et déclarez-le.",
                            "The charset that the file is declared to have is not read here. Save it as UTF-8 and declare that.")),
            Map.entry(
                    "spreadsheet_not_csv",
                    new Advice(
                            "Le fichier est un classeur, pas un CSV. Enregistrez-le au format « CSV UTF-8 » et renvoyez-le.",
                            "The file is a workbook, not CSV. Save it as \"CSV UTF-8\" and send that.")),
            Map.entry(
                    "devices_registered",
                    new Advice(
                            "Des appareils du lot sont enregistrés pour son atelier : le lot n'en change plus.",
                            "Devices of the lot are registered for its workshop: it goes to no other any more.")),
            Map.entry(
                    "unavailable",
                    new Advice(
                            "Un composant est absent pour un moment. Réessayez après Retry-After, avec la même Idempotency-Key.",
                            "A part is away for a moment. Try again after Retry-After, with the same Idempotency-Key.")));

    private static final Advice ANY = new Advice(
            "Le champ « detail » de la réponse dit ce qui ne va pas, et « extensions » ce qui aide à y remédier.",
            "The answer's \"detail\" says what is wrong, and \"extensions\" what helps to mend it.");

    /** The page of a code, in both languages. */
    String about(String code) {
        Advice advice = KNOWN.getOrDefault(code, ANY);
        return code + "\n\n" + advice.french() + "\n\n" + advice.english() + "\n";
    }
}
