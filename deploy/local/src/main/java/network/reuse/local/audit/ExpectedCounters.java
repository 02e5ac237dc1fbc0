package network.reuse.local.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import network.reuse.contracts.DeviceStage;
import org.jspecify.annotations.Nullable;

/** What the gateway is to count, now and ever, by the publishers' journals alone. */
final class ExpectedCounters {
    private final Journals journals;
    private final Map<SourceStream, Long> stopped;
    private final Map<StageCell, long[]> expected = new TreeMap<>(Comparator.comparing(StageCell::region)
            .thenComparing(StageCell::department)
            .thenComparing(StageCell::stage));

    /**
     * Counts what the journals said when they were read last.
     *
     * @param stopped the last event that counts of each stream that stands
     */
    ExpectedCounters(Journals journals, Map<SourceStream, Long> stopped) {
        this.journals = journals;
        this.stopped = stopped;
        countLots();
        countDevices();
        countPeople();
    }

    Map<StageCell, long[]> counted() {
        return expected;
    }

    private boolean isPastTheStop(String source, Entry entry) {
        return entry.sequence() > stopped.getOrDefault(new SourceStream(source, entry.stream()), Long.MAX_VALUE);
    }

    private void countLots() {
        Map<Stream, Long> offered = new HashMap<>();
        for (Entry entry : journals.of("collection")) {
            if (isPastTheStop("collection", entry)) {
                continue;
            }
            JsonNode fact = entry.fact();
            switch (entry.type()) {
                case "collection.LotOffered.v1" -> {
                    offered.put(entry.stream(), total(fact.path("quantities")));
                    add(entry, "OFFERED", total(fact.path("quantities")));
                }
                case "collection.LotDeclined.v1" -> add(entry, "OFFERED", -offered.getOrDefault(entry.stream(), 0L));
                case "collection.LotAccepted.v1" -> add(entry, "AGREED", total(fact.path("quantities")));
                case "collection.LotWithdrawn.v1" -> {
                    add(entry, "OFFERED", -offered.getOrDefault(entry.stream(), 0L));
                    add(entry, "AGREED", -total(fact.path("agreed")));
                }
                case "collection.LotCollected.v1", "collection.LotTakenOver.v1" ->
                    add(entry, "COLLECTED", total(fact.path("quantities")));
                case "collection.DiscrepancySettled.v1" ->
                    add(
                            entry,
                            "COLLECTED",
                            fact.path("collectedNow").asLong()
                                    - fact.path("collectedBefore").asLong());
                case "collection.LotCorrected.v1" ->
                    add(entry, "COLLECTED", total(fact.path("now")) - total(fact.path("before")));
                default -> {}
            }
        }
    }

    private void countPeople() {
        for (Entry entry : journals.of("mediation")) {
            if (isPastTheStop("mediation", entry)) {
                continue;
            }
            JsonNode fact = entry.fact();
            switch (entry.type()) {
                case "mediation.AttendanceRecorded.v1" -> add(entry, "ACCOMPANIED", one(fact.path("present")));
                case "mediation.AttendanceCorrected.v1" ->
                    add(entry, "ACCOMPANIED", one(fact.path("now")) - one(fact.path("before")));
                default -> {}
            }
        }
    }

    private static long one(JsonNode came) {
        return came.asBoolean() ? 1 : 0;
    }

    private static long total(JsonNode quantities) {
        long total = 0;
        for (JsonNode quantity : quantities) {
            total += quantity.path("count").asLong();
        }
        return total;
    }

    private void add(Entry entry, String stage, long quantity) {
        if (entry.isLive() && quantity != 0) {
            long[] cell = expected.computeIfAbsent(entry.cell(stage), _ -> new long[2]);
            cell[0] += quantity;
            cell[1] += quantity;
        }
    }

    /**
     * A device's life: where it is now, which stages each service says it ever reached, and whether it was in stock anew after it
     * had come back. One that was bought new is no reuse, and is counted nowhere.
     */
    private static final class Life {
        private int epoch = -1;
        private long sequence = -1;
        private @Nullable Entry newest;
        private DeviceStage now = DeviceStage.REGISTERED;
        private boolean stockedAnew;
        private boolean boughtNew;
        private final Map<String, Set<DeviceStage>> reached = new HashMap<>();
    }

    private void countDevices() {
        Map<UUID, Life> lives = new HashMap<>();
        for (String service : List.of("collection", "refurb", "allocation")) {
            for (Entry entry : journals.of(service)) {
                DeviceStage stage = stage(entry);
                if (stage == null
                        || !entry.isLive()
                        || isPastTheStop(service, entry)
                        || !"device".equals(entry.stream().type())) {
                    continue;
                }
                Life life = lives.computeIfAbsent(entry.stream().id(), _ -> new Life());
                life.boughtNew |= "NEW".equals(entry.fact().path("supplied").asText());
                Set<DeviceStage> reached =
                        life.reached.computeIfAbsent(service, _ -> EnumSet.noneOf(DeviceStage.class));
                if (entry.type().endsWith("LossCorrected.v1")) {
                    reached.remove(DeviceStage.LOST);
                } else if (entry.type().endsWith("ScrapCorrected.v1")) {
                    reached.remove(DeviceStage.SCRAPPED);
                } else if (entry.type().endsWith("ReadinessCorrected.v1")) {
                    reached.remove(DeviceStage.READY);
                } else if (entry.type().endsWith("DispatchCorrected.v1")) {
                    reached.remove(DeviceStage.DISPATCHED);
                } else if (entry.type().endsWith("PalletisationCorrected.v1")) {
                    reached.remove(DeviceStage.PALLETISED);
                } else if (entry.type().endsWith("DeliveryCorrected.v1")) {
                    reached.remove(reportedStage(entry));
                } else if (entry.type().equals("allocation.ReturnCorrected.v1")) {
                    if (!life.stockedAnew) {
                        reached.remove(DeviceStage.RETURNED);
                    }
                } else {
                    life.stockedAnew |= stage == DeviceStage.STOCKED && reached.contains(DeviceStage.RETURNED);
                    reached.add(stage);
                }
                int epoch = entry.value().path("epoch").asInt();
                if (epoch > life.epoch || (epoch == life.epoch && entry.sequence() > life.sequence)) {
                    life.epoch = epoch;
                    life.sequence = entry.sequence();
                    life.newest = entry;
                    life.now = stage;
                }
            }
        }
        for (Life life : lives.values()) {
            Entry newest = life.newest;
            if (newest == null || life.boughtNew) {
                continue;
            }
            expected.computeIfAbsent(newest.cell(life.now.name()), _ -> new long[2])[0]++;
            Set<DeviceStage> ever = EnumSet.noneOf(DeviceStage.class);
            life.reached.values().forEach(ever::addAll);
            if (life.now != DeviceStage.LOST) {
                ever.remove(DeviceStage.LOST);
            }
            for (DeviceStage stage : ever) {
                expected.computeIfAbsent(newest.cell(stage.name()), _ -> new long[2])[1]++;
            }
        }
    }

    private static @Nullable DeviceStage stage(Entry entry) {
        return switch (entry.type()) {
            case "collection.DeviceRegistered.v1", "collection.LossCorrected.v1" -> DeviceStage.REGISTERED;
            case "collection.DeviceLost.v1", "refurb.DeviceLost.v1", "allocation.DeviceLost.v1" -> DeviceStage.LOST;
            case "refurb.DeviceReceived.v1" -> DeviceStage.RECEIVED;
            case "refurb.DeviceTriaged.v1", "refurb.ScrapCorrected.v1", "refurb.ReadinessCorrected.v1" ->
                DeviceStage.TRIAGED;
            case "refurb.DeviceReady.v1", "refurb.DispatchCorrected.v1" -> DeviceStage.READY;
            case "refurb.DeviceScrapped.v1", "refurb.PalletisationCorrected.v1" -> DeviceStage.SCRAPPED;
            case "refurb.DevicePalletised.v1" -> DeviceStage.PALLETISED;
            case "refurb.DeviceReceivedByEcoOrganism.v1" -> DeviceStage.WITH_ECO_ORGANISM;
            case "refurb.DeviceTreated.v1" -> DeviceStage.TREATED;
            case "refurb.DeviceDispatched.v1" -> DeviceStage.DISPATCHED;
            case "allocation.DeviceStocked.v1", "allocation.DeviceReleased.v1", "allocation.DeliveryCorrected.v1" ->
                DeviceStage.STOCKED;
            case "allocation.DeviceReserved.v1" -> DeviceStage.RESERVED;
            case "allocation.DeviceDelivered.v1" -> DeviceStage.DELIVERED;
            case "allocation.DeviceSold.v1" -> DeviceStage.SOLD;
            case "allocation.DeviceReturned.v1" -> DeviceStage.RETURNED;
            case "refurb.LossCorrected.v1", "allocation.LossCorrected.v1", "allocation.ReturnCorrected.v1" ->
                reportedStage(entry);
            default -> null;
        };
    }

    private static DeviceStage reportedStage(Entry entry) {
        return DeviceStage.valueOf(entry.fact().path("stage").asText());
    }
}
