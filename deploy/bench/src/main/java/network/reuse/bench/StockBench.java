package network.reuse.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import network.reuse.bench.CommandLoad.Cost;
import network.reuse.bench.Reservation.Rows;

/** What a reservation costs when many devices and requests are there, against one when few are. */
final class StockBench {
    private static final Rows FEW = new Rows(2_000, 2_000);
    private static final Rows MANY = new Rows(50_000, 200_000);
    private static final int ROUNDS = 5;
    private static final int CALLERS = 8;
    private static final int COMMANDS = FEW.requests() / CALLERS;
    private static final double MOST_TIMES_ITS_COST = 1.5;

    private final Reservation work;
    private final CommandLoad commands;

    StockBench(BenchNetwork bench) {
        this.work = new Reservation(bench, MANY.requests(), MANY.devices());
        this.commands = new CommandLoad(bench.network(), work);
    }

    boolean run() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "stock: %,d reservations of %d callers with %,d devices and %,d requests, and with %,d and %,d, in %d rounds%n",
                COMMANDS * CALLERS,
                CALLERS,
                FEW.devices(),
                FEW.requests(),
                MANY.devices(),
                MANY.requests(),
                ROUNDS);
        work.prepare();
        commands.warmUp();
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            Cost few = cost(FEW);
            Cost many = cost(MANY);
            ratios.add((many.app() + many.database()) / (few.app() + few.database()));
            System.out.printf(
                    Locale.ROOT,
                    "  round %d: CPU us/reservation with few: app %.0f, PostgreSQL %.0f (p50 %.1f ms); with many: app %.0f, PostgreSQL %.0f"
                            + " (p50 %.1f ms); ratio %.2f%n",
                    round,
                    few.app(),
                    few.database(),
                    few.p50(),
                    many.app(),
                    many.database(),
                    many.p50(),
                    ratios.getLast());
        }
        double ratio = BenchNetwork.median(
                ratios.stream().mapToDouble(Double::doubleValue).toArray());
        System.out.printf(
                Locale.ROOT,
                "  gate: at most %.1f times the cost: median %.2f, %s%n",
                MOST_TIMES_ITS_COST,
                ratio,
                ratio <= MOST_TIMES_ITS_COST ? "met" : "MISSED");
        return ratio <= MOST_TIMES_ITS_COST;
    }

    private Cost cost(Rows rows) throws Exception {
        work.keep(rows);
        return commands.ofEach(CALLERS, COMMANDS);
    }
}
