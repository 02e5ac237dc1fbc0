package network.reuse.local.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Compares what stands on the accounts of envelopes with what was posted on them, and with the shares of packs. */
final class LedgerComparison {
    private static final String ALLOCATION = "allocation";

    /** Balances and lines as one statement sees them, so that nothing is posted in between; an account of neither is zero. */
    private static final String DIFFERENT = """
            with kept as (
                select b.envelope_id, a.account, a.cents from envelope_balance b cross join lateral (values
                    ('GRANTED', b.granted), ('AVAILABLE', b.available), ('COMMITTED', b.committed), ('DUE', b.due),
                    ('CALLED', b.called), ('SETTLED', b.settled), ('CREDIT', b.credit)) a(account, cents)),
            posted as (select envelope_id, account, sum(cents) as cents from ledger_line group by envelope_id, account),
            shares as (
                select envelope_id, status as account, sum(cents) as cents from commitment
                 where status in ('COMMITTED', 'DUE') group by envelope_id, status)
            select k.envelope_id, k.account, k.cents, coalesce(p.cents, 0) as posted,
                   case when k.account in ('COMMITTED', 'DUE') then coalesce(s.cents, 0) end as shares
              from kept k
              left join posted p using (envelope_id, account)
              left join shares s using (envelope_id, account)
             where k.cents <> coalesce(p.cents, 0)
                or (k.account in ('COMMITTED', 'DUE') and k.cents <> coalesce(s.cents, 0))
             order by k.envelope_id, k.account""";

    /** How far the shares of a pack are, by how far the pack is. */
    private static final String ASTRAY = """
            select c.envelope_id, c.subject_id, c.status, coalesce(p.status, 'nowhere') as pack
              from commitment c left join pack p on p.id = c.subject_id
             where c.subject = 'PACK' and c.status <> all(case p.status
                       when 'BACK_ORDERED' then array['COMMITTED'] when 'RESERVED' then array['COMMITTED']
                       when 'DELIVERED' then array['DUE', 'CALLED'] when 'SOLD' then array['DUE', 'CALLED']
                       when 'RELEASED' then array['RELEASED'] when 'RETURNED' then array['RELEASED', 'CREDITED']
                       when 'CORRECTED' then array['RELEASED', 'CREDITED'] else array[]::text[] end)
             order by c.subject_id, c.envelope_id""";

    private static final String TRIAL_BALANCE =
            "select coalesce(sum(cents), 0), count(*) / 2, (select count(*) from envelope_balance) from ledger_line";

    private final Sources sources;
    private final Findings findings;

    LedgerComparison(Sources sources, Findings findings) {
        this.sources = sources;
        this.findings = findings;
    }

    /** The trial balance is zero, each account stands at the sum of its lines, and each share of a pack where its pack is. */
    void compare() throws SQLException {
        try (Statement statement = sources.connection(ALLOCATION).createStatement()) {
            try (ResultSet rows = statement.executeQuery(DIFFERENT)) {
                while (rows.next()) {
                    String shares = rows.getString("shares");
                    findings.add(ALLOCATION + ": the account " + rows.getString("account") + " of envelope "
                            + rows.getString("envelope_id") + " stands at " + rows.getLong("cents")
                            + " cents, its lines make "
                            + rows.getLong("posted") + (shares == null ? "" : ", and its packs' shares " + shares));
                }
            }
            try (ResultSet shares = statement.executeQuery(ASTRAY)) {
                while (shares.next()) {
                    findings.add(ALLOCATION + ": the share of envelope " + shares.getString("envelope_id") + " in pack/"
                            + shares.getString("subject_id") + " is " + shares.getString("status") + ", the pack is "
                            + shares.getString("pack"));
                }
            }
            try (ResultSet balance = statement.executeQuery(TRIAL_BALANCE)) {
                if (balance.next()) {
                    if (balance.getLong(1) != 0) {
                        findings.add(ALLOCATION + ": the trial balance is " + balance.getLong(1) + " cents, not zero");
                    }
                    findings.count(ALLOCATION + " ledger entries", balance.getLong(2));
                    findings.count(ALLOCATION + " envelopes", balance.getLong(3));
                }
            }
        }
    }
}
