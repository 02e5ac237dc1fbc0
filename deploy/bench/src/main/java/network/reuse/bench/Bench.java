package network.reuse.bench;

import java.util.List;

/**
 * {@code ./reuse bench [NAME]}: runs one benchmark, or command and live, each on a network that starts empty, since what one
 * leaves behind would be the next one's load. Exits 1 when a gate is missed.
 */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> names = arguments.length == 0 ? List.of("command", "live") : List.of(arguments);
        boolean passed = true;
        for (String name : names) {
            try (Stage stage = new Stage()) {
                passed &= switch (name) {
                    case "command" -> new CommandBench(stage, new GradeCorrection(stage)).run();
                    case "reservation" -> new CommandBench(stage, new Reservation(stage)).run();
                    case "booking" -> new CommandBench(stage, new Booking(stage)).run();
                    case "past" -> new PastBench(stage).run();
                    case "live" -> new LiveBench(stage).run();
                    default -> {
                        System.err.println("There is no benchmark '" + name
                                + "': choose command, reservation, booking, live or past.");
                        yield false;
                    }
                };
            }
        }
        System.exit(passed ? 0 : 1);
    }
}
