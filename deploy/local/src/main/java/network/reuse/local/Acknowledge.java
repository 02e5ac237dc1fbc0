package network.reuse.local;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import network.reuse.servers.Service;

/**
 * {@code ./reuse acknowledge ORIGIN REASON}: acknowledges a record that could not be read, named by its place such as {@code
 * collection.events-3@17}, at every service that has it as a dead letter. Exits 1 when none has.
 */
public final class Acknowledge {
    private Acknowledge() {}

    public static void main(String[] arguments) {
        if (arguments.length != 2 || arguments[1].isBlank()) {
            System.err.println(
                    "Name the record's place and your reason: ./reuse acknowledge collection.events-3@17 \"a test record\".");
            System.exit(2);
        }
        int code = 1;
        try (LocalNetwork network = LocalNetwork.attach()) {
            String path = "/dead-letters/acknowledgement?origin="
                    + URLEncoder.encode(arguments[0], StandardCharsets.UTF_8) + "&reason="
                    + URLEncoder.encode(arguments[1], StandardCharsets.UTF_8);
            for (Service service : Service.ALL) {
                HttpResponse<String> answer = network.desk(service.name()).decide(path, operator());
                if (answer.statusCode() == 200) {
                    System.out.println(service.name() + ": acknowledged");
                    code = 0;
                } else if (answer.statusCode() != 409) {
                    System.err.println(service.name() + ": " + answer.statusCode() + " " + answer.body());
                    System.exit(1);
                }
            }
            if (code == 1) {
                System.err.println(
                        "No service has a dead letter of " + arguments[0] + " that waits to be acknowledged.");
            }
        } catch (IllegalStateException refused) {
            System.err.println(refused.getMessage());
            code = 2;
        }
        System.exit(code);
    }

    /** The name that is kept with the decision: who is logged in here. */
    static String operator() {
        String user = System.getProperty("user.name");
        return user == null || user.isBlank() ? "operator" : user;
    }
}
