package network.reuse.defaults.request;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.fault.Fault;
import network.reuse.defaults.problem.Problem;
import network.reuse.defaults.problem.ProblemCode;
import network.reuse.defaults.problem.Titles;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jspecify.annotations.Nullable;

/**
 * Writes into a service's OpenAPI document what holds for all operations alike: what a problem looks like, and which
 * ones an operation may answer, as its path, its headers and its security tell.
 */
public class ApiDocument implements OASFilter {
    /** What the parameters mean that many operations have, in their queries. */
    private static final Map<String, String> QUERIES = Map.ofEntries(
            Map.entry(
                    "after",
                    "La fin de la page précédente, comme l'en-tête Link la donne. / The end of the page before, as the Link header"
                            + " gives it."),
            Map.entry("category", "De cette catégorie. / Of this category."),
            Map.entry(
                    "changedSince",
                    "Écrits depuis cet instant ; qui suit une liste redemande une minute de plus, car une écriture se date à son"
                            + " début. / Written since then; whoever follows a list asks for a minute more, as a write is dated when"
                            + " it begins."),
            Map.entry(
                    "code",
                    "Le code, quels que soient la casse et les blancs. / The code, whatever its case and blanks."),
            Map.entry("dayId", "De la journée de cet identifiant. / Of the day with this id."),
            Map.entry("department", "Code INSEE du département. / INSEE code of the department."),
            Map.entry(
                    "dryRun",
                    "Répondre de même sans rien écrire ; non s'il manque. / Answer the same and write nothing; false when"
                            + " absent."),
            Map.entry(
                    "from",
                    "Qui commencent à cet instant ou plus tard ; s'il manque, maintenant, et sans limite quand status, code, partnerRef"
                            + " ou changedSince est donné. / Beginning then or later; when absent, now, and without limit when status,"
                            + " code, partnerRef or changedSince is given."),
            Map.entry("limit", "Combien au plus. / How many at most."),
            Map.entry("lot", "Du lot de cet identifiant. / Of the lot with this id."),
            Map.entry(
                    "name",
                    "Le nom, quels que soient la casse et les blancs. / The name, whatever its case and blanks."),
            Map.entry(
                    "occurredAt",
                    "Quand cela s'est passé ; maintenant s'il manque. / When it happened; now when absent."),
            Map.entry("offerId", "De l'offre de cet identifiant. / Of the offer with this id."),
            Map.entry("packId", "Du pack de cet identifiant. / Of the pack with this id."),
            Map.entry(
                    "partnerRef",
                    "La référence du partenaire, quels que soient la casse et les blancs. / The partner's own reference, whatever"
                            + " its case and blanks."),
            Map.entry("placeId", "Du lieu de cet identifiant. / At the place with this id."),
            Map.entry("programmeId", "Du programme de cet identifiant. / Of the programme with this id."),
            Map.entry("provider", "De cet opérateur ou bailleur. / Of this operator or landlord."),
            Map.entry(
                    "purpose",
                    "Pour quoi les coordonnées sont lues ; consigné avec la lecture. / What the contact is read for; noted with"
                            + " the reading."),
            Map.entry("requestId", "De la demande de cet identifiant. / Of the request with this id."),
            Map.entry(
                    "serialNumber",
                    "Le numéro de série, quels que soient la casse et les blancs. / The serial number, whatever its case and"
                            + " blanks."),
            Map.entry(
                    "shipmentRef",
                    "La référence de l'expédition, quels que soient la casse et les blancs. / The shipment's reference, whatever"
                            + " its case and blanks."),
            Map.entry("status", "Dans cet état. / In this state."),
            Map.entry("workshopId", "De l'atelier de cet identifiant. / Of the workshop with this id."));

    /** What the parameters mean that many operations have, in their paths. */
    private static final Map<String, String> PATHS = Map.of(
            "code",
            "Le code du lien reçu. / The code of the link that was sent.",
            "id",
            "L'identifiant, tel qu'une réponse l'a donné. / The id, as an answer gave it.",
            "ref",
            "La référence de la personne. / The person's reference.");

    /** What an operation answers where it does not say so itself. */
    private static final String ANY_OTHER = "Problem";

    private static final Map<Integer, String> NAMES = new TreeMap<>(Map.of(
            400, "Malformed",
            401, "Unauthenticated",
            403, "Forbidden",
            404, "Unknown",
            409, "IllegalNow",
            412, "Stale",
            413, "TooLarge",
            422, "Invalid",
            428, "ConditionMissing",
            429, "TooMany"));

    /** What the example of a problem's code says of a value. */
    private static final Map<String, Refusal.Fault> FAULTS = Map.of(
            "already_exists",
            new Refusal.Fault("/partnerRef", "taken", "Cette valeur est déjà prise.", "This value is taken already."),
            "invalid",
            new Refusal.Fault("/quantities/0/count", "too_small", "Au moins 1.", "At least 1."),
            "unknown_parameter",
            new Refusal.Fault(
                    "/page",
                    "unknown_parameter",
                    "Paramètre inconnu. Paramètres possibles : after, limit.",
                    "Unknown parameter. Possible parameters: after, limit."));

    /** What is generated where nobody said better. */
    private static final Map<String, String> DESCRIPTIONS =
            Map.of("OK", "C'est fait, ou voici / Done, or here it is", "Created", "Créé / Created");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components = document.getComponents();
        if (components == null) {
            components = OASFactory.createComponents();
            document.setComponents(components);
        }
        String service = ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
        components.addSchema("Problem", problem());
        components.addSchema("Fault", fault());
        for (Map.Entry<Integer, String> one : NAMES.entrySet()) {
            components.addResponse(one.getValue(), refusal(one.getKey(), service));
        }
        components.addResponse(
                ANY_OTHER,
                OASFactory.createAPIResponse()
                        .description("Tout autre refus / Any other refusal")
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        Problem.MEDIA_TYPE,
                                        OASFactory.createMediaType()
                                                .schema(OASFactory.createSchema()
                                                        .ref("Problem")))));
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
                    describe(operation, path.contains("{"), service);
                    AnswerHeaders.describe(path, method, operation);
                }));
        BodyExamples.addTo(document);
    }

    private static void describe(Operation operation, boolean onSomething, String service) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        APIResponses responses = operation.getResponses();
        boolean secured =
                operation.getSecurity() != null && !operation.getSecurity().isEmpty();
        sayWhoMay(operation, secured);
        boolean command = has(operation, Parameter.In.HEADER, "Idempotency-Key");
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> "Idempotency-Key".equalsIgnoreCase(parameter.getName())
                            || (onSomething && "If-Match".equalsIgnoreCase(parameter.getName())))
                    .forEach(parameter -> parameter.setRequired(true));
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getDescription() == null)
                    .forEach(parameter -> parameter.setDescription(
                            (parameter.getIn() == Parameter.In.PATH ? PATHS : QUERIES).get(parameter.getName())));
        }
        answers(responses, 400, true);
        answers(responses, 401, secured);
        answers(responses, 403, secured);
        answers(responses, 404, onSomething || command);
        answers(responses, 409, command);
        answers(responses, 412, command && onSomething && has(operation, Parameter.In.HEADER, "If-Match"));
        boolean bulk =
                operation.getExtensions() != null && operation.getExtensions().containsKey(Bulk.EXTENSION);
        if (bulk) {
            operation.removeExtension(Bulk.EXTENSION);
        }
        answers(responses, 413, bulk);
        answers(responses, 429, bulk);
        answers(responses, 422, true);
        answers(responses, 428, command && onSomething && has(operation, Parameter.In.HEADER, "If-Match"));
        for (Map.Entry<String, APIResponse> other : responses.getAPIResponses().entrySet()) {
            APIResponse response = other.getValue();
            if (response.getDescription() != null) {
                response.setDescription(
                        DESCRIPTIONS.getOrDefault(response.getDescription(), response.getDescription()));
            }
            if (other.getKey().compareTo("400") >= 0 && response.getContent() == null && response.getRef() == null) {
                response.setContent(content(Integer.parseInt(other.getKey()), service));
            }
        }
        responses.addAPIResponse(
                APIResponses.DEFAULT, OASFactory.createAPIResponse().ref(ANY_OTHER));
        // Whatever added the responses, they read in the order of their numbers.
        List<Map.Entry<String, APIResponse>> sorted = responses.getAPIResponses().entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .toList();
        sorted.forEach(response -> responses.removeAPIResponse(response.getKey()));
        sorted.forEach(response -> responses.addAPIResponse(response.getKey(), response.getValue()));
    }

    /** One role of those that an operation names is enough; what names none is for everybody. */
    private static void sayWhoMay(Operation operation, boolean secured) {
        String roles = secured
                ? operation.getSecurity().stream()
                        .flatMap(way -> way.getSchemes().values().stream())
                        .flatMap(List::stream)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "))
                : "";
        String who = !secured
                ? "Sans jeton. / Without a token."
                : roles.isEmpty()
                        ? "Tout rôle. / Any role."
                        : "Rôles : " + roles + " (un seul suffit). / Roles: " + roles + " (one is enough).";
        String said = operation.getDescription();
        operation.setDescription(said == null || said.isBlank() ? who : said + "\n\n" + who);
    }

    /** Says so where nobody said it better; what is generated for 400, 401 and 403 says nothing. */
    private static void answers(APIResponses responses, int status, boolean may) {
        String code = Integer.toString(status);
        if (may && (status <= 403 || !responses.hasAPIResponse(code))) {
            responses.addAPIResponse(code, OASFactory.createAPIResponse().ref(NAMES.get(status)));
        }
    }

    private static boolean has(Operation operation, Parameter.In in, @Nullable String name) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> parameter.getIn() == in
                                && (name == null || name.equalsIgnoreCase(parameter.getName())));
    }

    private static APIResponse refusal(int status, String service) {
        APIResponse refusal = OASFactory.createAPIResponse()
                .description(Titles.of(status, false) + " / " + Titles.of(status, true))
                .content(content(status, service));
        if (status == 429) {
            refusal.addHeader(
                    "Retry-After",
                    OASFactory.createHeader()
                            .description("Secondes à attendre / Seconds to wait")
                            .schema(OASFactory.createSchema().addType(SchemaType.INTEGER)));
        }
        return refusal;
    }

    /** A problem, with an example for each code that the service answers with this status. */
    private static Content content(int status, String service) {
        MediaType media =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref("Problem"));
        ProblemCode.ALL.stream()
                .filter(code -> code.status() == status && code.isOf(service))
                .forEach(code ->
                        media.addExample(code.code(), OASFactory.createExample().value(example(code))));
        return OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, media);
    }

    private static Map<String, Object> example(ProblemCode code) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", "/problems/" + code.code());
        example.put("title", code.title(false));
        example.put("status", code.status());
        example.put("code", code.code());
        example.put("detail", code.french());
        example.put("messages", Fault.both(code.french(), code.english()));
        Refusal.Fault wrong = FAULTS.get(code.code());
        if (wrong != null) {
            Map<String, Object> fault = new LinkedHashMap<>();
            fault.put("pointer", wrong.pointer());
            fault.put("code", wrong.code());
            fault.put("detail", wrong.french());
            fault.put("messages", Fault.both(wrong.french(), wrong.english()));
            example.put("errors", List.of(fault));
        }
        if (!code.extensions().isEmpty()) {
            example.put("extensions", code.extensions());
        }
        return example;
    }

    private static Schema problem() {
        return object().description("RFC 9457, en français et en anglais / in French and in English.")
                .addProperty("type", text().addExample("/problems/stale"))
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("code", text().addExample("stale"))
                .addProperty("detail", text())
                .addProperty("messages", messages())
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .items(OASFactory.createSchema().ref("Fault")))
                .addProperty("extensions", object())
                .addProperty("traceId", text())
                .addRequired("type")
                .addRequired("title")
                .addRequired("status")
                .addRequired("code")
                .addRequired("detail")
                .addRequired("messages");
    }

    private static Schema fault() {
        return object().description(
                        "Ce qui ne convient pas dans une valeur ou une ligne de la demande ; « detail » est dans la langue"
                                + " demandée. / What is wrong with a value or a row of the request; \"detail\" is in the language asked"
                                + " for.")
                .addProperty(
                        "pointer",
                        text().description(
                                        "Où, dans la demande, avec l'indice de la ligne ; dans un fichier, avec le numéro"
                                                + " de la ligne. / Where in the request, with the row's index; in a file, with the"
                                                + " line's number.")
                                .addExample("/quantities/0/count"))
                .addProperty(
                        "code",
                        text().description("Sa page est /problems/CODE. / Its page is /problems/CODE.")
                                .addExample("too_small"))
                .addProperty("detail", text())
                .addProperty("messages", messages())
                .addProperty("extensions", object())
                .addRequired("pointer")
                .addRequired("code")
                .addRequired("detail")
                .addRequired("messages");
    }

    private static Schema messages() {
        return object().addProperty("fr", text()).addProperty("en", text());
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(SchemaType.OBJECT);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }
}
