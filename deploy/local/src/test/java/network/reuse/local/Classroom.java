package network.reuse.local;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Places, workshops and bookings of La Fabrique des Possibles, each taken to the state that a test needs. */
final class Classroom {
    static final String THIRD_PLACE = "fabrique-des-possibles";
    static final String THIRD_PLACE_ID = "01900000-0000-7000-8000-000000000010";
    static final String PRESENT = "{\"present\":true}";
    static final String SEAT = "{\"participant\":{\"givenName\":\"Camille\",\"phone\":\"0612345678\"}}";

    static final String CORRECTION = "{\"givenName\":\"Camille\",\"reason\":\"Faute de frappe\"}";
    static final String REFUSAL = "{\"refused\":true}";
    static final String AMENDMENT = "{\"name\":\"La Fabrique\",\"reason\":\"Erreur de saisie\"}";
    static final String STOP_MOVE = "{\"name\":\"Salle des fêtes\",\"reason\":\"Marché\"}";
    static final String RESCHEDULING = "{\"title\":\"Premiers clics\",\"reason\":\"Nouveau programme\"}";

    private static final String API = "/v1/mediation/";
    private static final int SEATS = 12;

    private final LocalNetwork network;
    private final Partner mediator;
    private @Nullable String shared;

    Classroom(LocalNetwork network) {
        this.network = network;
        this.mediator = new Partner(network, THIRD_PLACE);
    }

    static String place() {
        return place("54547");
    }

    private static String place(String commune) {
        return """
                {"name":"La Fabrique des murs","commune":"%s","partnerRef":"%s"}""".formatted(commune, UUID.randomUUID());
    }

    static String workshop(String place, int seats) {
        // Soon enough that attendance may be recorded, and not over before everybody has looked.
        Instant from = RunningNetwork.now().plus(20, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
        return """
                {"placeId":"%s","title":"Premiers pas avec l'ordinateur","from":"%s","until":"%s","capacity":%d}""".formatted(Stock.id(place), from, from.plus(2, ChronoUnit.HOURS), seats);
    }

    String opened() {
        return made("places", place());
    }

    static String series(String place) {
        String workshop = workshop(place, SEATS);
        return workshop.substring(0, workshop.lastIndexOf('}')) + ",\"repeat\":{\"everyWeeks\":1,\"times\":2}}";
    }

    /** With a vehicle of its own, so that nothing is in two places. */
    static String tour(String place) {
        Instant from = RunningNetwork.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        return """
                {"placeId":"%s","vehicleRef":"BUS-%s","stops":[{"name":"Place de la Mairie","commune":"54547",\
                "from":"%s","until":"%s","mediatorRefs":["M-%s"]}]}""".formatted(
                        Stock.id(place), UUID.randomUUID(), from, from.plus(2, ChronoUnit.HOURS), UUID.randomUUID());
    }

    String planned() {
        return made("tours", tour(opened()));
    }

    /** Opens a link to the calendar of a mediator of its own; the mediator's reference. */
    String calendarLink() {
        String ref = "M-" + UUID.randomUUID();
        var _ = mediator.post(API + "calendar-links", calendarLink(ref)).expect(200);
        return ref;
    }

    static String calendarLink(String ref) {
        return "{\"mediatorRef\":\"" + ref + "\"}";
    }

    /** The one stop of a tour. */
    String stopOf(String tour) {
        return stop(tour).path("id").asText();
    }

    /** Who is at the one stop of a tour. */
    String mediatorOf(String tour) {
        return stop(tour).path("mediatorRefs").path(0).asText();
    }

    private JsonNode stop(String tour) {
        return mediator.get(tour).expect(200).body().path("stops").path(0);
    }

    String scheduled() {
        return scheduled(SEATS);
    }

    String scheduled(int seats) {
        String place = shared;
        if (place == null) {
            place = opened();
            shared = place;
        }
        return made("workshops", workshop(place, seats));
    }

    /** A workshop in this commune. */
    String scheduledIn(String commune) {
        return made("workshops", workshop(made("places", place(commune)), SEATS));
    }

    /** A seat for somebody whose contact is kept. */
    String booked() {
        return booked(scheduled());
    }

    String booked(String workshop) {
        return booked(workshop, SEAT);
    }

    private String booked(String workshop, String body) {
        return API + "bookings/"
                + mediator.post(workshop + "/bookings", body)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
    }

    /** A seat that fell free and is kept for whoever waited for it. */
    String offered() {
        String workshop = scheduled(1);
        String seat = booked(workshop);
        String waiting = booked(workshop, SEAT.replaceFirst("\\{", "{\"waitingList\":true,"));
        mediator.act(seat + "/cancellation", 1, Stock.REASON).expect(200);
        await("a seat to be offered to " + waiting)
                .atMost(Duration.ofSeconds(60))
                .until(() -> mediator.get(waiting)
                        .expect(200)
                        .body()
                        .path("status")
                        .asText()
                        .equals("OFFERED"));
        return waiting;
    }

    String attended() {
        String booking = booked();
        mediator.act(booking + "/attendance", 1, PRESENT).expect(200);
        return booking;
    }

    /** The workshop that a booking is for. */
    String workshopOf(String booking) {
        return API + "workshops/"
                + mediator.get(booking).expect(200).body().path("workshopId").asText();
    }

    /** The reference of whom a booking is for. */
    String participant(String booking) {
        return mediator.get(booking).expect(200).body().path("participant").asText();
    }

    /** A seat for somebody whose contact has been read. */
    String read() {
        String booking = booked();
        mediator.get(booking + "/participant?purpose=ARRANGE").expect(200);
        return booking;
    }

    /** The code in the link of the invitation that a pack's hand-over brings, once it has. */
    String invitation(String pack) {
        await("the invitation of " + pack)
                .atMost(Duration.ofSeconds(60))
                .until(() -> RunningNetwork.count(
                                network,
                                "mediation",
                                "select count(*) from invitation where pack_id = '" + Stock.id(pack) + "'")
                        == 1);
        try (Connection audit = network.audit("mediation");
                PreparedStatement statement =
                        audit.prepareStatement("select id from invitation where pack_id::text = ?")) {
            statement.setString(1, Stock.id(pack));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return code(rows.getString(1));
            }
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** As whoever sends the link derives it from the secret, since it is kept nowhere. */
    private String code(String invitation) {
        byte[] secret = Base64.getDecoder()
                .decode(requireNonNull(network.environment("mediation").get("REUSE_INVITATION_KEY")));
        try {
            SecretKey key = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "HmacSHA256",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(new SecretKeySpec(secret, "HKDF"))
                                    .thenExpand("network.reuse/invitation-codes".getBytes(StandardCharsets.UTF_8), 32));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] whole = mac.doFinal(invitation.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, 16));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String made(String what, String body) {
        return API + what + "/"
                + mediator.post(API + what, body).expect(201).body().path("id").asText();
    }
}
