package network.reuse.local.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Compares what programmes say is taken of their quotas with their shares, their packs and who waits. */
final class QuotaComparison {
    private static final String ALLOCATION = "allocation";

    /** As one statement sees them, so that nothing is taken in between. A pack that came back may keep its place. */
    private static final String DIFFERENT = """
            select q.programme_id, q.taken, q.waiting, s.taken as of_shares, coalesce(p.taken, 0) as of_packs,
                   coalesce(w.waiting, 0) as in_line
              from programme_quota q
              left join (select programme_id, sum(taken) as taken from programme_share group by programme_id) s using (programme_id)
              left join (select k.programme_id, count(*) as taken from pack k join programme_quota o using (programme_id)
                          where k.status in ('BACK_ORDERED', 'RESERVED', 'DELIVERED', 'SOLD')
                             or (k.status = 'RETURNED' and not o.return_frees) group by k.programme_id) p using (programme_id)
              left join (select programme_id, count(*) as waiting from back_order group by programme_id) w using (programme_id)
             where q.taken <> coalesce(s.taken, q.taken) or q.taken <> coalesce(p.taken, 0)
                or q.waiting <> coalesce(w.waiting, 0)
             order by q.programme_id""";

    private final Sources sources;
    private final Findings findings;

    QuotaComparison(Sources sources, Findings findings) {
        this.sources = sources;
        this.findings = findings;
    }

    /** What is taken of each quota is what its shares and its packs make, and as many wait as are in line. */
    void compare() throws SQLException {
        try (Statement statement = sources.connection(ALLOCATION).createStatement();
                ResultSet rows = statement.executeQuery(DIFFERENT)) {
            while (rows.next()) {
                String ofShares = rows.getString("of_shares");
                findings.add(ALLOCATION + ": the quota of programme/" + rows.getString("programme_id") + " has "
                        + rows.getLong("taken") + " taken, its packs make " + rows.getLong("of_packs")
                        + (ofShares == null ? "" : ", its shares " + ofShares) + "; " + rows.getLong("waiting")
                        + " wait, and " + rows.getLong("in_line") + " are in line");
            }
        }
    }
}
