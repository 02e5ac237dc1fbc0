package network.reuse.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers of invitations as mediation gives them: codes that begin with A are known, the workshop of the id FULL is full. */
final class FakeInvitations implements HttpHandler {
    static final String WORKSHOP = "01900000-0000-7000-8000-00000000000a";
    static final String FULL = "01900000-0000-7000-8000-00000000000b";
    static final String SEAT = "B-7Q4K2M";

    private static final String WHERE = """
            "title":"Premiers pas, l'écran & <vous>","placeName":"Tiers-lieu de la Meinau","commune":"67482",\
            "from":"2026-12-01T13:30:00Z","until":"2026-12-01T15:00:00Z\"""";

    private final Set<String> booked = ConcurrentHashMap.newKeySet();

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        String code = path[4];
        if (code.startsWith("Z")) {
            answer(exchange, 503, "{}");
        } else if (!code.startsWith("A")) {
            answer(exchange, 404, "{\"code\":\"unknown\"}");
        } else if (path.length == 5) {
            answer(exchange, 200, shown(code));
        } else if (exchange.getRequestHeaders().getFirst("Idempotency-Key") == null) {
            answer(exchange, 400, "{\"code\":\"idempotency_key_missing\"}");
        } else if (path[5].equals("booking")) {
            if (body.contains(FULL)) {
                answer(exchange, 409, "{\"code\":\"workshop_full\"}");
            } else {
                booked.add(code);
                answer(exchange, 201, "{}");
            }
        } else {
            booked.remove(code);
            answer(exchange, 200, "{}");
        }
    }

    private String shown(String code) {
        return booked.contains(code) ? """
                {"status":"ACCEPTED","department":"67","booked":{"code":"%s",%s},"workshops":[],"later":1}""".formatted(SEAT, WHERE) : """
                {"status":"ISSUED","department":"67","booked":null,"workshops":[{"id":"%s",%s,"seatsLeft":3},{"id":"%s",%s,"seatsLeft":0}]}""".formatted(WORKSHOP, WHERE, FULL, WHERE);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] answer = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
