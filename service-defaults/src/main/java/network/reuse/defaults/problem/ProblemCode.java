package network.reuse.defaults.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A code that problems bear, and what its page says of it: what it means, and what to do.
 *
 * @param status the status that it comes with
 * @param services who answers it: services by their names, or all of them when there is none
 * @param extensions such as the problem may bear
 */
public record ProblemCode(
        String code, int status, String french, String english, List<String> services, Map<String, Object> extensions) {

    private static final String COLLECTION = "collection";
    private static final String REFURB = "refurb";
    private static final String ALLOCATION = "allocation";
    private static final String MEDIATION = "mediation";
    private static final String GATEWAY = "gateway";

    /** Whoever decides at the operator's desk, which has a port of its own. */
    private static final String OPERATOR = "operator";

    /** Every code, in the order of the statuses and then of the alphabet. */
    public static final List<ProblemCode> ALL = List.of(
            of(
                    400,
                    "accept_unreadable",
                    "L'en-tête Accept ne se lit pas. Nommez des types de média, par exemple application/json.",
                    "The Accept header cannot be read. Name media types, such as application/json."),
            of(
                    400,
                    "ambiguous_path",
                    "Serveurs et mandataires liraient ce chemin différemment. Écrivez-le sans « ; », barre encodée ni segment « . ».",
                    "Servers and proxies would read this path differently. Write it without \";\", an encoded slash or a dot segment."),
            of(
                    400,
                    "charset_unknown",
                    "Le charset déclaré du fichier n'est pas lu ici. Enregistrez le fichier en UTF-8 et déclarez-le.",
                    "The charset that the file is declared to have is not read here. Save it as UTF-8 and declare that.",
                    COLLECTION,
                    ALLOCATION),
            of(
                    400,
                    "correlation_unreadable",
                    "L'en-tête X-Correlation-Id n'est pas un UUID. Envoyez un UUID, ou aucun en-tête.",
                    "The X-Correlation-Id header is no UUID. Send a UUID, or no such header."),
            of(
                    400,
                    "header_forbidden",
                    "Un en-tête contient un caractère que HTTP interdit. Retirez-le de son nom ou de sa valeur.",
                    "A header holds a character that HTTP forbids. Remove it from the name or the value."),
            of(
                    400,
                    "host_ambiguous",
                    "La demande nomme plusieurs hôtes, ou aucun. Envoyez exactement un en-tête Host.",
                    "The request names several hosts, or none. Send exactly one Host header."),
            of(
                    400,
                    "idempotency_key_missing",
                    "Chaque commande porte un en-tête Idempotency-Key de votre choix, unique par commande.",
                    "Each command carries an Idempotency-Key header of your choice, unique to the command."),
            of(
                    400,
                    "idempotency_key_too_long",
                    "L'en-tête Idempotency-Key compte 255 caractères au plus. Un UUID suffit.",
                    "The Idempotency-Key header has 255 characters at most. A UUID will do."),
            of(
                    400,
                    "if_match_unreadable",
                    "If-Match reprend un seul ETag fort, tel qu'il a été lu, par exemple \"v3\" ; ni *, ni W/, ni liste.",
                    "If-Match repeats one strong ETag as it was read, such as \"v3\"; no *, no W/, no list."),
            of(
                            400,
                            "malformed",
                            "La demande n'a pas pu être lue. Vérifiez la syntaxe du corps JSON et des en-têtes.",
                            "The request could not be read. Check the syntax of the JSON body and of the headers.")
                    .with("line", 1)
                    .with("column", 17),
            of(
                    400,
                    "operator_missing",
                    "Une décision porte le nom de qui la prend. Envoyez l'en-tête X-Operator.",
                    "A decision bears the name of the one who takes it. Send the header X-Operator.",
                    OPERATOR),
            of(
                    400,
                    "origin_missing",
                    "Un rebut se désigne par son origine. Ajoutez ?origin=…, comme la donne la liste.",
                    "A dead letter is named by its origin. Add ?origin=…, as the list gives it.",
                    OPERATOR),
            of(
                    400,
                    "reason_missing",
                    "Une décision porte sa raison, qui est conservée. Ajoutez ?reason=….",
                    "A decision bears its reason, which is kept. Add ?reason=….",
                    OPERATOR),
            of(
                    400,
                    "several_sheets",
                    "Plusieurs feuilles du classeur contiennent une liste. Envoyez-les une par une.",
                    "Several sheets of the workbook hold a list. Send them one by one.",
                    COLLECTION,
                    ALLOCATION),
            of(
                    400,
                    "spreadsheet_not_csv",
                    "Le fichier est un classeur, pas un texte. Envoyez un .xlsx avec son Content-Type, ou enregistrez-le au format « CSV UTF-8 ».",
                    "The file is a workbook, not a text. Send an .xlsx with its Content-Type, or save it as \"CSV UTF-8\".",
                    COLLECTION,
                    ALLOCATION),
            of(
                    400,
                    "stream_unreadable",
                    "Un flux se désigne par son type et son identifiant. Reprenez-les de GET /quarantined-streams.",
                    "A stream is named by its type and its id. Take both from GET /quarantined-streams.",
                    OPERATOR),
            of(
                    400,
                    "topic_missing",
                    "Le sujet Kafka à remplir manque. Ajoutez ?topic=collection.events.",
                    "The topic to fill is missing. Add ?topic=collection.events.",
                    OPERATOR),
            of(
                    400,
                    "uri_malformed",
                    "L'adresse n'est pas un URI. Encodez en UTF-8 et en %XX ce qui n'est ni lettre sans accent, ni chiffre, ni - . _ ~.",
                    "The address is no URI. Encode as UTF-8 and %XX what is no plain letter or digit and none of - . _ ~."),
            of(
                    400,
                    "workbook_unreadable",
                    "Le classeur n'est pas lisible comme XLSX. Enregistrez-le au format .xlsx sans mot de passe, ou « CSV UTF-8 ».",
                    "The workbook cannot be read as XLSX. Save it as .xlsx without a password, or as \"CSV UTF-8\".",
                    COLLECTION,
                    ALLOCATION),
            of(
                    401,
                    "unauthenticated",
                    "Le jeton manque, a expiré, ou n'a pas été émis pour cette API. Demandez-en un nouveau.",
                    "The token is missing, expired, or was not made for this API. Ask for a new one."),
            of(
                            403,
                            "forbidden",
                            "Le jeton ne donne aucun des rôles qu'il faut ; « extensions.roles » les nomme. Un seul suffit :"
                                    + " demandez-le à l'administration du réseau.",
                            "The token gives none of the roles that are needed; \"extensions.roles\" names them. One is"
                                    + " enough: ask the network's administration for it.")
                    .with("roles", List.of("donor")),
            of(
                    403,
                    "not_a_funder",
                    "L'organisation ne paie rien de ce livrable. Ses financeurs l'acceptent, chacun pour sa part.",
                    "The organisation pays nothing of this deliverable. Its funders accept it, each for its own share.",
                    ALLOCATION),
            of(
                    403,
                    "not_yours",
                    "L'objet existe, mais c'est à une autre organisation d'agir. « legal » dit ce qui vous est permis.",
                    "It exists, but it is another organisation's move. \"legal\" says what yours are."),
            of(
                            403,
                            "token_incomplete",
                            "Il manque au jeton ce que « extensions.claim » nomme : l'organisation, ou le réseau (env) auquel il"
                                    + " est destiné. Demandez à l'administration du réseau de le donner à votre client.",
                            "The token lacks the claim that \"extensions.claim\" names: the organisation, or the network (env)"
                                    + " that it is for. Ask the network's administration to give it to your client.")
                    .with("claim", "organisation"),
            of(
                    404,
                    "forgotten",
                    "Cette personne a été oubliée : ses coordonnées n'existent plus. Rien ne les ramène.",
                    "This person has been forgotten: the contact data no longer exists. Nothing brings it back.",
                    ALLOCATION,
                    MEDIATION),
            of(
                    404,
                    "no_region",
                    "Aucune région ne s'est encore fixé d'objectif. Choisissez-en une par ?region=44.",
                    "No region has set itself a target yet. Choose one by ?region=44.",
                    GATEWAY),
            of(
                    404,
                    "not_found",
                    "Cette adresse ne correspond à rien. Reprenez-la de la documentation.",
                    "There is nothing at this address. Take it from the documentation."),
            of(
                    404,
                    "unknown",
                    "Rien de ce nom n'est visible pour votre organisation. Vérifiez l'identifiant, et l'organisation du jeton.",
                    "Nothing by this name is visible to your organisation. Check the id, and the token's organisation."),
            of(
                    405,
                    "method_not_allowed",
                    "Cette méthode n'existe pas à cette adresse. L'en-tête Allow dit lesquelles existent.",
                    "This address does not offer that method. The Allow header says which ones it offers."),
            of(
                    406,
                    "not_acceptable",
                    "Aucun des formats demandés n'est proposé. Demandez application/json, ou ne demandez rien.",
                    "None of the formats asked for is offered. Ask for application/json, or for none."),
            of(
                    408,
                    "too_slow",
                    "La demande arrive trop lentement. Renvoyez-la par une meilleure connexion, avec la même Idempotency-Key.",
                    "The request comes too slowly. Send it again on a better connection, with the same Idempotency-Key."),
            of(
                    409,
                    "already_accepted",
                    "L'organisation a déjà accepté ce livrable. Sa part est exigible.",
                    "The organisation accepted this deliverable already. Its share is due.",
                    ALLOCATION),
            of(
                            409,
                            "already_corrected",
                            "Un autre énoncé, que nomme « extensions.correctedBy », a déjà corrigé celui-ci. Corrigez celui-là.",
                            "Another statement, which \"extensions.correctedBy\" names, corrects this one already. Correct that one.",
                            ALLOCATION)
                    .with("correctedBy", "01980000-0000-7000-8000-000000000001"),
            of(
                    409,
                    "already_delivered",
                    "Le livrable est déjà dit livré. Ses financeurs peuvent l'accepter.",
                    "The deliverable is said to be delivered already. Its funders may accept it.",
                    ALLOCATION),
            of(
                            409,
                            "already_booked",
                            "Le pack a déjà un rendez-vous, que nomme « extensions.appointment ». Déplacez-le, ou renoncez-y d'abord.",
                            "The pack has an appointment already, which \"extensions.appointment\" names. Move it, or give it up first.",
                            ALLOCATION)
                    .with("appointment", "01980000-0000-7000-8000-000000000001"),
            of(
                            409,
                            "already_exists",
                            "Un objet de cet identifiant, de cette référence ou de ce numéro existe déjà. Lisez celui de"
                                    + " « extensions.existing », s'il est à votre organisation, ou changez la valeur.",
                            "Something with this id, reference or number exists already. Read the one in \"extensions.existing\","
                                    + " when it is your organisation's, or change the value.")
                    .with("existing", "01980000-0000-7000-8000-000000000001"),
            of(
                            409,
                            "another_counterpart",
                            "L'organisation envers laquelle vous signez n'est plus celle du lot, par exemple après un changement"
                                    + " d'atelier. Relisez le lot ; « extensions.counterpart » la nomme.",
                            "The organisation that you sign towards is no longer the lot's, as after a change of workshop. Read the"
                                    + " lot again; \"extensions.counterpart\" names it.",
                            COLLECTION)
                    .with("counterpart", "01900000-0000-7000-8000-000000000004"),
            of(
                    409,
                    "attendance_recorded",
                    "Des présences sont déjà consignées : l'atelier ne peut pas commencer plus tard.",
                    "Attendance is recorded already: the workshop cannot begin later.",
                    MEDIATION),
            of(
                            409,
                            "back_order_ahead",
                            "D'autres demandes attendent déjà leur tour dans ce programme. Prenez rang derrière elles avec « backOrder ».",
                            "Other requests wait their turn in this programme already. Take a rank behind them with \"backOrder\".",
                            ALLOCATION)
                    .with("waiting", 10),
            of(
                            409,
                            "call_partly_settled",
                            "De l'appel est déjà dit payé. Corrigez d'abord ce paiement (…/settlement-correction).",
                            "Some of the call is said to be paid. Correct that payment first (…/settlement-correction).",
                            ALLOCATION)
                    .with("settledCents", 15000),
            of(
                    409,
                    "call_settled",
                    "L'appel de fonds est déjà payé. Un autre appel demande ce qui est dû depuis.",
                    "The call for funds is paid already. Another call asks for what has become due since.",
                    ALLOCATION),
            of(
                            409,
                            "ceiling_below_committed",
                            "Plus que cela est déjà engagé. Le plafond ne descend pas en dessous ; une annulation en libère.",
                            "More than that is committed already. The ceiling does not go below; a cancellation frees some.",
                            ALLOCATION)
                    .with("committedCents", 15000),
            of(
                    409,
                    "certificate_being_issued",
                    "Le certificat d'effacement du support est en cours d'émission. Réessayez dans quelques secondes.",
                    "The certificate of the medium's erasure is being issued. Try again in a few seconds.",
                    REFURB),
            of(
                            409,
                            "correction_above_settlement",
                            "Moins que cela est dit payé de cet appel. Corrigez « extensions.settledCents » centimes au plus.",
                            "Less than that of this call is said to be paid. Correct \"extensions.settledCents\" cents at most.",
                            ALLOCATION)
                    .with("settledCents", 15000),
            of(
                            409,
                            "counts_differ",
                            "Votre décompte diffère de celui du transporteur. Accordez-vous, puis l'un des deux corrige.",
                            "Your count differs from the carrier's. Agree, then one of you corrects.",
                            COLLECTION)
                    .with("loaded", List.of(sorted(Map.of("category", "LAPTOP", "count", 11)))),
            of(
                    409,
                    "credit_used",
                    "Des packs de cet appel sont revenus et l'avoir du financeur a servi depuis, dans un autre appel ou un remboursement. L'appel reste ; ce qui est de trop est à rembourser.",
                    "Packs of this call came back and the funder's credit was used since, by another call or a refund. The call stays; what is too much is to be paid back.",
                    ALLOCATION),
            of(
                            409,
                            "days_in_use",
                            "Des demandes ou des réservations datent de jours que le programme ne couvrirait plus. Gardez ces jours.",
                            "Requests or reservations were made on days that the programme would cover no more. Keep these days.",
                            ALLOCATION)
                    .with("from", "2026-09-01")
                    .with("until", "2026-12-31"),
            of(
                            409,
                            "device_locked",
                            "L'appareil est verrouillé : « extensions.lock » dit par quoi. Son donneur est prié de le libérer ; dites qu'il est ouvert (…/unlocking), ou que le verrou n'en était pas un (…/lock-correction).",
                            "The device is locked: \"extensions.lock\" says by what. Its donor is asked to release it; say that it is open (…/unlocking), or that it was not locked (…/lock-correction).",
                            REFURB)
                    .with("lock", "REMOTE_MANAGEMENT"),
            of(
                            409,
                            "devices_moved_on",
                            "Des appareils du pack ne sont plus en route vers leur atelier. Corrigez d'abord une perte ; ce qui est reçu reste rendu.",
                            "Devices of the pack are no longer on their way to their workshop. Correct a loss first; what was received stays returned.",
                            ALLOCATION)
                    .with("devices", List.of("D-7Q4K2M")),
            of(
                    409,
                    "devices_registered",
                    "Des appareils du lot sont enregistrés pour son atelier : le lot n'en change plus.",
                    "Devices of the lot are registered for its workshop: it goes to no other any more.",
                    COLLECTION),
            of(
                            409,
                            "devices_elsewhere",
                            "Des appareils ne sont plus sur la palette. Retirez-les, ou nommez-les comme manquants.",
                            "Some devices are no longer on the pallet. Unload them, or name them as missing.",
                            REFURB)
                    .with("devices", List.of("01900000-0000-7000-8000-0000000000a1")),
            of(
                            409,
                            "discrepancy_open",
                            "Les décomptes du lot diffèrent. Réglez l'écart, puis réessayez.",
                            "The lot's counts differ. Settle the discrepancy, then try again.",
                            COLLECTION)
                    .with("disputed", List.of(sorted(Map.of("category", "LAPTOP", "count", 2)))),
            of(
                            409,
                            "eligibility_unknown",
                            "Des critères du programme restent à vérifier pour cette demande. Répondez-y (checkEligibility), puis réservez.",
                            "Criteria of the programme are still to be checked for this request. Answer them (checkEligibility), then reserve.",
                            ALLOCATION)
                    .with("ruleVersion", 1)
                    .with("unknown", List.of("DISPOSABLE_INCOME")),
            of(
                            409,
                            "enough_photos",
                            "L'appareil a déjà autant de photos que permis ; « extensions.most » dit combien.",
                            "The device has as many photos as it may; \"extensions.most\" says how many.",
                            REFURB)
                    .with("most", 10),
            of(
                            409,
                            "enough_slips",
                            "La palette a déjà autant de documents de bordereau que permis ; « extensions.most » dit combien.",
                            "The pallet has as many documents of its slip as it may; \"extensions.most\" says how many.",
                            REFURB)
                    .with("most", 10),
            of(
                            409,
                            "envelope_closed",
                            "L'enveloppe est fermée, ou hors de sa période. Demandez au porteur de la prolonger, ou d'en ouvrir une autre.",
                            "The envelope is closed, or outside its period. Ask the sponsor to extend it, or to open another one.",
                            ALLOCATION)
                    .with("envelope", "01985c80-1a2b-7c3d-8e4f-5a6b7c8d9e01")
                    .with("envelopeCode", "E-5P1C0F")
                    .with("from", "2026-09-01")
                    .with("until", "2026-12-31"),
            of(
                            409,
                            "envelope_exhausted",
                            "Une enveloppe qui finance le pack n'a plus assez. Une réservation qui expire en libère, et le plafond peut être relevé.",
                            "An envelope that pays for the pack has too little left. A reservation that expires frees some, and the ceiling may be raised.",
                            ALLOCATION)
                    .with("envelope", "01985c80-1a2b-7c3d-8e4f-5a6b7c8d9e01")
                    .with("envelopeCode", "E-5P1C0F")
                    .with("availableCents", 0)
                    .with("neededCents", 15000),
            of(
                            409,
                            "erasure_below_programme",
                            "Les appareils en stock qui conviendraient sont effacés à un niveau moindre que celui du programme. Attendez-en"
                                    + " d'autres, ou amendez le programme.",
                            "The devices in stock that would fit are erased to a lower level than the programme's. Wait for others, or amend"
                                    + " the programme.",
                            ALLOCATION)
                    .with("required", "PURGE")
                    .with("obtained", "CLEAR")
                    .with("missing", List.of(sorted(Map.of("category", "LAPTOP", "worstGrade", "C", "count", 1)))),
            of(
                            409,
                            "erasure_level_insufficient",
                            "Des supports ne sont pas assez effacés. Effacez-les au niveau requis, ou détruisez-les.",
                            "Some media are not erased enough. Erase them to the required level, or destroy them.",
                            REFURB)
                    .with("required", "CLEAR")
                    .with("obtained", "NONE")
                    .with(
                            "media",
                            List.of(sorted(Map.of(
                                    "serialNumber", "WD-WX11A2345678", "obtained", "NONE", "required", "CLEAR")))),
            of(
                    409,
                    "evidence_decided",
                    "Cette preuve n'attend plus dans la corbeille. Relisez la corbeille.",
                    "This evidence does not wait in the tray any more. Read the tray again.",
                    REFURB),
            of(
                            409,
                            "gift_agreement_missing",
                            "La convention de don du lot n'est pas signée des deux parties. Celle que nomme « extensions.missing » la signe"
                                    + " (…/gift-agreement/donor-signature ou …/recipient-signature), puis réservez le transporteur.",
                            "The lot's gift agreement is not signed by both parties. Whoever \"extensions.missing\" names signs it"
                                    + " (…/gift-agreement/donor-signature or …/recipient-signature), then book the carrier.",
                            COLLECTION)
                    .with("missing", List.of("RECIPIENT_SIGNATURE")),
            of(
                            409,
                            "goods_below_reserved",
                            "Plus que cela est mis de côté pour des packs. Annulez d'abord des réservations, ou comptez à nouveau.",
                            "More than that is put aside for packs. Cancel reservations first, or count again.",
                            ALLOCATION)
                    .with("reserved", 12),
            of(
                            409,
                            "goods_moved",
                            "Les livres n'ont plus le compte que vous supposiez (« expected ») : il en est venu ou parti. Recomptez, puis indiquez ce qu'ils ont (« extensions.inStock »).",
                            "The books no longer have the count that you took them to have (\"expected\"): some came or left. Count again, then state what they have (\"extensions.inStock\").",
                            ALLOCATION)
                    .with("expected", 400)
                    .with("inStock", 399)
                    .with("free", 387)
                    .with("reserved", 12),
            of(
                            409,
                            "goods_short",
                            "Des biens du pack manquent. Recevez-en d'autres, corrigez le compte, ou prenez rang avec « backOrder ».",
                            "Goods of the pack lack. Receive more, put the count right, or take a rank with \"backOrder\".",
                            ALLOCATION)
                    .with("missing", List.of(sorted(Map.of("name", "Casque", "wanted", 1, "there", 0)))),
            of(
                    409,
                    "grade_missing",
                    "L'appareil n'a pas encore de grade. Attribuez-le d'abord.",
                    "The device has no grade yet. Give it one first.",
                    REFURB),
            of(
                            409,
                            "household_served",
                            "Ce foyer a déjà une demande en cours ou un pack dans ce groupe de programmes ; d'une liste, « extensions.line » dit la ligne qui le nomme déjà. Adressez-vous au porteur.",
                            "This household already has an open request or a pack in this group of programmes; of a list, \"extensions.line\" is the line that names it already. Ask the sponsor.",
                            ALLOCATION)
                    .with("line", 9),
            of(
                            409,
                            "identification_in_use",
                            "Des demandes ont été faites dans le programme « extensions.programme » du même groupe. Ses foyers sont reconnus comme alors ; ouvrez un programme d'un autre groupe.",
                            "Requests were made in the programme \"extensions.programme\" of the same group. Its households are told apart as they were then; open a programme of another group.",
                            ALLOCATION)
                    .with("programme", "P-7Q4K2M"),
            of(
                            409,
                            "illegal_now",
                            "L'objet n'est pas dans un état qui permette cette action ; « extensions.legal » dit lesquelles le sont.",
                            "It is not in a state that allows this move; \"extensions.legal\" says which ones are legal.")
                    .with("status", "LOST")
                    .with("legal", List.of("LOSS_CORRECTION")),
            of(
                            409,
                            "in_two_places",
                            "Un véhicule, un médiateur, une salle ou une machine est ailleurs à ce moment, trajets compris. Prenez-en un autre, ou un autre temps.",
                            "A vehicle, a mediator, a room or a machine is elsewhere at that time, ways included. Take another one, or another time.",
                            MEDIATION)
                    .with(
                            "collides",
                            List.of(
                                    sorted(Map.of(
                                            "kind", "MEDIATOR",
                                            "reference", "M-07",
                                            "tour", "01900000-0000-7000-8000-0000000000a1",
                                            "code", "T-7Q4K2M",
                                            "from", "2026-03-02T08:00:00Z",
                                            "until", "2026-03-02T10:00:00Z")),
                                    sorted(Map.of(
                                            "kind", "RESOURCE",
                                            "reference", "3D-1",
                                            "workshop", "01900000-0000-7000-8000-0000000000a2",
                                            "code", "W-7Q4K2M",
                                            "from", "2026-03-02T08:00:00Z",
                                            "until", "2026-03-02T10:00:00Z")))),
            of(
                    409,
                    "in_progress",
                    "Une autre commande sur le même objet est en cours. Réessayez avec la même Idempotency-Key.",
                    "Another command on the same thing is in progress. Try again with the same Idempotency-Key."),
            of(
                    409,
                    "invitation_needed",
                    "On vient à l'atelier sur invitation. Prenez la place par le lien reçu, ou demandez-la à qui tient l'atelier.",
                    "The workshop is by invitation. Take the seat by the link that was sent, or ask those who hold the workshop.",
                    MEDIATION),
            of(
                    409,
                    "invitation_used",
                    "Cette invitation a déjà servi ou n'est plus valable. Demandez-en une autre à qui a remis l'appareil.",
                    "This invitation was used already or is no longer valid. Ask whoever handed over the device for another.",
                    MEDIATION),
            of(
                            409,
                            "line_already_asked",
                            "La demande a déjà une ligne. Annulez-la d'abord, ou relancez-la si elle a échoué.",
                            "The request has a line already. Cancel it first, or ask for it anew if it failed.",
                            ALLOCATION)
                    .with("line", "01985ff0-3c4d-7e5f-8a6b-7c8d9e0f1a01"),
            of(
                            409,
                            "line_criteria_missing",
                            "L'offre demande des critères que cette demande n'a pas remplis (« extensions.missing »). Faites-les vérifier dans la demande, ou prenez une autre offre.",
                            "The offer asks for criteria that this request has not passed (\"extensions.missing\"). Have them checked in the request, or take another offer.",
                            ALLOCATION)
                    .with(
                            "missing",
                            List.of(sorted(Map.of(
                                    "criterion",
                                    "STUDENT",
                                    "verdict",
                                    "UNKNOWN",
                                    "french",
                                    "Être étudiant",
                                    "english",
                                    "Is a student")))),
            of(
                            409,
                            "lines_below_taken",
                            "Plus de lignes que cela sont prises (« extensions.taken »). Indiquez-en autant au moins.",
                            "More lines than that are taken (\"extensions.taken\"). State as many at least.",
                            ALLOCATION)
                    .with("taken", 12),
            of(
                            409,
                            "lines_exhausted",
                            "Les lignes de cette offre sont prises. Demandez à l'opérateur d'en ajouter, ou prenez une autre offre.",
                            "The lines of this offer are taken. Ask the provider for more, or take another offer.",
                            ALLOCATION)
                    .with("lines", 100),
            of(
                    409,
                    "medium_destroyed",
                    "Ce support est déjà détruit : rien ne s'y fait plus.",
                    "This medium is destroyed already: nothing is done to it any more.",
                    REFURB),
            of(
                            409,
                            "medium_elsewhere",
                            "Ce support n'est plus dans l'appareil : il a été monté dans un autre (« extensions.fittedInto »). Relisez l'appareil.",
                            "This medium is no longer in the device: it was fitted into another (\"extensions.fittedInto\"). Read the device again.",
                            REFURB)
                    .with("fittedInto", "01900000-0000-7000-8000-0000000000a1"),
            of(
                            409,
                            "medium_not_erased",
                            "Le support n'est pas assez effacé pour être monté ailleurs. Effacez-le d'abord au niveau requis, dans l'appareil où il est.",
                            "The medium is not erased enough to be fitted elsewhere. First erase it to the required level, in the device that it is in.",
                            REFURB)
                    .with("required", "CLEAR")
                    .with("obtained", "NONE"),
            of(
                    409,
                    "more_booked",
                    "Plus de places sont déjà réservées. Annulez d'abord des réservations.",
                    "More seats are booked already. Cancel bookings first.",
                    MEDIATION),
            of(
                    409,
                    "not_delivered",
                    "Le livrable n'est pas dit livré. Attendez que le porteur le dise.",
                    "The deliverable is not said to be delivered. Wait until the sponsor says so.",
                    ALLOCATION),
            of(
                    409,
                    "nothing_booked",
                    "Cette invitation n'a pas de place réservée sous ce code. Relisez l'invitation.",
                    "This invitation has no seat that is booked under this code. Read the invitation again.",
                    MEDIATION),
            of(
                    409,
                    "near_match_undecided",
                    "La demande ressemble à une autre du groupe, plus ancienne ou déjà servie, et le porteur veut que de telles demandes attendent. Dites d'abord si elles sont d'un même foyer (POST /v1/allocation/near-matches/decisions).",
                    "The request looks like another one of the group, earlier or served already, and the sponsor has such wait. First say whether they are of one household (POST /v1/allocation/near-matches/decisions).",
                    ALLOCATION),
            of(
                            409,
                            "no_stock",
                            "Le stock ne suffit pas. Demandez moins, un autre grade, ou attendez la prochaine livraison.",
                            "There is not enough in stock. Ask for fewer, for another grade, or wait for the next delivery.",
                            ALLOCATION)
                    .with("missing", List.of(sorted(Map.of("category", "LAPTOP", "worstGrade", "C", "count", 2)))),
            of(
                    409,
                    "not_alike",
                    "Les deux demandes n'ont rien en commun. Lisez celles qui se ressemblent (GET /v1/allocation/near-matches).",
                    "The two requests have nothing in common. Read those that look alike (GET /v1/allocation/near-matches).",
                    ALLOCATION),
            of(
                    409,
                    "not_decided",
                    "La décision n'a pas été prise ; la réponse dit pourquoi.",
                    "The decision was not taken; the answer says why.",
                    OPERATOR),
            of(
                    409,
                    "not_taken_over",
                    "Le lot n'a pas été compté par les deux parties, chacune de son côté : il n'a pas de bordereau.",
                    "The lot has not been counted by both parties, each on its own: it has no slip.",
                    COLLECTION),
            of(
                            409,
                            "not_eligible",
                            "Cette personne ne remplit pas les critères du programme ; « extensions.criteria » dit comment chacun a été répondu.",
                            "This person does not meet the programme's criteria; \"extensions.criteria\" says how each was answered.",
                            ALLOCATION)
                    .with("ruleVersion", 1)
                    .with("combination", "ALL")
                    .with(
                            "criteria",
                            List.of(sorted(Map.of(
                                    "criterion",
                                    "STUDENT",
                                    "verdict",
                                    "FAIL",
                                    "ruleVersion",
                                    1,
                                    "french",
                                    "Être étudiant : non.",
                                    "english",
                                    "Is a student: no.")))),
            of(
                            409,
                            "nothing_due",
                            "Rien n'est à appeler, une fois l'avoir du financeur déduit. Attendez qu'un pack soit remis.",
                            "There is nothing to call for, once the funder's credit is taken off. Wait until a pack is handed over.",
                            ALLOCATION)
                    .with("dueCents", 0)
                    .with("creditCents", 0),
            of(
                            409,
                            "offer_lapsed",
                            "La place n'était proposée que jusqu'à cet instant. Prenez rang de nouveau.",
                            "The seat was offered until that instant alone. Take a rank anew.",
                            MEDIATION)
                    .with("until", "2026-03-02T16:00:00Z"),
            of(
                            409,
                            "on_another_run",
                            "Le lot est déjà dans une autre de vos tournées. Retirez-l'en d'abord.",
                            "The lot is on another run of yours already. Take it off that one first.",
                            COLLECTION)
                    .with("run", "01900000-0000-7000-8000-0000000000a1"),
            of(
                            409,
                            "on_another_way",
                            "Ce véhicule ou cet équipage est en tournée à ce moment. Prenez-en un autre, ou un autre temps.",
                            "This vehicle or this crew is on a run at that time. Take another one, or another time.",
                            COLLECTION)
                    .with(
                            "collides",
                            List.of(sorted(Map.of("run", "01900000-0000-7000-8000-0000000000a1", "code", "T-7Q4K2M")))),
            of(
                            409,
                            "outside_waves",
                            "Le programme prend les demandes par vagues, et aucune n'est ouverte ce jour-là. « extensions.next » dit la prochaine, s'il y en a une.",
                            "The programme takes requests in waves, and none is open on that day. \"extensions.next\" says the next one, if there is one.",
                            ALLOCATION)
                    .with(
                            "next",
                            sorted(Map.of(
                                    "label",
                                    "Deuxième vague",
                                    "from",
                                    "2026-10-01",
                                    "until",
                                    "2026-10-31",
                                    "count",
                                    200))),
            of(
                    409,
                    "pallet_empty",
                    "La palette est vide. Chargez-la d'abord.",
                    "The pallet is empty. Load it first.",
                    REFURB),
            of(
                    409,
                    "pallet_full",
                    "La palette porte déjà 500 appareils. Ouvrez-en une autre.",
                    "The pallet carries 500 devices already. Open another one.",
                    REFURB),
            of(
                    409,
                    "pallet_not_empty",
                    "Des appareils sont encore sur la palette. Retirez-les d'abord.",
                    "Devices are still on the pallet. Unload them first.",
                    REFURB),
            of(
                    409,
                    "plan_in_use",
                    "Un pack a déjà été réservé dans le programme. Son plan de cofinancement ne change plus ; ouvrez un autre programme.",
                    "A pack was reserved in the programme already. Its co-financing plan does not change any more; open another programme.",
                    ALLOCATION),
            of(
                            409,
                            "programme_closed",
                            "Le programme est fermé, ou hors de ses dates. Prenez-en un autre, ou demandez à son porteur.",
                            "The programme is closed, or outside its dates. Take another one, or ask its sponsor.",
                            ALLOCATION)
                    .with("from", "2026-09-01")
                    .with("until", "2026-12-31"),
            of(
                    409,
                    "programme_draft",
                    "Le programme est encore un brouillon. Ouvrez-le d'abord (…/opening).",
                    "The programme is still a draft. Open it first (…/opening).",
                    ALLOCATION),
            of(
                            409,
                            "programme_not_admitted",
                            "L'atelier est pour les personnes de certains programmes, que nomme « extensions.programmes ». Nommez l'un d'eux dans « programmeId ».",
                            "The workshop is for people of certain programmes, which \"extensions.programmes\" names. Name one of them in \"programmeId\".",
                            MEDIATION)
                    .with("programmes", List.of("01980000-0000-7000-8000-000000000001")),
            of(
                            409,
                            "programme_suspended",
                            "Le programme est suspendu : « extensions.reason » dit pourquoi. Attendez sa reprise ; les packs réservés se remettent.",
                            "The programme is suspended: \"extensions.reason\" says why. Wait until it is resumed; reserved packs are handed over.",
                            ALLOCATION)
                    .with("reason", "Livraison retardée"),
            of(
                            409,
                            "quota_below_taken",
                            "Plus de packs sont déjà réservés ou remis. Le quota ne descend pas en dessous.",
                            "More packs are reserved or gone already. The quota does not go below that.",
                            ALLOCATION)
                    .with("taken", 12),
            of(
                            409,
                            "quota_used_up",
                            "Tous les packs du programme sont réservés ou remis. Une réservation qui expire en libère un, et le quota peut être relevé.",
                            "All packs of the programme are reserved or gone. A reservation that expires frees one, and the quota may be raised.",
                            ALLOCATION)
                    .with("quota", 400),
            of(
                            409,
                            "refund_above_credit",
                            "Le financeur n'a pas un tel avoir. Remboursez ce qu'il a, au plus.",
                            "The funder has no such credit. Pay back what it has, at most.",
                            ALLOCATION)
                    .with("creditCents", 15000),
            of(
                            409,
                            "requests_in_no_share",
                            "« extensions.requests » demandes attendent hors des parts et plus aucun pack ne serait pour elles. Laissez-leur des packs hors des parts, ou répondez-y d'abord.",
                            "\"extensions.requests\" requests wait that are in no share, and no pack would be for them. Leave packs outside of the shares, or answer them first.",
                            ALLOCATION)
                    .with("requests", 3),
            of(
                    409,
                    "sale_not_kept",
                    "Ce retour date d'une version qui ne gardait rien de la vente. Il ne se corrige plus.",
                    "This return was recorded by a release that kept nothing of the sale. It cannot be corrected any more.",
                    ALLOCATION),
            of(
                            409,
                            "sandbox_full",
                            "Trop d'organisations d'essai sont ouvertes pour votre organisation. Fermez-en une (closing), ou attendez"
                                    + " qu'une prenne fin.",
                            "Too many sandbox organisations are open for your organisation. Close one (closing), or wait until one"
                                    + " ends.",
                            GATEWAY)
                    .with("most", 10)
                    .with("open", 10),
            of(
                    409,
                    "same_technician",
                    "Qui contrôle a travaillé sur l'appareil, selon vos références. Faites contrôler par quelqu'un d'autre, ou corrigez la référence.",
                    "Whoever checks has worked on the device, by your references. Have somebody else check it, or correct the reference.",
                    REFURB),
            of(
                            409,
                            "settlement_above_call",
                            "Il reste moins que cela à payer. Dites ce qui a été payé de cet appel.",
                            "Less than that is left to pay. Say what was paid of this call.",
                            ALLOCATION)
                    .with("leftCents", 15000),
            of(
                            409,
                            "settlement_refunded",
                            "Ce paiement a été rendu au financeur en partie. Corrigez « extensions.settledCents » centimes au plus.",
                            "This payment was paid back to the funder in part. Correct \"extensions.settledCents\" cents at most.",
                            ALLOCATION)
                    .with("settledCents", 5000),
            of(
                            409,
                            "share_below_taken",
                            "Plus de packs de la part « extensions.share » (vide : hors des parts) sont déjà réservés ou remis. Elle ne descend pas en dessous.",
                            "More packs of the share \"extensions.share\" (empty: in none) are reserved or gone already. It does not go below that.",
                            ALLOCATION)
                    .with("share", "Bellevue")
                    .with("taken", 12),
            of(
                            409,
                            "share_in_use",
                            "Des demandes relèvent de cette part. Gardez-la sous ce nom ; son nombre et ses codes peuvent changer.",
                            "Requests are in this share. Keep it by this name; its count and its codes may change.",
                            ALLOCATION)
                    .with("share", "Bellevue"),
            of(
                            409,
                            "share_used_up",
                            "Tous les packs de la part « extensions.share » (vide : hors des parts) sont réservés ou remis. Une réservation qui expire en libère un, et la part peut être relevée.",
                            "All packs of the share \"extensions.share\" (empty: in none) are reserved or gone. A reservation that expires frees one, and the share may be raised.",
                            ALLOCATION)
                    .with("share", "Bellevue")
                    .with("count", 132)
                    .with("taken", 132),
            of(
                            409,
                            "slot_full",
                            "Les places de ce créneau sont prises. Choisissez-en un autre.",
                            "The places of this slot are taken. Choose another one.",
                            ALLOCATION)
                    .with("from", "2026-09-03T07:30:00Z")
                    .with("packsPerSlot", 12),
            of(
                    409,
                    "stop_cancelled",
                    "L'étape de la tournée est annulée. Prenez-en une autre.",
                    "The stop of the tour is cancelled. Take another one.",
                    MEDIATION),
            of(
                            409,
                            "too_many_contributions",
                            "L'enveloppe liste autant d'apports en nature qu'elle peut. Déclarez les suivants sur une autre.",
                            "The envelope lists as many contributions in kind as it can. State further ones on another.",
                            ALLOCATION)
                    .with("most", 200),
            of(
                    409,
                    "triage_missing",
                    "On ne sait pas encore quels supports l'appareil contient. Triez-le d'abord.",
                    "Nobody knows yet which media the device holds. Triage it first.",
                    REFURB),
            of(
                            409,
                            "webhooks_full",
                            "Votre organisation a autant de webhooks que permis. Fermez-en un (closing).",
                            "Your organisation has as many webhooks as it may. Close one (closing).",
                            GATEWAY)
                    .with("most", 20)
                    .with("open", 20),
            of(
                            409,
                            "workshop_full",
                            "Toutes les places de l'atelier sont réservées ou attendues. Prenez rang avec « waitingList », ou un autre atelier.",
                            "All seats of the workshop are booked or waited for. Take a rank with \"waitingList\", or another workshop.",
                            MEDIATION)
                    .with("capacity", 12),
            of(
                            409,
                            "workshop_over",
                            "L'atelier est terminé. Prenez un autre atelier.",
                            "The workshop is over. Take another workshop.",
                            MEDIATION)
                    .with("until", "2026-03-02T16:00:00Z"),
            of(
                    409,
                    "wrong_basis",
                    "Les packs de ce programme se donnent, ou se vendent. Prenez l'autre opération.",
                    "This programme's packs are given, or sold. Take the other operation.",
                    ALLOCATION),
            of(
                            410,
                            "feed_resync",
                            "Le fil n'a plus tout ce qui suit cette position. Relisez vos objets par leurs listes, puis reprenez le fil après « extensions.oldest ».",
                            "The feed does not have all that follows this position any more. Read your objects again by their lists, then read the feed on after \"extensions.oldest\".",
                            GATEWAY)
                    .with("oldest", "1.48213"),
            of(
                    411,
                    "length_required",
                    "Cette opération publique veut savoir la longueur de la demande. Envoyez Content-Length.",
                    "This public operation needs to know the request's length. Send Content-Length."),
            of(
                            412,
                            "stale",
                            "L'objet a changé depuis votre lecture. Relisez-le et décidez à nouveau.",
                            "It has changed since you read it. Read it again and decide anew.")
                    .with("current", "\"v4\""),
            of(
                    413,
                    "too_large",
                    "La demande dépasse la taille permise. Découpez-la en plusieurs.",
                    "The request is larger than allowed. Cut it into several."),
            of(
                    413,
                    "too_many_lines",
                    "Le fichier a plus de 10 000 lignes. Découpez-le en plusieurs.",
                    "The file has more than 10,000 lines. Cut it into several.",
                    COLLECTION,
                    ALLOCATION),
            of(
                    413,
                    "workbook_too_large",
                    "Le classeur est trop grand une fois décompressé. N'y gardez que la liste des appareils.",
                    "The workbook is too large once it is unpacked. Leave nothing in it but the list of devices.",
                    COLLECTION,
                    ALLOCATION),
            of(
                    415,
                    "unsupported_media_type",
                    "Ce format n'est pas accepté ici. L'opération dit lesquels le sont ; souvent application/json.",
                    "This format is not accepted here. The operation says which ones are, most often application/json."),
            of(
                    417,
                    "expectation_failed",
                    "La seule attente permise est « Expect: 100-continue ». Retirez l'en-tête Expect.",
                    "The only expectation allowed is \"Expect: 100-continue\". Remove the Expect header."),
            of(
                    422,
                    "invalid",
                    "Une ou plusieurs valeurs ne conviennent pas ; « errors » dit lesquelles, par pointeur JSON.",
                    "One or more values are not right; \"errors\" says which, by JSON pointer."),
            of(
                    422,
                    "key_reused",
                    "La même Idempotency-Key a servi pour une autre demande. Une demande modifiée prend une nouvelle clé.",
                    "The same Idempotency-Key was used for another request. A changed request takes a new key."),
            of(
                            422,
                            "price_above_legal_cap",
                            "Du matériel donné par une personne publique se vend à un prix plafonné (décret 2022-1413). Baissez le prix.",
                            "Equipment given by a public body is sold at a capped price (décret 2022-1413). Lower the price.",
                            ALLOCATION)
                    .with("capCents", 10_000)
                    .with("rule", "FR-2022-1413")
                    .with("ruleVersion", 1),
            of(
                            422,
                            "unknown_parameter",
                            "L'opération ne connaît pas un paramètre de la demande ; « extensions.known » donne ceux qu'elle connaît.",
                            "The operation does not know a parameter of the request; \"extensions.known\" lists those that it knows.")
                    .with("known", List.of("after", "limit")),
            of(
                    422,
                    "unreadable_character",
                    "Un texte contient un caractère nul (U+0000). Retirez-le.",
                    "A text contains a null character (U+0000). Remove it."),
            of(
                            428,
                            "if_match_missing",
                            "Lisez l'objet, puis reprenez son ETag dans If-Match.",
                            "Read the thing, then repeat its ETag in If-Match.")
                    .with("current", "\"v4\""),
            of(
                    429,
                    "too_many_requests",
                    "Trop de demandes à la fois. Réessayez après le délai de Retry-After, avec la même Idempotency-Key.",
                    "Too many requests at once. Try again after the time in Retry-After, with the same Idempotency-Key."),
            of(
                    500,
                    "internal",
                    "Une erreur interne s'est produite. Réessayez avec la même Idempotency-Key ; donnez traceId si elle dure.",
                    "An internal error occurred. Try again with the same Idempotency-Key; tell the traceId if it lasts."),
            of(
                    503,
                    "unavailable",
                    "Un composant est absent pour un moment. Réessayez après Retry-After, avec la même Idempotency-Key.",
                    "A part is away for a moment. Try again after Retry-After, with the same Idempotency-Key."));

    private static final Map<String, ProblemCode> BY_CODE = byCode();

    /** What is known of a code. */
    public static Optional<ProblemCode> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** Whether that service may answer it. */
    public boolean isOf(String service) {
        return services.isEmpty() || services.contains(service);
    }

    /** What its status means, in the one language or the other. */
    public String title(boolean inEnglish) {
        return Titles.of(status, inEnglish);
    }

    private static ProblemCode of(int status, String code, String french, String english, String... services) {
        return new ProblemCode(code, status, french, english, List.of(services), Map.of());
    }

    /** The members in an order that is the same at every time. */
    private static Map<String, Object> sorted(Map<String, Object> members) {
        return new TreeMap<>(members);
    }

    private ProblemCode with(String extension, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extensions);
        more.put(extension, value);
        return new ProblemCode(code, status, french, english, services, more);
    }

    private static Map<String, ProblemCode> byCode() {
        Map<String, ProblemCode> byCode = new LinkedHashMap<>();
        for (ProblemCode one : ALL) {
            if (byCode.put(one.code(), one) != null) {
                throw new IllegalStateException(one.code() + " is listed twice");
            }
        }
        return byCode;
    }
}
