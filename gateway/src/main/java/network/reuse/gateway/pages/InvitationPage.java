package network.reuse.gateway.pages;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.contracts.Geography;
import network.reuse.defaults.document.CalendarFile;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.gateway.pages.InvitationCalls.Invitation;
import network.reuse.gateway.pages.InvitationCalls.Seat;
import network.reuse.gateway.pages.InvitationCalls.Workshop;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/**
 * The page behind the link that a person is sent: which workshops there are, booking one, giving the seat back. It needs no
 * account and runs no script. Its address is a credential: nothing keeps the page, and nobody is told where one came from.
 */
@Path("/invitations/{code: [A-Za-z0-9_-]{1,64}}")
@PermitAll
public class InvitationPage {
    private static final Logger LOG = Logger.getLogger(InvitationPage.class);
    private static final int OK = 200;
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    private static final Sentence UNREAD = new Sentence(
            "Cette demande n'a pas pu être lue. Choisissez de nouveau ci-dessous.",
            "This request could not be read. Please choose again below.");
    private static final Sentence UNKNOWN = new Sentence(
            "Ce lien n'est pas reconnu. Vérifiez qu'il est entier\u202f: il se copie tel quel depuis le message reçu.",
            "This link is not known. Check that it is complete: copy it as it is from the message.");
    private static final Sentence AWAY = new Sentence(
            "Le service est absent pour un moment. Rien n'est perdu\u202f: rechargez la page dans une minute.",
            "The service is away for a moment. Nothing is lost: load this page again in a minute.");

    private final InvitationCalls calls;
    private final BusinessClock clock;

    public InvitationPage(InvitationCalls calls, BusinessClock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** A sentence, in French and in English. */
    public record Sentence(String fr, String en) {}

    /** When and where something is, in words. */
    public record Place(String day, String hours, String place, String englishDay) {}

    /** A workshop that may be booked. */
    public record Offer(String id, String title, Place when, Sentence seats, boolean isFull) {}

    /** The seat that is booked. */
    public record Booked(String code, String title, Place when) {}

    @CheckedTemplate(basePath = "pages")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance invitation(
                List<Sentence> news,
                List<Booked> booked,
                List<Offer> offers,
                String calendar,
                String department,
                boolean isOpen,
                String key);
    }

    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Operation(hidden = true)
    public Uni<Response> show(String code) {
        return answer(page(code, OK, List.of()));
    }

    /** The seat as a calendar's file. */
    @GET
    @Path("calendar.ics")
    @Produces(CalendarFile.ICALENDAR + ";charset=UTF-8")
    @Operation(hidden = true)
    public Uni<Response> calendar(String code) {
        return answer(calls.show(code)
                .map(found -> found.map(Invitation::booked)
                        .map(seat -> withHeaders(Response.ok(CalendarFile.of(event(seat))))
                                .header("Content-Disposition", "attachment; filename=\"atelier.ics\"")
                                .build())
                        .orElseGet(() -> withHeaders(Response.status(404)).build())));
    }

    /** The same seat is the same event, whatever becomes of its time: imported again, it replaces the former. */
    private CalendarFile.Event event(Seat seat) {
        return new CalendarFile.Event(
                seat.code() + "@reuse.network",
                0,
                seat.from(),
                seat.until(),
                seat.title(),
                LocalWords.place(seat.commune(), seat.placeName()),
                null,
                "Code à présenter à l'accueil : " + seat.code(),
                false,
                clock.shown());
    }

    /** Books the workshop that the form names, or gives the seat back that it names. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Operation(hidden = true)
    public Uni<Response> act(String code, String form) {
        Map<String, List<String>> fields = fields(form);
        Optional<String> key = field(fields, "key").filter(InvitationPage::isId);
        Optional<String> workshop = field(fields, "workshop").filter(InvitationPage::isId);
        Optional<String> seat = field(fields, "seat");
        if (key.isEmpty() || workshop.isPresent() == seat.isPresent()) {
            return answer(page(code, 422, List.of(UNREAD)));
        }
        Future<Optional<String>> done = workshop.isPresent()
                ? calls.book(code, key.get(), workshop.get())
                : calls.giveBack(code, key.get(), seat.orElseThrow());
        return answer(done.compose(problem -> problem.isEmpty()
                // The browser asks for the page anew, so that going back or reloading sends nothing twice.
                ? Future.succeededFuture(withHeaders(Response.status(303))
                        .header("Location", "/invitations/" + code)
                        .build())
                : page(code, 409, List.of(refused(problem.get())))));
    }

    private static Sentence refused(String problem) {
        return switch (problem) {
            case "workshop_full" ->
                new Sentence(
                        "Cet atelier vient d'être complet. Choisissez-en un autre ci-dessous.",
                        "This workshop has just become full. Please choose another one below.");
            case "invitation_used" ->
                new Sentence(
                        "Une place est déjà réservée avec ce lien.", "A seat is booked already by means of this link.");
            case "nothing_booked" ->
                new Sentence("Cette place était déjà annulée.", "This seat had been cancelled already.");
            default ->
                new Sentence(
                        "Cet atelier ne peut plus être réservé. Choisissez-en un autre ci-dessous.",
                        "This workshop can no longer be booked. Please choose another one below.");
        };
    }

    private Future<Response> page(String code, int status, List<Sentence> news) {
        return calls.show(code)
                .compose(found -> found.isEmpty()
                        ? rendered(404, empty(UNKNOWN))
                        : rendered(status, shown(code, found.get(), news)));
    }

    private static TemplateInstance empty(Sentence news) {
        return Templates.invitation(List.of(news), List.of(), List.of(), "", "", false, "");
    }

    private static TemplateInstance shown(String code, Invitation invitation, List<Sentence> news) {
        Seat seat = invitation.booked();
        return Templates.invitation(
                news,
                seat == null
                        ? List.of()
                        : List.of(new Booked(
                                seat.code(),
                                seat.title(),
                                LocalWords.of(seat.commune(), seat.placeName(), seat.from(), seat.until()))),
                invitation.workshops().stream().map(InvitationPage::offer).toList(),
                "/invitations/" + code + "/calendar.ics",
                Geography.departments().getOrDefault(invitation.department(), invitation.department()),
                invitation.status().equals("ISSUED"),
                UUID.randomUUID().toString());
    }

    private static Offer offer(Workshop workshop) {
        int left = workshop.seatsLeft();
        Sentence seats = left <= 0
                ? new Sentence("Complet", "Full")
                : left == 1
                        ? new Sentence("Une place", "One seat left")
                        : new Sentence(left + " places", left + " seats left");
        return new Offer(
                workshop.id(),
                workshop.title(),
                LocalWords.of(workshop.commune(), workshop.placeName(), workshop.from(), workshop.until()),
                seats,
                left <= 0);
    }

    private static Future<Response> rendered(int status, TemplateInstance template) {
        return Future.fromCompletionStage(template.renderAsync())
                .map(html -> withHeaders(Response.status(status).entity(html)).build());
    }

    private static Uni<Response> answer(Future<Response> response) {
        return Uni.createFrom()
                .completionStage(response::toCompletionStage)
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("mediation does not answer a page: %s", failure.toString());
                    return Uni.createFrom()
                            .completionStage(() -> rendered(503, empty(AWAY)).toCompletionStage());
                });
    }

    private static Response.ResponseBuilder withHeaders(Response.ResponseBuilder response) {
        return response.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .header("Cache-Control", "no-store");
    }

    private static Map<String, List<String>> fields(String form) {
        try {
            return new QueryStringDecoder(form, false).parameters();
        } catch (IllegalArgumentException undecodable) {
            return Map.of();
        }
    }

    private static Optional<String> field(Map<String, List<String>> fields, String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.size() == 1 && !values.getFirst().isBlank() ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
