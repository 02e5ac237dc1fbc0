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
            if (name.equals("cold")) {
                passed &= cold();
                continue;
            }
            try (BenchNetwork bench = new BenchNetwork()) {
                passed &= switch (name) {
                    case "command" -> new CommandBench(bench, new GradeCorrection(bench)).run();
                    case "reservation" -> new CommandBench(bench, new Reservation(bench)).run();
                    case "stock" -> new StockBench(bench).run();
                    case "booking" -> new CommandBench(bench, new Booking(bench)).run();
                    case "past" -> new PastBench(bench).run();
                    case "import" -> new ImportBench(bench).run();
                    case "requests" -> new RequestListBench(bench).run();
                    case "live" -> new LiveBench(bench).run();
                    default -> {
                        System.err.println(
                                "There is no benchmark '" + name
                                        + "': choose command, reservation, stock, booking, live, past, import, requests or cold.");
                        yield false;
                    }
                };
            }
        }
        System.exit(passed ? 0 : 1);
    }

    private static boolean cold() throws Exception {
        var services = new TrainedCommand();
        try (BenchNetwork bench = new BenchNetwork(services)) {
            return new ColdBench(bench, services).run();
        }
    }
}
