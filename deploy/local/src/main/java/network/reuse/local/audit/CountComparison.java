package network.reuse.local.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Compares how many goods are put aside and gone with those of the packs, how many places of slots are taken with the appointments, and how
 * many lines of connectivity offers are taken with the lines.
 */
final class CountComparison {
    private static final String ALLOCATION = "allocation";

    /** Counts and packs as one statement sees them. */
    private static final String DIFFERENT = """
            select b.goods_id, b.reserved, b.gone, g.reserved as of_packs, g.gone as gone_with_packs
              from goods_balance b
              cross join lateral (
                    select coalesce(sum(g.count) filter (where g.status = 'RESERVED' and p.status = 'RESERVED'), 0) as reserved,
                           coalesce(sum(g.count) filter (where g.status = 'GONE'
                               and p.status in ('DELIVERED', 'SOLD', 'RETURNED')), 0) as gone
                      from pack_goods g join pack p on p.id = g.pack_id
                     where g.goods_id = b.goods_id) g
             where b.reserved <> g.reserved or b.gone <> g.gone
             order by b.goods_id""";

    private static final String OTHERWISE_BOOKED = """
            select s.day_id, s.starts_at, s.booked, count(a.id) as appointments
              from hand_over_slot s
              left join appointment a on a.day_id = s.day_id and a.starts_at = s.starts_at and a.status = 'BOOKED'
             group by s.day_id, s.starts_at having s.booked <> count(a.id)
             order by s.day_id, s.starts_at""";

    private static final String OTHERWISE_TAKEN = """
            select s.offer_id, s.taken, s.lines, o.lines as offered, count(l.id) as lines_that_take
              from connectivity_stock s
              join connectivity_offer o on o.id = s.offer_id
              left join connectivity_line l on l.offer_id = s.offer_id and l.status in ('REQUESTED', 'ACTIVE', 'ENDED')
             group by s.offer_id, s.taken, s.lines, o.lines having s.taken <> count(l.id) or s.lines <> o.lines
             order by s.offer_id""";

    private final Sources sources;
    private final Findings findings;

    CountComparison(Sources sources, Findings findings) {
        this.sources = sources;
        this.findings = findings;
    }

    /**
     * Each kind of goods is put aside and gone as its packs say, each slot is booked as its appointments say, and of each offer as many lines
     * are taken as there are.
     */
    void compare() throws SQLException {
        try (Statement statement = sources.connection(ALLOCATION).createStatement()) {
            try (ResultSet rows = statement.executeQuery(DIFFERENT)) {
                while (rows.next()) {
                    findings.add(ALLOCATION + ": of goods " + rows.getString("goods_id") + " "
                            + rows.getLong("reserved") + " are put aside and " + rows.getLong("gone")
                            + " gone, packs have " + rows.getLong("of_packs") + " and had "
                            + rows.getLong("gone_with_packs"));
                }
            }
            try (ResultSet rows = statement.executeQuery(OTHERWISE_BOOKED)) {
                while (rows.next()) {
                    findings.add(ALLOCATION + ": of the slot at " + rows.getString("starts_at") + " of day "
                            + rows.getString("day_id") + " " + rows.getLong("booked") + " places are taken, by "
                            + rows.getLong("appointments") + " appointments");
                }
            }
            try (ResultSet rows = statement.executeQuery(OTHERWISE_TAKEN)) {
                while (rows.next()) {
                    findings.add(ALLOCATION + ": of connectivity offer " + rows.getString("offer_id") + " "
                            + rows.getLong("taken") + " of " + rows.getLong("lines") + " lines are taken, by "
                            + rows.getLong("lines_that_take") + " of " + rows.getLong("offered"));
                }
            }
        }
    }
}
