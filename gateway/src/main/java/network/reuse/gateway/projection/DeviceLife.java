package network.reuse.gateway.projection;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Published;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * A device as the network knows it. Takes the events of several publishers in any order of arrival, as long as each
 * publisher's own come in order, and ends up the same.
 *
 * @param at its newest event; {@code stageAt} and {@code categoryAt} are those that said the stage and the category
 * @param reached the stages it ever reached, 16 bits for each publisher, and whether it was stocked anew after a return
 * @param origin where it comes from; null until its registration is heard
 * @param stockedAs the category under which allocation holds it
 * @param handOver its newest hand-over or sale; null when there never was one
 */
record DeviceLife(
        UUID id,
        @Nullable String code,
        CustodyPosition at,
        @Nullable DeviceStage stage,
        CustodyPosition stageAt,
        @Nullable DeviceCategory category,
        CustodyPosition categoryAt,
        @Nullable String region,
        @Nullable String department,
        @Nullable DonorKind donorKind,
        Environment env,
        long reached,
        Set<UUID> readers,
        @Nullable Origin origin,
        @Nullable DeviceCategory stockedAs,
        @Nullable HandOver handOver) {
    private static final int BITS = 16;
    private static final int ALLOCATION = 2;

    /** Kept in the database beside the bits of the stages. */
    private static final long STOCKED_ANEW = 1L << 15;

    private static final Set<DeviceStage> HANDED_OVER = Set.of(DeviceStage.DELIVERED, DeviceStage.SOLD);

    DeviceLife {
        readers = Set.copyOf(readers);
    }

    static DeviceLife unknown(UUID id) {
        return new DeviceLife(
                id,
                null,
                CustodyPosition.NONE,
                null,
                CustodyPosition.NONE,
                null,
                CustodyPosition.NONE,
                null,
                null,
                null,
                Environment.LIVE,
                0,
                Set.of(),
                null,
                null,
                null);
    }

    /** The device after an event. */
    DeviceLife after(Published<?> event) {
        Envelope envelope = event.envelope();
        DeviceNews news = DeviceNews.of(event);
        CustodyPosition position = position(envelope);
        boolean newest = position.notBefore(at);
        boolean movesStage = news.stage() != null && position.notBefore(stageAt);
        boolean saysCategory = news.category() != null && position.notBefore(categoryAt);
        Set<UUID> parties = new HashSet<>(readers);
        parties.addAll(envelope.parties());
        DeviceCategory held = news.stockedAs() == null ? stockedAs : news.stockedAs();
        return new DeviceLife(
                id,
                code == null ? news.code() : code,
                newest ? position : at,
                movesStage ? news.stage() : stage,
                movesStage ? position : stageAt,
                saysCategory ? news.category() : category,
                saysCategory ? position : categoryAt,
                newest ? envelope.territory().region() : region,
                newest ? envelope.territory().department() : department,
                newest ? envelope.donorKind() : donorKind,
                newest ? envelope.env() : env,
                reachedAfter(envelope.stream().source(), news),
                parties,
                news.origin() == null ? origin : news.origin(),
                held,
                handOverAfter(envelope, news, held == null ? category : held));
    }

    static CustodyPosition position(Envelope envelope) {
        Integer epoch = envelope.epoch();
        return new CustodyPosition(epoch == null ? 0 : epoch, envelope.sequence());
    }

    /** What the device adds to the counters, which are of reuse: nothing when it is of the sandbox or was bought new. */
    Map<CounterCell, Count> counted() {
        Map<CounterCell, Count> counted = new HashMap<>();
        if (isBoughtNew() || env != Environment.LIVE || region == null || department == null || category == null) {
            return counted;
        }
        for (Map.Entry<DeviceStage, Count> one : stages().entrySet()) {
            counted.put(new CounterCell.Devices(region, department, Stage.of(one.getKey()), category), one.getValue());
        }
        return counted;
    }

    /** Its newest hand-over as far as it counts. */
    @Nullable HandOver countedHandOver() {
        return isBoughtNew() ? null : handOver;
    }

    boolean isBoughtNew() {
        return origin != null && origin.boughtNew();
    }

    /** Whether it ever reached that stage, whoever said so. What turned up again, in whichever way, was never lost. */
    boolean reached(DeviceStage wanted) {
        if (wanted == DeviceStage.LOST) {
            return stage == DeviceStage.LOST;
        }
        long lanes = 0;
        for (int lane = 0; lane < Long.SIZE / BITS; lane++) {
            lanes |= reached >>> (lane * BITS);
        }
        return (lanes & bit(wanted)) != 0;
    }

    private Map<DeviceStage, Count> stages() {
        Map<DeviceStage, Count> stages = new EnumMap<>(DeviceStage.class);
        for (DeviceStage one : DeviceStage.values()) {
            Count count = new Count(one == stage ? 1 : 0, reached(one) ? 1 : 0);
            if (!count.isZero()) {
                stages.put(one, count);
            }
        }
        return stages;
    }

    /**
     * Each publisher sets and takes back in bits of its own, so that it does not matter whose event arrives first. A return after
     * which the device was stocked anew was one, whatever is taken back of a later one.
     */
    private long reachedAfter(String source, DeviceNews news) {
        int lane = lane(source) * BITS;
        long returned = bit(DeviceStage.RETURNED) << lane;
        long stockedAnew = STOCKED_ANEW << lane;
        long after = reached;
        if (news.stage() == DeviceStage.STOCKED && news.takenBack() == null && (after & returned) != 0) {
            after |= stockedAnew;
        }
        boolean stays = news.takenBack() == DeviceStage.RETURNED && (after & stockedAnew) != 0;
        if (news.takenBack() != null && !stays) {
            after &= ~(bit(news.takenBack()) << lane);
        }
        if (news.stage() != null) {
            after |= bit(news.stage()) << lane;
        }
        return after;
    }

    /** Moved by allocation's own events alone, so that it does not matter what the others said before or after. */
    private @Nullable HandOver handOverAfter(Envelope envelope, DeviceNews news, @Nullable DeviceCategory held) {
        DeviceStage now = news.stage();
        if (lane(envelope.stream().source()) != ALLOCATION || now == null) {
            return handOver;
        }
        if (news.takenBack() != null && HANDED_OVER.contains(news.takenBack())) {
            return null;
        }
        if (!HANDED_OVER.contains(now)) {
            return handOver == null ? null : handOver.endedAt(envelope.occurredAt());
        }
        if (news.takenBack() != null) {
            return handOver == null ? null : handOver.reopened();
        }
        Territory place = envelope.territory();
        return held == null
                ? handOver
                : new HandOver(
                        new CounterCell.Devices(place.region(), place.department(), Stage.of(now), held),
                        handOver == null ? envelope.occurredAt() : handOver.followedAt(envelope.occurredAt()),
                        null);
    }

    private static long bit(DeviceStage stage) {
        // Kept in the database: a stage that comes later takes the next bit, wherever it stands in the enum.
        return switch (stage) {
            case REGISTERED -> 1;
            case RECEIVED -> 1 << 1;
            case TRIAGED -> 1 << 2;
            case READY -> 1 << 3;
            case SCRAPPED -> 1 << 4;
            case LOST -> 1 << 5;
            case STOCKED -> 1 << 6;
            case RESERVED -> 1 << 7;
            case DELIVERED -> 1 << 8;
            case SOLD -> 1 << 9;
            case RETURNED -> 1 << 10;
            case DISPATCHED -> 1 << 11;
            case PALLETISED -> 1 << 12;
            case WITH_ECO_ORGANISM -> 1 << 13;
            case TREATED -> 1 << 14;
        };
    }

    private static int lane(String source) {
        return switch (source) {
            case "collection" -> 0;
            case "refurb" -> 1;
            case "allocation" -> ALLOCATION;
            default -> throw new IllegalArgumentException("nothing is known of devices from " + source);
        };
    }
}
