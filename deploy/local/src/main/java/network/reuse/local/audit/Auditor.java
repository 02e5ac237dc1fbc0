package network.reuse.local.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Closes the books: notes the last event of each stream, waits until its consumers have caught up, then compares what publishers keep, what
 * their journals say, what Kafka holds and what the gateway counts, what the feed passes on, and what rows say of files with the files,
 * what stands on the accounts of envelopes with what was posted and with the packs, and what is taken of quotas, counted goods and slots with packs. Lists what waits or is quarantined, and malformed records that
 * an operator has acknowledged, as explained; whatever else differs is a finding.
 */
public final class Auditor {
    private static final int STILL_ATTEMPTS = 5;

    private final Findings findings = new Findings();
    private final Journals journals;
    private final ConsumerCatchUp catchUp;
    private final RowComparison rows;
    private final TopicComparison topics;
    private final PendingEvents pending;
    private final CounterComparison counters;
    private final FileComparison files;
    private final LedgerComparison ledger;
    private final QuotaComparison quotas;
    private final CountComparison counts;
    private final FeedComparison feed;

    private Auditor(Sources sources) {
        this.journals = new Journals(sources);
        this.rows = new RowComparison(sources, journals, findings);
        this.pending = new PendingEvents(sources, findings);
        this.catchUp = new ConsumerCatchUp(sources, journals, pending, findings);
        this.topics =
                new TopicComparison(sources, journals, pending, new DeadLetterComparison(sources, findings), findings);
        this.files = new FileComparison(sources, journals, findings);
        this.ledger = new LedgerComparison(sources, findings);
        this.quotas = new QuotaComparison(sources, findings);
        this.counts = new CountComparison(sources, findings);
        this.feed = new FeedComparison(sources, journals, pending, findings);
        this.counters = new CounterComparison(sources, journals, pending, findings);
    }

    /** Audits a network. */
    public static Report audit(Sources sources) throws SQLException, IOException {
        Auditor auditor = new Auditor(sources);
        auditor.run();
        return auditor.findings.report();
    }

    private void run() throws SQLException, IOException {
        readAndAwaitConsumers();
        for (PublishingService publisher : PublishingService.ALL) {
            rows.compare(publisher);
            topics.compare(publisher);
            pending.explain(publisher);
        }
        files.compare();
        ledger.compare();
        quotas.compare();
        counts.compare();
        feed.compare();
        compareCountersWhenStill();
    }

    private void readAndAwaitConsumers() throws SQLException, IOException {
        journals.read(findings);
        PublishingService.ALL.forEach(catchUp::await);
    }

    /** A counter can only be compared with journals that have not grown while both were read. */
    private void compareCountersWhenStill() throws SQLException, IOException {
        for (int attempt = 0; attempt < STILL_ATTEMPTS; attempt++) {
            List<String> before = findings.soFar();
            counters.compare();
            if (!journals.haveGrown()) {
                return;
            }
            findings.backTo(before);
            readAndAwaitConsumers();
        }
        findings.explain(
                "events kept arriving, so the counters could not be compared: audit again when less is going on");
    }
}
