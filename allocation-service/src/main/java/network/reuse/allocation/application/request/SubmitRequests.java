package network.reuse.allocation.application.request;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import network.reuse.allocation.application.request.ListedRequests.Listed;
import network.reuse.allocation.application.request.ListedRequests.Verdict;
import network.reuse.allocation.application.request.Submission.Judged;
import network.reuse.allocation.application.request.SubmitRequest.Asked;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.Requests;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.Household;
import network.reuse.defaults.people.People;
import org.jspecify.annotations.Nullable;

/**
 * A referrer asks for many people at once, in one programme, each line by the rules of {@link Submission}: each gets its own result, one
 * that is wrong does not spoil its neighbours, and the same list may be sent again. A dry run answers the same and writes
 * nothing.
 */
@ApplicationScoped
public class SubmitRequests {
    /** So many requests are written at a time that nobody else's call waits for them. */
    private static final int CHUNK = 200;

    private final Commit commit;
    private final CodeNumbers codes;
    private final People people;
    private final Submissions submissions;
    private final Requests requests;
    private final Beneficiaries beneficiaries;

    public SubmitRequests(
            Commit commit,
            CodeNumbers codes,
            People people,
            Submissions submissions,
            Requests requests,
            Beneficiaries beneficiaries) {
        this.commit = commit;
        this.codes = codes;
        this.people = people;
        this.submissions = submissions;
        this.requests = requests;
        this.beneficiaries = beneficiaries;
    }

    /**
     * A line of the list: what it asks, or what is wrong with it.
     *
     * @param number the file's own, of the row's first line
     * @param isSkipped whether it asks nothing
     */
    public record Line(long number, @Nullable Asked asked, boolean isSkipped, List<Refusal.Fault> faults) {
        /** One that asks. */
        public static Line of(long number, Asked asked) {
            return new Line(number, asked, false, List.of());
        }

        /** One that cannot be read as a request. */
        public static Line wrong(long number, List<Refusal.Fault> faults) {
            return new Line(number, null, false, faults);
        }

        /** One that asks nothing, and why. */
        public static Line skipped(long number, Refusal.Fault why) {
            return new Line(number, null, true, List.of(why));
        }
    }

    /**
     * Many lines that ask in one programme.
     *
     * @param ignoredColumns the columns of the file that say nothing here
     * @param columns where in a line stands what one request has at a pointer
     */
    public record Listing(
            UUID programmeId, List<Line> lines, List<String> ignoredColumns, UnaryOperator<String> columns) {}

    /** Makes the requests of these lines. */
    public Uni<Answer> submit(Command command, Listing listing, boolean dryRun, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return codes.take('R', listing.lines().size())
                .chain(numbers -> commit.write(
                        command,
                        Unversioned.JUDGES_EACH_ROW,
                        (connection, _) -> submissions.read(command, connection, listing.programmeId()),
                        read -> {
                            Submission submission = submissions.open(command, read, occurred);
                            Run run = new Run(command, submission, listing, numbers, dryRun);
                            return Plan.interacting((connection, cause) -> run.write(connection, cause)
                                    .map(report -> report.withIgnoredColumns(listing.ignoredColumns())));
                        }));
    }

    /** One list on its way. */
    private final class Run {
        private final Command command;
        private final Submission submission;
        private final List<Line> lines;
        private final UnaryOperator<String> columns;
        private final List<String> numbers;
        private final boolean dryRun;
        private final List<RequestRow> rows = new ArrayList<>();
        private final List<Listed> fresh = new ArrayList<>();
        private final Map<Listed, Listed> repeated = new LinkedHashMap<>();
        private final Map<UUID, RequestRow> became = new HashMap<>();

        Run(Command command, Submission submission, Listing listing, List<String> numbers, boolean dryRun) {
            this.command = command;
            this.submission = submission;
            this.lines = listing.lines();
            this.columns = listing.columns();
            this.numbers = numbers;
            this.dryRun = dryRun;
        }

        Future<BulkReport> write(SqlConnection connection, Cause cause) {
            List<Listed> asking = asking();
            return known(connection, asking)
                    .compose(known -> {
                        asking.forEach(listed -> judge(known, listed));
                        return dryRun ? tryOut(connection, cause) : create(connection, cause);
                    })
                    .map(_ -> {
                        repeated.forEach(this::tellAsAbove);
                        return report();
                    });
        }

        /** The lines that keep the rules; of the others it is told why not. */
        private List<Listed> asking() {
            List<Listed> asking = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                Asked asked = line.asked();
                if (asked == null) {
                    rows.add(row(
                            line.number(),
                            line.isSkipped() ? RequestRow.Outcome.SKIPPED : RequestRow.Outcome.REJECTED,
                            null,
                            Refusal.invalid(line.faults())));
                    continue;
                }
                try {
                    asking.add(new Listed(line.number(), submission.judge(asked, numbers.get(i))));
                } catch (Refusal refusal) {
                    rows.add(row(line.number(), RequestRow.Outcome.REJECTED, asked.partnerRef(), refusal));
                }
            }
            return asking;
        }

        /** What is there that these lines may repeat. */
        private Future<ListedRequests> known(SqlConnection connection, List<Listed> asking) {
            return meant(connection, asking)
                    .compose(meant -> same(connection, asking, meant)
                            .map(same -> new ListedRequests(submission.referrer(), meant, same, command.now())));
        }

        private Future<List<Stored<Request>>> meant(SqlConnection connection, Collection<Listed> asking) {
            Set<String> references = new HashSet<>();
            Set<String> marks = new HashSet<>();
            for (Listed listed : asking) {
                Stream.ofNullable(listed.judged().attributes().partnerRef()).forEach(references::add);
                Stream.ofNullable(listed.judged().attributes().household()).forEach(marks::add);
            }
            return requests.meant(
                    connection,
                    submission.referrer(),
                    command.caller().env().name(),
                    references,
                    submission.sponsor(),
                    submission.group(),
                    marks);
        }

        /** Those people whom lines name again to the letter. */
        private Future<Map<UUID, Contact>> same(
                SqlConnection connection, List<Listed> asking, List<Stored<Request>> meant) {
            ListedRequests known = new ListedRequests(submission.referrer(), meant, Map.of(), command.now());
            Map<UUID, Set<Contact>> named = new HashMap<>();
            for (Listed listed : asking) {
                Stored<Request> likely = known.likely(listed.judged());
                if (likely != null && likely.state().attributes().referrer().equals(submission.referrer())) {
                    named.computeIfAbsent(likely.state().attributes().personRef(), _ -> new HashSet<>())
                            .add(listed.judged().contact());
                }
            }
            return named.isEmpty() ? Future.succeededFuture(Map.of()) : people.same(connection, named);
        }

        private void judge(ListedRequests known, Listed listed) {
            switch (known.judge(listed)) {
                case Verdict.New _ -> fresh.add(listed);
                case Verdict.Known(Stored<Request> request) -> rows.add(unchanged(listed, request));
                case Verdict.Repeated(Listed above) -> repeated.put(listed, above);
                case Verdict.Refused(Refusal why) -> rows.add(rejected(listed, why));
            }
        }

        private Future<Void> tryOut(SqlConnection connection, Cause cause) {
            return connection
                    .query("savepoint dry_run")
                    .execute()
                    .compose(_ -> chunks(connection, cause, null))
                    .compose(_ ->
                            connection.query("rollback to savepoint dry_run").execute())
                    .mapEmpty();
        }

        private Future<Void> create(SqlConnection connection, Cause cause) {
            if (fresh.isEmpty()) {
                return Future.succeededFuture();
            }
            Map<UUID, Contact> named = new LinkedHashMap<>();
            for (Listed listed : fresh) {
                named.put(
                        listed.judged().attributes().personRef(),
                        listed.judged().contact());
            }
            return people.seal(named)
                    .compose(contacts -> chunks(connection, cause, contacts))
                    .compose(_ -> submissions.requireUnchanged(connection, submission))
                    .mapEmpty();
        }

        /** Writes what is new in one order of the households for all, so that two lists do not wait for each other. */
        private Future<Void> chunks(SqlConnection connection, Cause cause, People.@Nullable Sealed contacts) {
            List<Listed> ordered = fresh.stream()
                    .sorted(Comparator.comparing((Listed listed) -> Objects.requireNonNullElse(
                            listed.judged().attributes().household(), "")))
                    .toList();
            Future<Void> done = Future.succeededFuture();
            for (int from = 0; from < ordered.size(); from += CHUNK) {
                List<Listed> chunk = ordered.subList(from, Math.min(from + CHUNK, ordered.size()));
                done = done.compose(_ -> chunk(connection, cause, chunk, contacts));
            }
            return done;
        }

        private Future<Void> chunk(
                SqlConnection connection, Cause cause, List<Listed> chunk, People.@Nullable Sealed contacts) {
            return Requests.TABLE
                    .createMissing(
                            connection,
                            chunk.stream()
                                    .map(listed -> listed.judged().creation())
                                    .toList(),
                            cause)
                    .compose(ids -> {
                        List<Judged> created = new ArrayList<>();
                        List<Listed> others = new ArrayList<>();
                        for (Listed listed : chunk) {
                            if (ids.contains(listed.judged().attributes().id())) {
                                created.add(listed.judged());
                                tell(listed, made(listed));
                            } else {
                                others.add(listed);
                            }
                        }
                        Future<?> kept = contacts == null || created.isEmpty()
                                ? Future.succeededFuture()
                                : keep(connection, cause, created, contacts);
                        return kept.compose(
                                _ -> others.isEmpty() ? Future.succeededFuture() : elsewhere(connection, others));
                    });
        }

        private Future<?> keep(SqlConnection connection, Cause cause, List<Judged> created, People.Sealed contacts) {
            Map<UUID, Household> ofRequests = new LinkedHashMap<>();
            List<UUID> persons = new ArrayList<>();
            for (Judged judged : created) {
                ofRequests.put(judged.attributes().id(), judged.household());
                persons.add(judged.attributes().personRef());
            }
            return PipelinedStatements.answered(List.of(
                    people.keep(connection, contacts, persons, submission.parties(), cause.now()),
                    beneficiaries.keepLikeness(connection, created.getFirst().attributes(), ofRequests)));
        }

        /**
         * Says of lines that collide with what was there all the same: a request that the referrer may not see, or one that came between,
         * which may be this very one.
         */
        private Future<Void> elsewhere(SqlConnection connection, List<Listed> others) {
            return known(connection, others).map(known -> {
                for (Listed listed : others) {
                    tell(
                            listed,
                            switch (known.judge(listed)) {
                                case Verdict.Known(Stored<Request> request) -> unchanged(listed, request);
                                case Verdict.Refused(Refusal why) -> rejected(listed, why);
                                case Verdict.New _, Verdict.Repeated _ ->
                                    rejected(listed, SubmitRequest.householdServed());
                            });
                }
                return null;
            });
        }

        private void tell(Listed listed, RequestRow row) {
            rows.add(row);
            became.put(listed.judged().attributes().id(), row);
        }

        /** A line that repeats one above is what became of that. */
        private void tellAsAbove(Listed listed, Listed above) {
            RequestRow first = Objects.requireNonNull(
                    became.get(above.judged().attributes().id()));
            boolean isMade = first.outcome() == RequestRow.Outcome.CREATED;
            rows.add(new RequestRow(
                    listed.line(),
                    isMade ? RequestRow.Outcome.UNCHANGED : first.outcome(),
                    first.requestId(),
                    first.code(),
                    first.partnerRef(),
                    first.errors()));
        }

        /** What a dry run would have made has no id that anybody could use. */
        private RequestRow made(Listed listed) {
            RequestAttributes attributes = listed.judged().attributes();
            return new RequestRow(
                    listed.line(),
                    RequestRow.Outcome.CREATED,
                    dryRun ? null : attributes.id(),
                    dryRun ? null : attributes.code(),
                    attributes.partnerRef(),
                    List.of());
        }

        private RequestRow unchanged(Listed listed, Stored<Request> request) {
            return new RequestRow(
                    listed.line(),
                    RequestRow.Outcome.UNCHANGED,
                    request.id(),
                    request.state().attributes().code(),
                    listed.judged().attributes().partnerRef(),
                    List.of());
        }

        private RequestRow rejected(Listed listed, Refusal why) {
            return row(
                    listed.line(),
                    RequestRow.Outcome.REJECTED,
                    listed.judged().attributes().partnerRef(),
                    why);
        }

        private RequestRow row(long line, RequestRow.Outcome outcome, @Nullable String partnerRef, Refusal why) {
            return new RequestRow(
                    line,
                    outcome,
                    null,
                    null,
                    partnerRef,
                    BulkReport.errors(why, pointer -> "/" + line + columns.apply(pointer), command.language()));
        }

        private BulkReport report() {
            rows.sort(Comparator.comparingLong(RequestRow::line));
            return BulkReport.of(RequestRow.Outcome.class, rows).withDryRun(dryRun);
        }
    }
}
