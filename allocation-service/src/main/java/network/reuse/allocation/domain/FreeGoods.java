package network.reuse.allocation.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent.CountedGood;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Scanned;

/**
 * The goods that a sponsor has free, out of which packs take theirs. Goods of which it states no stock are not counted: they never
 * lack, and none is put aside. What is taken is gone.
 */
public final class FreeGoods {
    private final Map<String, InStock> byKind = new HashMap<>();

    /** So many goods that are free. */
    public record InStock(UUID goodsId, String name, int free) {
        private InStock less(int taken) {
            return new InStock(goodsId, name, free - taken);
        }
    }

    /** These, each of a kind of its own. */
    public FreeGoods(Collection<InStock> goods) {
        goods.forEach(one -> byKind.put(Scanned.form(one.name()), one));
    }

    /** So many goods of a kind, of which there are fewer. */
    public record Missing(String name, int wanted, int there) {}

    /** Whether all counted goods of one more pack are there. */
    public boolean suffice(List<CountedGood> wanted) {
        return missing(wanted).isEmpty();
    }

    /** Refuses when some of the counted goods of one more pack are missing. */
    public void require(List<CountedGood> wanted) {
        List<Missing> missing = missing(wanted);
        if (!missing.isEmpty()) {
            throw goodsShort(missing);
        }
    }

    /** Takes the counted goods of one pack; refuses, and takes nothing, when some are missing. */
    public List<PackedGoods> take(List<CountedGood> wanted) {
        require(wanted);
        List<PackedGoods> taken = new ArrayList<>();
        byKind(wanted).forEach((kind, count) -> {
            InStock there = byKind.get(kind);
            if (there != null) {
                byKind.put(kind, there.less(count));
                taken.add(new PackedGoods(there.goodsId(), there.name(), count));
            }
        });
        return taken;
    }

    private List<Missing> missing(List<CountedGood> wanted) {
        List<Missing> missing = new ArrayList<>();
        byKind(wanted).forEach((kind, count) -> {
            InStock there = byKind.get(kind);
            if (there != null && there.free() < count) {
                missing.add(new Missing(there.name(), count, there.free()));
            }
        });
        return missing;
    }

    /** A pack may list a kind twice. */
    private static Map<String, Integer> byKind(List<CountedGood> wanted) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        wanted.forEach(good -> counts.merge(Scanned.form(good.name()), good.count(), Integer::sum));
        return counts;
    }

    /** Fewer of these goods are there than a pack holds. */
    public static Refusal goodsShort(List<Missing> missing) {
        Missing first = missing.getFirst();
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "goods_short",
                        "Il manque des biens du pack : " + first.wanted() + " × « " + first.name() + " » voulus, "
                                + first.there() + " en stock.",
                        "Goods of the pack lack: " + first.wanted() + " × \"" + first.name() + "\" wanted, "
                                + first.there() + " in stock.")
                .with(Map.of("missing", missing));
    }
}
