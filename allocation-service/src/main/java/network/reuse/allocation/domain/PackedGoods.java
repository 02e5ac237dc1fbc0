package network.reuse.allocation.domain;

import java.util.UUID;

/**
 * Goods that are put aside for a pack out of a sponsor's counted stock.
 *
 * @param name as the sponsor's stock calls them
 */
public record PackedGoods(UUID goodsId, String name, int count) {}
