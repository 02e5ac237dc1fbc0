package network.reuse.defaults.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A code that one wrong value bears, in a problem's {@code errors} or in a row's, and what its page says of it: what it means,
 * and what to do. A row that is refused as a whole bears the code of a problem.
 */
public record FaultCode(String code, String french, String english) {
    private static final int STATUS = 422;

    /** Every code, in the order of the alphabet. */
    public static final List<FaultCode> ALL = List.of(
            new FaultCode(
                    "above_public_gift",
                    "Une personne publique ne donne sans contrepartie que ce qui vaut 300 € pièce au plus (décret 2022-791). Retirez du lot ce qui vaut plus.",
                    "A public body gives without charge only what is worth 300 € a piece at most (décret 2022-791). Take out of the lot what is worth more."),
            new FaultCode(
                    "above_the_heading",
                    "La ligne est au-dessus des intitulés de colonnes : elle est ignorée. Rien n'est à faire.",
                    "The line stands above the heading: it is passed over. Nothing is to be done."),
            new FaultCode(
                    "already_in_network",
                    "Un appareil de ce fabricant et de ce numéro de série est déjà enregistré. Lisez celui de « extensions.existing », ou demandez à la coordination.",
                    "A device with this manufacturer and serial number is registered already. Read the one in \"extensions.existing\", or ask the coordination."),
            new FaultCode(
                    "before_from",
                    "« until » est avant « from ». Échangez-les, ou corrigez l'un des deux jours.",
                    "\"until\" is before \"from\". Swap them, or correct one of the two days."),
            new FaultCode(
                    "before_last_step",
                    "L'étape serait avant celle qui la précède ; « extensions.lastStepAt » dit quand celle-ci a eu lieu. Donnez un instant plus tardif, ou aucun.",
                    "The step would come before the one that it follows; \"extensions.lastStepAt\" says when that happened. Give a later time, or none."),
            new FaultCode(
                    "before_stop_ahead",
                    "L'arrêt commence avant la fin de celui qui le précède. Décalez-le, ou changez l'ordre.",
                    "The stop begins before the one ahead of it ends. Move it, or change the order."),
            new FaultCode(
                    "both_named_and_removed",
                    "Une valeur est à la fois corrigée et retirée. Gardez l'un des deux.",
                    "A value is both corrected and removed. Keep one of the two."),
            new FaultCode(
                    "both_present_and_absent",
                    "La même réservation est dans « present » et dans « absent ». Retirez-la de l'une des listes.",
                    "The same booking is in \"present\" and in \"absent\". Remove it from one of the lists."),
            new FaultCode(
                    "cannot_be_told_apart",
                    "La ligne n'a ni référence ni de quoi reconnaître le foyer. Donnez l'un des deux, pour que la liste puisse être renvoyée.",
                    "The line has neither a reference nor what tells the household apart. Give one of them, so that the list may be sent again."),
            new FaultCode(
                    "cannot_identify",
                    "Ces champs prendraient des inconnus pour un même foyer. Nommez un téléphone, un e-mail ou deux champs au moins, sans consonnes ni initiale.",
                    "These fields would take strangers for one household. Name a telephone, an e-mail or two fields at least, without consonants and initials."),
            new FaultCode(
                    "category_twice",
                    "Une catégorie figure deux fois. Additionnez ses nombres en une seule entrée.",
                    "A category is there twice. Add its counts up in one entry."),
            new FaultCode(
                    "cell_is_a_date",
                    "Le tableur a fait une date de la cellule. Mettez la colonne au format texte et reprenez la valeur d'origine.",
                    "The spreadsheet made a date of the cell. Format the column as text and take the original value again."),
            new FaultCode(
                    "cell_is_an_error",
                    "La cellule est une erreur du tableur, telle que #N/A. Mettez-y la valeur elle-même.",
                    "The cell is an error of the spreadsheet, such as #N/A. Put the value itself there."),
            new FaultCode(
                    "cell_was_rounded",
                    "Le tableur n'a gardé que quinze chiffres du nombre. Mettez la colonne au format texte et reprenez la valeur d'origine.",
                    "The spreadsheet has kept fifteen figures of the number only. Format the column as text and take the original value again."),
            new FaultCode(
                    "cell_without_column",
                    "La ligne a plus de cellules que le fichier n'a de colonnes. Retirez le séparateur de trop, ou mettez la cellule entre guillemets.",
                    "The line has more cells than the file has columns. Remove the separator that is too many, or quote the cell."),
            new FaultCode(
                    "check_item_missing",
                    "Le contrôle n'est pas réussi : l'élément n'est pas dit présent et en état, alors que la catégorie le demande (GET /v1/refurb/quality-criteria). Complétez l'appareil, ou déclarez le contrôle non concluant.",
                    "The check is not passed: the item is not said to be there and to work, and the category needs it (GET /v1/refurb/quality-criteria). Complete the device, or tell that the check failed."),
            new FaultCode(
                    "checklist_missing",
                    "Votre atelier a décidé qu'aucun contrôle n'est réussi sans liste (GET /v1/refurb/quality-rule). Dites ce qui est là et en état.",
                    "Your workshop decided that no check passes without a checklist (GET /v1/refurb/quality-rule). Say what is there and works."),
            new FaultCode(
                    "column_missing",
                    "Le fichier n'a pas une des colonnes nécessaires. Ajoutez-la aux intitulés.",
                    "The file lacks one of the columns that are needed. Add it to the heading."),
            new FaultCode(
                    "column_twice",
                    "Une colonne figure deux fois. Retirez-en une, ou renommez-la.",
                    "A column is there twice. Remove one of them, or rename it."),
            new FaultCode(
                    "commune_of_another_site",
                    "Le site est dans une autre commune. Donnez sa commune, ou nommez un autre site.",
                    "The site lies in another commune. Give its commune, or name another site."),
            new FaultCode(
                    "cost_missing",
                    "À parité, il faut dire ce que coûte un pack. Donnez « costCents », ou les centimes de chaque part.",
                    "At parity, what a pack costs must be said. Give \"costCents\", or the cents of each share."),
            new FaultCode(
                    "criterion_not_asked",
                    "Le programme ne demande pas ce critère dans la version qui vaut. Retirez la réponse.",
                    "The programme does not ask for this criterion in the version that holds. Remove the answer."),
            new FaultCode(
                    "criterion_terms",
                    "Les termes du critère ne sont pas ceux de son genre. Donnez ceux que leur description nomme, et eux seuls.",
                    "The terms of the criterion are not those of its kind. Give those whose description names it, and no other."),
            new FaultCode(
                    "criterion_twice",
                    "Le critère figure deux fois. Gardez-en un, avec toutes ses valeurs.",
                    "The criterion appears twice. Keep one, with all its values."),
            new FaultCode(
                    "day_of_another_programme",
                    "La journée est d'un autre programme que le pack. Choisissez-en une du sien.",
                    "The day is of another programme than the pack. Choose one of its own."),
            new FaultCode(
                    "device_does_not_fit",
                    "L'appareil n'est pas de la catégorie de celui qu'il remplace, ou son grade ou son effacement ne suffit pas au programme. Prenez-en un autre.",
                    "The device is not of the category of the one that it replaces, or its grade or its erasure is not enough for the programme. Take another one."),
            new FaultCode(
                    "device_not_free",
                    "Aucun appareil de ce nom n'est libre dans votre stock, ou il est nommé deux fois. Prenez-en un autre.",
                    "No device of this name is free in your stock, or it is named twice. Take another one."),
            new FaultCode(
                    "device_not_on_bench",
                    "Aucun appareil à l'établi n'a ce numéro, ni ce support : la preuve attend dans la corbeille. Recevez et triez l'appareil, puis attribuez-la.",
                    "No device on the bench has this number or this medium: the evidence waits in the tray. Receive and triage the device, then assign it."),
            new FaultCode(
                    "differs_from_registration",
                    "L'appareil est enregistré avec une autre valeur. Corrigez la ligne, ou l'enregistrement.",
                    "The device is registered with another value. Correct the line, or the registration."),
            new FaultCode(
                    "donor_not_registered",
                    "Votre organisation n'est pas encore au registre du réseau. Demandez à l'administration de l'y inscrire.",
                    "Your organisation is not in the network's register yet. Ask the administration to enter it."),
            new FaultCode(
                    "drive_is_another",
                    "La preuve nomme un disque d'un autre numéro que le support. Prenez le bon support, ou dites par « matchedBy » pourquoi c'est lui.",
                    "The evidence names a drive of another number than the medium. Take the right medium, or say by \"matchedBy\" why it is that one."),
            new FaultCode(
                    "drive_not_in_summary",
                    "Le disque a été trouvé, mais manque à l'un des deux tableaux de la fin. Effacez-le, et envoyez le journal entier.",
                    "The drive was found, but is missing in one of the two tables at the end. Erase it, and send the whole log."),
            new FaultCode(
                    "drive_without_serial_number",
                    "Le journal ne donne pas le numéro de série du disque. Consignez l'effacement à la main.",
                    "The log does not tell the drive's serial number. Record the erasure by hand."),
            new FaultCode(
                    "drives_share_serial_number",
                    "Plusieurs disques du fichier portent ce numéro : on ne sait pas duquel il parle. Effacez-les l'un après l'autre, ou consignez l'effacement à la main.",
                    "Several drives in the file bear this number: nobody knows of which one it tells. Erase them one after the other, or record the erasure by hand."),
            new FaultCode(
                    "empty",
                    "Il faut au moins un appareil. Donnez un nombre plus grand que zéro.",
                    "At least one device is needed. Give a count above zero."),
            new FaultCode(
                    "envelope_twice",
                    "Une enveloppe figure deux fois. Additionnez ses parts en une seule.",
                    "An envelope is there twice. Add its shares up in one."),
            new FaultCode(
                    "evidence_too_large",
                    "Un fichier fait 10 Mo au plus, et tous ensemble 50 Mo, une fois décompressés. Envoyez les journaux seuls, ou en plusieurs fois.",
                    "A file has 10 MB at most, and all together 50 MB, once unpacked. Send the logs alone, or in several calls."),
            new FaultCode(
                    "evidence_unreadable",
                    "Ce fichier n'est ni un journal de nwipe, ni un rapport, ni une archive ZIP. Envoyez le fichier tel que l'outil l'a écrit.",
                    "This file is no log of nwipe, no report and no ZIP. Send the file as the tool wrote it."),
            new FaultCode(
                    "faults_unclear",
                    "Un contrôle réussi n'a pas de défauts, et un contrôle échoué en nomme au moins un. Changez « passed » ou « faults ».",
                    "A check that passed has no faults, and one that failed names at least one. Change \"passed\" or \"faults\"."),
            new FaultCode(
                    "fewer_than_lost",
                    "Le lot aurait moins d'appareils qu'il n'en a perdu en route. Donnez un nombre au moins égal.",
                    "The lot would have fewer devices than were lost on its way. Give at least that number."),
            new FaultCode(
                    "fewer_than_registered",
                    "Le lot aurait moins d'appareils que ceux qui y sont enregistrés. Corrigez d'abord les enregistrements, ou le nombre.",
                    "The lot would have fewer devices than are registered in it. Correct the registrations first, or the count."),
            new FaultCode(
                    "field_twice",
                    "Un champ de l'objet JSON est présent deux fois. Retirez-en un.",
                    "A field of the JSON object is there twice. Remove one of them."),
            new FaultCode(
                    "gift_has_no_price",
                    "Un programme de dons n'a pas de prix. Donnez 0, ou la base SALE.",
                    "A programme of gifts has no price. Give 0, or the basis SALE."),
            new FaultCode(
                    "host_not_registered",
                    "Une des organisations accueillies n'est pas au registre du réseau. Vérifiez son identifiant.",
                    "One of the hosts is not in the network's register. Check its id."),
            new FaultCode(
                    "in_future",
                    "L'instant est dans le futur. Demandez un instant passé.",
                    "The instant lies in the future. Ask for one that is past."),
            new FaultCode(
                    "invalid",
                    "La valeur ne convient pas, pour une raison que sa phrase dit. Corrigez-la.",
                    "The value is not right, for a reason that its sentence tells. Correct it."),
            new FaultCode(
                    "inventory_of_another_device",
                    "L'inventaire est celui d'une autre machine. Déposez celui de cet appareil, ou corrigez son enregistrement.",
                    "The inventory is of another machine. Upload this device's, or correct its registration."),
            new FaultCode(
                    "inventory_unreadable",
                    "Le fichier n'est pas ce que « lshw -json » écrit d'une machine entière. Déposez-le tel quel.",
                    "The file is not what \"lshw -json\" writes of a whole machine. Upload it as it is."),
            new FaultCode(
                    "invisible_character",
                    "Le texte contient un caractère que personne ne voit. Retirez-le : la phrase donne son nom et sa place.",
                    "The text holds a character that nobody can see. Remove it: the sentence gives its name and place."),
            new FaultCode(
                    "label_twice",
                    "Deux parts portent le même nom. Donnez à chacune le sien.",
                    "Two shares have the same name. Give each its own."),
            new FaultCode(
                    "leg_missing",
                    "On ne sait pas combien dure le trajet. Dites-le en minutes, ou donnez les coordonnées des deux étapes.",
                    "It is not known how long the way takes. Say it in minutes, or give the coordinates of both stops."),
            new FaultCode(
                    "log_truncated",
                    "Le journal s'arrête avant la fin de ses deux tableaux (« Error Summary », « Drive Status »). Envoyez-le entier, une fois nwipe terminé.",
                    "The log ends before the end of its two tables (Error Summary, Drive Status). Send all of it, once nwipe is done."),
            new FaultCode(
                    "manager_not_registered",
                    "Votre organisation n'est pas encore au registre du réseau. Demandez à l'administration de l'y inscrire.",
                    "Your organisation is not in the network's register yet. Ask the administration to enter it."),
            new FaultCode(
                    "media_unclear",
                    "Des supports sont listés à côté de « noStorage », ou ni l'un ni l'autre. Listez les supports, ou attestez qu'il n'y en a aucun.",
                    "Media are listed beside \"noStorage\", or neither is there. List the media, or attest that there are none."),
            new FaultCode(
                    "medium_ambiguous",
                    "Plusieurs supports à l'établi portent ce numéro : la preuve attend dans la corbeille. Attribuez-la au bon.",
                    "Several media on the bench have this number: the evidence waits in the tray. Assign it to the right one."),
            new FaultCode(
                    "medium_elsewhere",
                    "Le support a été retiré de l'appareil et monté dans un autre : la preuve attend dans la corbeille. Attribuez-la dans celui où il est.",
                    "The medium was taken out of the device and fitted into another: the evidence waits in the tray. Assign it in the one that it is in."),
            new FaultCode(
                    "medium_not_listed",
                    "L'appareil est à l'établi, mais pas ce support dans son inventaire : la preuve attend dans la corbeille. Ajoutez le support, puis attribuez-la.",
                    "The device is on the bench, but this medium is not in its inventory: the evidence waits in the tray. Add the medium, then assign it."),
            new FaultCode(
                    "medium_of_another_device",
                    "Le support est celui d'un autre appareil que celui que nomme le fichier : la preuve attend dans la corbeille. Vérifiez, puis attribuez-la.",
                    "The medium is another device's than the one that the file names: the evidence waits in the tray. Check, then assign it."),
            new FaultCode(
                    "medium_twice",
                    "Un support figure deux fois. Chaque numéro de série figure une seule fois.",
                    "A medium is there twice. Each serial number appears once."),
            new FaultCode(
                    "more_than_collected",
                    "Le lot n'en compte pas davantage dans cette catégorie. Corrigez d'abord les quantités du lot.",
                    "The lot holds no more of this category. Correct the lot's quantities first."),
            new FaultCode(
                    "more_than_disputed",
                    "Il reste moins d'appareils à régler dans cette catégorie. Donnez un nombre plus petit, ou aucun.",
                    "Fewer devices are left to be settled in this category. Give a smaller number, or none."),
            new FaultCode(
                    "more_than_in_stock",
                    "Il n'en reste pas autant. Envoyez-en moins, ou corrigez le compte par inventaire.",
                    "So many are not left. Send fewer, or correct the count by a stock-taking."),
            new FaultCode(
                    "no_day_of_slots",
                    "La journée n'a pas un seul créneau, ou dure plus de 16 heures. Corrigez « until » ou « slotMinutes ».",
                    "The day has not a single slot, or lasts more than 16 hours. Correct \"until\" or \"slotMinutes\"."),
            new FaultCode(
                    "no_json_object",
                    "La ligne n'est pas un objet JSON, ou nomme deux fois un champ. Écrivez un objet par ligne.",
                    "The line is no JSON object, or names a field twice. Write one object a line."),
            new FaultCode(
                    "no_letters",
                    "L'intitulé n'a ni lettre ni chiffre. Écrivez celui que porte le fichier.",
                    "The heading has neither letter nor figure. Write the one that the file has."),
            new FaultCode(
                    "no_share",
                    "Tout le quota du programme est réparti en parts, et aucune n'est pour cette demande. Indiquez le code de la sienne, ou adressez-vous au porteur.",
                    "All of the programme's quota is in shares, and none is for this request. State the code of its own, or ask the sponsor."),
            new FaultCode(
                    "not_a_boolean",
                    "La valeur est true ou false. Écrivez-la sans guillemets dans un corps JSON.",
                    "The value is true or false. Write it without quotes in a JSON body."),
            new FaultCode(
                    "not_a_day", "La valeur est un jour, comme 2026-03-01.", "The value is a day, such as 2026-03-01."),
            new FaultCode(
                    "not_a_functional_mailbox",
                    "L'adresse est celle d'une personne, autant que cela se voit. Donnez une boîte fonctionnelle, comme accueil@ ou logistique@.",
                    "The address is a person's, as far as that can be seen. Give a functional mailbox, such as reception@ or logistics@."),
            new FaultCode(
                    "not_a_functional_phone",
                    "Le numéro n'est pas celui d'un téléphone fixe. Donnez un standard ou un accueil, comme 03 88 12 34 56 ; un mobile est à quelqu'un.",
                    "The number is no fixed telephone's. Give a switchboard or a reception, such as 03 88 12 34 56; a mobile is somebody's own."),
            new FaultCode(
                    "not_a_list",
                    "La valeur est une liste. Mettez-la entre crochets.",
                    "The value is a list. Put it in brackets."),
            new FaultCode(
                    "not_a_number",
                    "La valeur est un nombre entier, en chiffres.",
                    "The value is a whole number, in digits."),
            new FaultCode(
                    "not_a_position",
                    "Une position du fil est ce que donnent « position » ou l'en-tête Link, comme 1.48213. Prenez celle de l'événement lu en dernier, ou « latest ».",
                    "A position of the feed is what \"position\" or the Link header gives, such as 1.48213. Take that of the event that you read last, or \"latest\"."),
            new FaultCode(
                    "not_a_public_taker",
                    "La loi ne laisse pas une personne publique donner à une organisation de cette qualité (CG3P art. L. 3212-2 et L. 3212-3). Signez à l'un des titres qu'elle nomme, si c'est le vôtre.",
                    "The law lets no public body give to an organisation of this quality (CG3P art. L. 3212-2 and L. 3212-3). Sign as one of those that it names, if you are."),
            new FaultCode(
                    "not_a_series",
                    "Il reste moins de deux ateliers à la série. Retirez des jours de « except », ou programmez un seul atelier.",
                    "Fewer than two workshops are left of the series. Remove days of \"except\", or schedule a single workshop."),
            new FaultCode(
                    "not_a_siret",
                    "Un SIRET compte 14 chiffres, dont le dernier est une clé de contrôle. Relevez-le sur un document officiel.",
                    "A SIRET has 14 digits, the last of which is a check digit. Take it from an official document."),
            new FaultCode(
                    "not_a_subject",
                    "Le sujet d'un événement nomme un type et un identifiant, comme device/01980000-0000-7000-8000-000000000001.",
                    "An event's subject names a type and an id, such as device/01980000-0000-7000-8000-000000000001."),
            new FaultCode(
                    "not_a_text",
                    "La valeur est un texte. Mettez-la entre guillemets.",
                    "The value is a text. Put it in quotes."),
            new FaultCode(
                    "not_a_uuid",
                    "La valeur est un UUID de 36 caractères. Reprenez-la telle qu'une réponse l'a donnée.",
                    "The value is a UUID of 36 characters. Repeat it as an answer gave it."),
            new FaultCode(
                    "not_a_webhook_url",
                    "L'adresse n'est pas de celles où l'on livre : https, un nom public et le port 443, sans nom d'utilisateur ni fragment.",
                    "The address is none to which events are delivered: https, a public name and port 443, without a user's name or a fragment."),
            new FaultCode(
                    "not_a_whole_number",
                    "La valeur est un nombre entier, sans décimales ni exposant ; sans guillemets dans un corps JSON.",
                    "The value is a whole number, without decimals or exponent; without quotes in a JSON body."),
            new FaultCode(
                    "not_after_from",
                    "« until » ne vient pas après « from ». Échangez-les, ou corrigez l'un des deux.",
                    "\"until\" does not come after \"from\". Swap them, or correct one of the two."),
            new FaultCode(
                    "not_an_email",
                    "La valeur est une adresse e-mail, comme nom@exemple.fr.",
                    "The value is an e-mail address, such as name@example.org."),
            new FaultCode(
                    "not_an_instant",
                    "La valeur est un instant RFC 3339 avec son décalage, comme 2026-03-01T08:00:00+01:00.",
                    "The value is an RFC 3339 instant with its offset, such as 2026-03-01T08:00:00+01:00."),
            new FaultCode(
                    "not_an_object",
                    "La valeur est un objet JSON. Mettez-la entre accolades.",
                    "The value is a JSON object. Put it in braces."),
            new FaultCode(
                    "not_booked_with_you",
                    "Aucun enlèvement de ce lot n'est réservé chez vous. Retirez-le de la tournée.",
                    "No pickup of this lot is booked with you. Take it off the run."),
            new FaultCode(
                    "not_entitled",
                    "Le programme n'habilite pas cette organisation à vérifier. Demandez-le à l'une de celles qu'il nomme (getEligibility).",
                    "The programme does not entitle this organisation to check. Ask one of those that it names (getEligibility)."),
            new FaultCode(
                    "not_in_its_hands",
                    "Cette organisation n'a pas eu le lot en main, ou pas au moment dit. Nommez l'une de celles que dit le message.",
                    "This organisation has not had the lot in its hands, or not then. Name one of those that the message says."),
            new FaultCode(
                    "not_in_pack",
                    "L'appareil n'est pas dans le pack, ou il est nommé deux fois. Lisez ceux du pack.",
                    "The device is not in the pack, or it is named twice. Read those of the pack."),
            new FaultCode(
                    "not_in_series",
                    "L'atelier ne se tiendrait pas ce jour-là. Retirez ce jour, ou donnez celui où il se tiendrait.",
                    "The workshop would not be held on that day. Remove it, or give the day on which it would be."),
            new FaultCode(
                    "not_its_form",
                    "La valeur n'a pas la forme que la documentation de l'opération donne.",
                    "The value does not have the form that the operation's documentation gives."),
            new FaultCode(
                    "not_offered_there",
                    "L'offre ne vaut pas là où vit la personne. Prenez-en une qui vaut dans son département.",
                    "The offer does not hold where the person lives. Take one that holds in their department."),
            new FaultCode(
                    "not_on_pallet",
                    "L'appareil n'est pas sur cette palette. Vérifiez son numéro, ou lisez la palette.",
                    "The device is not on this pallet. Check its number, or read the pallet."),
            new FaultCode(
                    "not_one_of",
                    "La valeur est l'une de celles que la phrase énumère.",
                    "The value is one of those that the sentence lists."),
            new FaultCode(
                    "not_opening_hours",
                    "La valeur n'est pas une suite d'heures d'ouverture d'OpenStreetMap. Écrivez par exemple « Mo-Fr 09:00-12:00,13:30-17:00; PH off » : jours en anglais à deux lettres, heures à quatre chiffres.",
                    "The value is no opening hours of OpenStreetMap. Write for example \"Mo-Fr 09:00-12:00,13:30-17:00; PH off\": days of two letters in English, hours of four figures."),
            new FaultCode(
                    "not_registered",
                    "Cette organisation n'est pas au registre du réseau. Vérifiez son identifiant.",
                    "This organisation is not in the network's register. Check its id."),
            new FaultCode(
                    "nothing_changed",
                    "La correction ne change rien. Donnez ce qui est autrement, ou ne corrigez pas.",
                    "The correction changes nothing. Give what is otherwise, or correct nothing."),
            new FaultCode(
                    "nothing_disputed",
                    "Les décomptes s'accordent dans cette catégorie : il n'y a rien à régler.",
                    "The counts agree in this category: there is nothing to settle."),
            new FaultCode(
                    "nothing_erased",
                    "La méthode relit sans effacer. Effacez le disque.",
                    "The method reads without erasing. Erase the drive."),
            new FaultCode(
                    "nothing_missing",
                    "Le destinataire en a compté davantage : rien n'est perdu. Répondez FOUND ou NEVER_GIVEN.",
                    "The recipient counted more: none is lost. Answer FOUND or NEVER_GIVEN."),
            new FaultCode(
                    "nothing_to_correct",
                    "La correction ne nomme rien. Nommez au moins une valeur à corriger ou à retirer.",
                    "The correction names nothing. Name at least one value to correct or remove."),
            new FaultCode(
                    "one_of_two",
                    "Deux paramètres s'excluent. Gardez l'un des deux.",
                    "Two parameters exclude each other. Keep one of them."),
            new FaultCode(
                    "other_rule_version",
                    "Une autre version des critères vaut pour cette demande. Vérifiez-la.",
                    "Another version of the criteria holds for this request. Check that one."),
            new FaultCode(
                    "out_of_calendar",
                    "L'année n'a pas quatre chiffres. Donnez une date des années 0001 à 9999.",
                    "The year does not have four digits. Give a date of the years 0001 to 9999."),
            new FaultCode(
                    "out_of_range",
                    "La valeur est hors de ses bornes, que la phrase donne.",
                    "The value is outside its bounds, which the sentence gives."),
            new FaultCode(
                    "out_of_territory",
                    "La commune est hors du territoire du programme. Prenez un programme de ce département.",
                    "The commune is outside the programme's territory. Take a programme of that department."),
            new FaultCode(
                    "outside_offer",
                    "Les lignes de l'offre se demandent entre deux jours, et pas aujourd'hui. La phrase dit lesquels.",
                    "Lines of the offer are asked for between two days, and not today. The sentence gives them."),
            new FaultCode(
                    "outside_the_pickup",
                    "L'arrêt déborde du temps réservé pour l'enlèvement du lot. Changez l'arrêt, ou déplacez l'enlèvement.",
                    "The stop is outside the time that is booked for the lot's pickup. Change the stop, or move the pickup."),
            new FaultCode(
                    "outside_the_stop",
                    "L'atelier tient dans les heures de son étape ; la phrase les donne.",
                    "The workshop lies within the hours of its stop; the sentence gives them."),
            new FaultCode(
                    "parameter_twice",
                    "Un paramètre est présent deux fois. Donnez-le une seule fois.",
                    "A parameter is there twice. Give it once."),
            new FaultCode(
                    "parity_or_cents",
                    "Des parts ont leurs centimes et d'autres non. Donnez-les toutes, ou aucune pour la parité.",
                    "Some shares have their cents and others have none. Give all, or none for parity."),
            new FaultCode(
                    "pattern",
                    "Le texte n'a pas la forme que la phrase donne.",
                    "The text does not have the form that the sentence gives."),
            new FaultCode(
                    "personal_data",
                    "Le texte contient une adresse e-mail ou un numéro de téléphone, et resterait dans les événements. Écrivez-le sans.",
                    "The text holds an e-mail address or a telephone number, and would stay in the events. Write it without."),
            new FaultCode(
                    "picture_unreadable",
                    "L'image est interrompue ou mal formée. Exportez-la de nouveau depuis l'appareil photo ou l'éditeur.",
                    "The picture breaks off or is malformed. Export it again from the camera or the editor."),
            new FaultCode(
                    "price_above_programme",
                    "Le prix dépasse celui du programme. Baissez-le.",
                    "The price is above the programme's. Lower it."),
            new FaultCode(
                    "prices_differ",
                    "Les prix ne nomment pas chaque appareil une fois, ou font une autre somme. Corrigez-les.",
                    "The prices do not name each device once, or make another sum. Correct them."),
            new FaultCode(
                    "programmes_missing",
                    "L'atelier n'admet que les personnes de programmes, et n'en nomme aucun. Nommez-les dans « programmes ».",
                    "The workshop admits people of programmes alone, and names none. Name them in \"programmes\"."),
            new FaultCode(
                    "programmes_not_asked",
                    "Des programmes sont nommés alors que l'atelier n'est pas réservé à leurs personnes. Retirez-les, ou dites « BY_PROGRAMME ».",
                    "Programmes are named although the workshop is not for their people alone. Remove them, or say \"BY_PROGRAMME\"."),
            new FaultCode(
                    "proof_too_old",
                    "La preuve ou la vérification n'est plus valable. Demandez-en une plus récente.",
                    "The proof or the check is no longer valid. Ask for a later one."),
            new FaultCode(
                    "quotes_unclear",
                    "Les guillemets de la ligne ne se referment pas. Doublez ceux qui sont dans le texte, et fermez la cellule.",
                    "The quotes of the line are not closed. Double those within the text, and close the cell."),
            new FaultCode(
                    "reason_missing",
                    "Il manque la raison pour laquelle le lot va à un autre atelier que celui à qui il est proposé. Donnez « reason ».",
                    "The reason is missing why the lot goes to another workshop than the one that it is offered to. Give \"reason\"."),
            new FaultCode(
                    "recipient_not_registered",
                    "Le destinataire n'est pas au registre du réseau. Vérifiez son identifiant.",
                    "The recipient is not in the network's register. Check its id."),
            new FaultCode(
                    "reference_taken",
                    "La référence désigne déjà autre chose. Prenez-en une autre, ou corrigez la ligne.",
                    "The reference names something else already. Take another one, or correct the line."),
            new FaultCode(
                    "reference_twice",
                    "Une référence y est deux fois ; la casse et les blancs ne comptent pas. Retirez-en une.",
                    "A reference is there twice; case and blanks do not matter. Remove one of them."),
            new FaultCode(
                    "release_unclear",
                    "Un appareil libéré porte une raison de ne pas l'être, ou un appareil qui ne l'est pas n'en donne aucune. Gardez l'un des deux.",
                    "A device that is released has a reason not to be, or one that is not gives none. Keep one of the two."),
            new FaultCode(
                    "repeated",
                    "Une valeur est deux fois dans la liste. Retirez-en une.",
                    "A value is in the list twice. Remove one of them."),
            new FaultCode(
                    "report_unreadable",
                    "Le rapport ne suit pas son schéma à cet endroit. Corrigez-le.",
                    "The report does not follow its schema at this place. Correct it."),
            new FaultCode(
                    "required", "La valeur manque ou est vide. Donnez-la.", "The value is missing or empty. Give it."),
            new FaultCode(
                    "reuse_not_committed",
                    "Le don suppose l'engagement préalable de réemploi (loi REEN art. 16). Donnez « commitsToReuse » : true.",
                    "A gift supposes the prior commitment to reuse (loi REEN art. 16). Give \"commitsToReuse\": true."),
            new FaultCode(
                    "same_device",
                    "Le support est déjà dans cet appareil. Nommez celui dont il vient.",
                    "The medium is in this device already. Name the one that it comes from."),
            new FaultCode(
                    "sandbox_only",
                    "Ce champ n'existe que dans le bac à sable. Retirez-le, ou appelez avec un client du bac à sable.",
                    "This field exists in the sandbox alone. Remove it, or call as a client of the sandbox."),
            new FaultCode(
                    "serial_number_identifies_nothing",
                    "Le numéro de série est l'un de ceux que des fabricants laissent par défaut. Relevez celui de l'étiquette.",
                    "The serial number is one of those that makers leave as they are. Read the one on the label."),
            new FaultCode(
                    "serial_number_of_a_spreadsheet",
                    "Un tableur a changé le numéro de série. Mettez la colonne au format texte et reprenez les numéros d'origine.",
                    "A spreadsheet changed the serial number. Format the column as text and take the original numbers again."),
            new FaultCode(
                    "several_sessions",
                    "Le journal contient plusieurs sessions de nwipe, l'une derrière l'autre. Envoyez chacune dans son propre fichier.",
                    "The log holds several sessions of nwipe, one behind the other. Send each in a file of its own."),
            new FaultCode(
                    "share_for_nobody",
                    "La part n'est pour personne. Nommez un prescripteur du programme, ou des codes que les demandes indiquent.",
                    "The share is for nobody. Name a referrer of the programme, or codes that requests state."),
            new FaultCode(
                    "shares_above_quota",
                    "Les parts dépassent ensemble le quota. Réduisez-les, ou relevez le quota.",
                    "Together the shares are above the quota. Reduce them, or raise the quota."),
            new FaultCode(
                    "shares_differ",
                    "Les parts et le coût ne s'accordent pas. Corrigez l'un ou l'autre, ou laissez « costCents » de côté.",
                    "The shares and the cost do not agree. Correct either, or leave \"costCents\" out."),
            new FaultCode(
                    "signed_by_both",
                    "Donateur et transporteur ont tous deux signé le départ de ces appareils. Dites-les retrouvés, ou perdus par qui les avait pris.",
                    "Donor and carrier have both signed that these devices left. Say that they are found, or lost by whoever had taken them."),
            new FaultCode(
                    "site_not_of_donor",
                    "Le donateur n'a pas ce site, ou l'a supprimé. Demandez-lui lequel c'est, ou n'en nommez aucun.",
                    "The donor has no such site, or has deleted it. Ask it which one it is, or name none."),
            new FaultCode(
                    "size",
                    "Le texte ou la liste est trop court ou trop long ; la phrase donne les bornes.",
                    "The text or the list is too short or too long; the sentence gives the bounds."),
            new FaultCode(
                    "slot_over",
                    "Ce créneau est passé. Choisissez-en un qui ne l'est pas.",
                    "This slot is over. Choose one that is not."),
            new FaultCode(
                    "staff_reference_missing",
                    "Votre atelier a décidé que chaque étape dit qui l'a faite (GET /v1/refurb/quality-rule). Donnez votre référence de cette personne.",
                    "Your workshop decided that each step says who did it (GET /v1/refurb/quality-rule). Give your own reference of whoever it was."),
            new FaultCode(
                    "stop_done",
                    "L'arrêt est fait. Laissez-le tel quel, ou ne le nommez pas.",
                    "The stop is done. Leave it as it is, or out."),
            new FaultCode(
                    "storage_not_listed",
                    "La liste dit qu'un disque est en état, mais aucun n'est parmi les supports de l'appareil. Ajoutez-le (…/media) et effacez-le, ou corrigez la liste.",
                    "The checklist says that a disk works, and none is among the device's media. Add it (…/media) and erase it, or correct the checklist."),
            new FaultCode(
                    "supplier_missing",
                    "Le fournisseur n'est pas nommé. Donnez « supplier » s'il est au registre, sinon « supplierName » et « supplierSiret ».",
                    "The supplier is not named. Give \"supplier\" where it is in the register, else \"supplierName\" and \"supplierSiret\"."),
            new FaultCode(
                    "taken",
                    "La valeur ne peut être là qu'une fois et l'est déjà. Lisez l'objet de « extensions.existing », s'il y est, ou changez-la.",
                    "The value may be there only once and is already. Read what \"extensions.existing\" names, when it is there, or change it."),
            new FaultCode(
                    "to_itself",
                    "L'organisation nommée les a déjà. Nommez-en une autre.",
                    "The organisation that is named has them already. Name another one."),
            new FaultCode(
                    "too_early",
                    "L'étape serait avant ce qui doit venir d'abord ; « extensions.earliest » dit quand. Donnez un instant plus tardif.",
                    "The step would come before what has to be first; \"extensions.earliest\" says when. Give a later time."),
            new FaultCode(
                    "too_large",
                    "Le nombre est plus grand que permis ; la phrase donne le plus grand.",
                    "The number is larger than allowed; the sentence gives the largest."),
            new FaultCode(
                    "too_long",
                    "La période est trop longue ; la phrase donne la plus longue.",
                    "The period is too long; the sentence gives the longest."),
            new FaultCode(
                    "too_many",
                    "Il y en a plus que ce qui tient. Retirez-en, ou faites-en deux.",
                    "There are more than fit. Take some out, or make two of it."),
            new FaultCode(
                    "too_many_files",
                    "Une archive contient 60 fichiers au plus. Envoyez les autres à part.",
                    "An archive holds 60 files at most. Send the others apart."),
            new FaultCode(
                    "too_small",
                    "Le nombre est plus petit que permis ; la phrase donne le plus petit.",
                    "The number is smaller than allowed; the sentence gives the smallest."),
            new FaultCode(
                    "tour_of_another_place",
                    "La tournée est celle d'un autre lieu. Nommez son lieu, ou une autre tournée.",
                    "The tour is another place's. Name its place, or another tour."),
            new FaultCode(
                    "trailing_content",
                    "Quelque chose suit la valeur JSON. Retirez-le.",
                    "Something follows the JSON value. Remove it."),
            new FaultCode(
                    "unknown_area",
                    "Aucun territoire de ce genre n'a ce code. Donnez un code INSEE, le SIREN d'une intercommunalité ou le code d'un quartier prioritaire.",
                    "No territory of this kind has this code. Give an INSEE code, the SIREN of a community of communes or the code of a priority neighbourhood."),
            new FaultCode(
                    "unknown_category",
                    "La catégorie n'est pas une de celles que la phrase énumère.",
                    "The category is none of those that the sentence lists."),
            new FaultCode(
                    "unknown_commune",
                    "Aucune commune d'aujourd'hui n'a ce code INSEE. Prenez celui de la commune actuelle, pas un code postal.",
                    "No commune of today has this INSEE code. Take the present commune's, not a postcode."),
            new FaultCode(
                    "unknown_day",
                    "Aucune journée de cet identifiant n'est visible pour vous. Lisez celles du programme.",
                    "No day of this id is visible to you. Read those of the programme."),
            new FaultCode(
                    "unknown_deliverable",
                    "La convention n'a pas ce livrable. Prenez-en un de ses « deliverables ».",
                    "The agreement has no such deliverable. Take one of its \"deliverables\"."),
            new FaultCode(
                    "unknown_department",
                    "Aucun département n'a ce code. Donnez 67, 2A ou 974, par exemple.",
                    "No department has this code. Give 67, 2A or 974, for instance."),
            new FaultCode(
                    "unknown_device",
                    "Aucun appareil de cet identifiant n'est visible pour votre organisation. Vérifiez-le.",
                    "No device with this id is visible to your organisation. Check it."),
            new FaultCode(
                    "unknown_envelope",
                    "Votre organisation n'a pas ouvert cette enveloppe. Prenez-en une de GET /v1/allocation/envelopes.",
                    "Your organisation did not open this envelope. Take one of GET /v1/allocation/envelopes."),
            new FaultCode(
                    "unknown_event_type",
                    "Aucun événement ne porte ce type. Prenez l'un de « extensions.known ».",
                    "No event has this type. Take one of \"extensions.known\"."),
            new FaultCode(
                    "unknown_field",
                    "L'objet n'a pas ce champ. Retirez-le, ou prenez un de ceux que la phrase énumère.",
                    "The object does not have this field. Remove it, or take one of those that the sentence lists."),
            new FaultCode(
                    "unknown_file_type",
                    "Le contenu du fichier n'est d'aucun des types permis, que la phrase donne. Convertissez-le.",
                    "The file's content is of none of the types that are allowed, which the sentence gives. Convert it."),
            new FaultCode(
                    "unknown_language",
                    "Ce code n'est celui d'aucune langue. Donnez un code ISO 639-1 (fr, ar, uk), ou fsl pour la langue des signes française.",
                    "No language has this code. Give a code of ISO 639-1 (fr, ar, uk), or fsl for French sign language."),
            new FaultCode(
                    "unknown_medium",
                    "L'appareil n'a pas de support de ce numéro. Triez-le d'abord, ou corrigez le numéro.",
                    "The device has no medium with this number. Triage it first, or correct the number."),
            new FaultCode(
                    "unknown_number",
                    "Ce numéro public n'a pas encore été attribué. Prenez-en un que le flux ou une réponse a donné.",
                    "This public number has not been given out yet. Take one that the stream or an answer gave."),
            new FaultCode(
                    "unknown_offer",
                    "Aucune offre de cet identifiant n'est visible pour vous. Lisez celles que vous pouvez demander.",
                    "No offer of this id is visible to you. Read those that you may ask for."),
            new FaultCode(
                    "unknown_parameter",
                    "L'opération ne connaît pas ce paramètre. Retirez-le, ou prenez un de ceux que la phrase énumère.",
                    "The operation does not know this parameter. Remove it, or take one of those that the sentence lists."),
            new FaultCode(
                    "unknown_programme",
                    "Aucun programme de cet identifiant n'est ouvert à votre organisation. Vérifiez-le, ou demandez à son porteur.",
                    "No programme with this id is open to your organisation. Check it, or ask its sponsor."),
            new FaultCode(
                    "unknown_region",
                    "Aucune région n'a ce code INSEE. 44 est le Grand Est.",
                    "No region has this INSEE code. 44 is Grand Est."),
            new FaultCode(
                    "unknown_slot",
                    "Aucun créneau de la journée ne commence à cet instant. Lisez « slots » de la journée.",
                    "No slot of the day begins at that time. Read \"slots\" of the day."),
            new FaultCode(
                    "unknown_template",
                    "Votre atelier n'a pas de modèle d'installation de cet identifiant, ou pas dans cette version. Lisez GET /v1/refurb/installation-templates.",
                    "Your workshop has no installation template with this id, or not in this version. Read GET /v1/refurb/installation-templates."),
            new FaultCode(
                    "unknown_zone",
                    "Il n'y a pas de fuseau de ce nom. Prenez UTC ou Europe/Paris, par exemple.",
                    "There is no zone of this name. Take UTC or Europe/Paris, for instance."),
            new FaultCode(
                    "unreadable_character",
                    "Un caractère du fichier ne se lit pas. Enregistrez le fichier en UTF-8, ou déclarez son charset.",
                    "A character of the file cannot be read. Save the file as UTF-8, or declare its charset."),
            new FaultCode(
                    "used_medium",
                    "Un support de données usagé n'est pas compté. Suivez-le par son numéro de série, et effacez-le.",
                    "A used storage medium is not counted. Follow it by its serial number, and erase it."),
            new FaultCode(
                    "wave_beyond_programme",
                    "La vague finit après le programme. Avancez son dernier jour, ou prolongez le programme.",
                    "The wave ends after the programme. Move its last day forward, or extend the programme."),
            new FaultCode(
                    "waves_in_part",
                    "Certaines vagues ont une part du quota et d'autres non, ou le programme a déjà des parts. Donnez une part à chaque vague, ou à aucune.",
                    "Some waves have a part of the quota and others have none, or the programme has shares already. Give each wave a part, or none."),
            new FaultCode(
                    "word_twice",
                    "Un mot figure deux fois ; casse, accents, blancs et ponctuation ne comptent pas. Gardez-le une fois.",
                    "A word is there twice; case, accents, blanks and punctuation do not count. Keep it once."),
            new FaultCode(
                    "worth_missing",
                    "Il manque ce que vaut l'appareil le plus cher du lot, qu'une personne publique dit quand elle donne. Donnez « highestUnitCents ».",
                    "What the most valuable device of the lot is worth is missing, which a public body says as it gives. Give \"highestUnitCents\"."),
            new FaultCode(
                    "wrong_kind_of_organisation",
                    "Une organisation de cette sorte ne peut pas faire la suite. Prenez-en une d'une des sortes de « extensions.kinds ».",
                    "An organisation of this kind cannot do what comes next. Take one of the kinds in \"extensions.kinds\"."));

    private static final Map<String, FaultCode> BY_CODE = byCode();

    /** What is known of a code. */
    public static Optional<FaultCode> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** What all of them have in common, in the one language or the other. */
    public String title(boolean inEnglish) {
        return Titles.of(STATUS, inEnglish);
    }

    private static Map<String, FaultCode> byCode() {
        Map<String, FaultCode> byCode = new LinkedHashMap<>();
        for (FaultCode one : ALL) {
            if (byCode.put(one.code(), one) != null) {
                throw new IllegalStateException(one.code() + " is listed twice");
            }
        }
        return byCode;
    }
}
