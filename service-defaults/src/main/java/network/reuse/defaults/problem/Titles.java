package network.reuse.defaults.problem;

/** What each HTTP status means here, in a few words. */
public final class Titles {
    private Titles() {}

    public static String of(int status, boolean english) {
        return switch (status) {
            case 400 -> english ? "Unreadable request" : "Demande illisible";
            case 401 -> english ? "Not identified" : "Non identifié";
            case 403 -> english ? "Not allowed" : "Non autorisé";
            case 404 -> english ? "Unknown" : "Inconnu";
            case 405 -> english ? "Method not offered" : "Méthode non proposée";
            case 406 -> english ? "Format not offered" : "Format non proposé";
            case 408 -> english ? "Too slow" : "Trop lent";
            case 409 -> english ? "Not in this state" : "Impossible dans cet état";
            case 410 -> english ? "Not kept any more" : "N'est plus gardé";
            case 411 -> english ? "Length missing" : "Longueur absente";
            case 412 -> english ? "Changed meanwhile" : "Modifié entre-temps";
            case 413 -> english ? "Too large" : "Trop volumineux";
            case 415 -> english ? "Format not understood" : "Format non compris";
            case 417 -> english ? "Expectation not met" : "Attente impossible à satisfaire";
            case 422 -> english ? "Invalid values" : "Valeurs invalides";
            case 428 -> english ? "Condition missing" : "Condition absente";
            case 429 -> english ? "Too many requests" : "Trop de demandes";
            case 503 -> english ? "Not available now" : "Indisponible pour l'instant";
            default -> english ? "Internal error" : "Erreur interne";
        };
    }

    static String french(int status) {
        return switch (status) {
            case 400 -> "La demande n'a pas pu être lue ; vérifiez sa syntaxe.";
            case 401 -> "Présentez un jeton d'accès valide et non expiré, destiné à cette API (en-tête Authorization).";
            case 403 -> "Votre jeton ne donne pas le rôle nécessaire.";
            case 404 -> "Cette adresse ne correspond à rien.";
            case 405 -> "Cette méthode n'existe pas à cette adresse ; voir l'en-tête Allow.";
            case 406 -> "Aucun des formats demandés n'est proposé.";
            case 408 -> "La demande arrive trop lentement ; renvoyez-la par une meilleure connexion.";
            case 410 -> "Ce qui est demandé n'est plus gardé.";
            case 411 -> "Cette opération publique veut savoir la longueur de la demande (en-tête Content-Length).";
            case 413 -> "La demande dépasse la taille permise.";
            case 415 -> "Ce format n'est pas accepté ici ; voir la documentation de l'opération.";
            case 417 -> "La seule attente permise est « Expect: 100-continue ».";
            case 429 -> "Trop de demandes à la fois ; réessayez après le délai de l'en-tête Retry-After.";
            case 503 -> "Un composant est momentanément indisponible ; réessayez dans quelques secondes.";
            default -> "Une erreur interne s'est produite ; réessayez avec la même Idempotency-Key.";
        };
    }

    static String english(int status) {
        return switch (status) {
            case 400 -> "The request could not be read; check its syntax.";
            case 401 -> "Present a valid, unexpired access token made for this API (Authorization header).";
            case 403 -> "Your token does not give the role that this needs.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not offer that method; see the Allow header.";
            case 406 -> "None of the formats asked for is offered.";
            case 408 -> "The request comes too slowly; send it again on a better connection.";
            case 410 -> "What is asked for is not kept any more.";
            case 411 -> "This public operation needs to know the request's length (Content-Length header).";
            case 413 -> "The request is larger than allowed.";
            case 415 -> "This format is not accepted here; see the operation's documentation.";
            case 417 -> "The only expectation allowed is \"Expect: 100-continue\".";
            case 429 -> "Too many requests at once; try again after the time in the Retry-After header.";
            case 503 -> "A part is away for a moment; try again in a few seconds.";
            default -> "An internal error occurred; try again with the same Idempotency-Key.";
        };
    }

    static String code(int status) {
        return switch (status) {
            case 400 -> "malformed";
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 406 -> "not_acceptable";
            case 408 -> "too_slow";
            case 410 -> "gone";
            case 411 -> "length_required";
            case 413 -> "too_large";
            case 415 -> "unsupported_media_type";
            case 417 -> "expectation_failed";
            case 429 -> "too_many_requests";
            case 503 -> "unavailable";
            default -> status >= 500 ? "internal" : "malformed";
        };
    }
}
