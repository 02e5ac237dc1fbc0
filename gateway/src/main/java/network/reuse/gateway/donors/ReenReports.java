package network.reuse.gateway.donors;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Geography;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.database.AdvisoryLock;
import network.reuse.gateway.donors.GivenDevices.Wanted;
import org.jspecify.annotations.Nullable;

/** Makes a donor's REEN reports, and keeps what it states of its own stock. */
@ApplicationScoped
public class ReenReports {
    private static final String LATEST = "select version, counted_on, counts, reason, stated_at from reen_stock"
            + " where year = $1 order by version desc limit 1";
    private static final String STATE = "insert into reen_stock(organisation, env, year, version, counted_on, counts,"
            + " reason, stated_at) values (caller_organisation(), caller_env(), $1, $2, $3, $4, $5, $6)";

    private final Commit commit;
    private final Reading reading;
    private final GivenDevices devices;

    public ReenReports(Commit commit, Reading reading, GivenDevices devices) {
        this.commit = commit;
        this.reading = reading;
        this.devices = devices;
    }

    /** A report with its lines: every device that the year is about. */
    record WithLines(ReenReport report, List<GivenDevice> lines) {}

    /** The report of the caller's own organisation. */
    Uni<WithLines> of(Caller caller, int year) {
        return reading.inTransaction(caller, connection -> {
            Future<Party> donor = Party.named(connection, Set.of(caller.organisation()))
                    .map(named -> Objects.requireNonNull(named.get(caller.organisation())));
            Future<@Nullable ReenStock> stock = stock(connection, year);
            Future<List<GivenDevice>> given = devices.all(connection, caller, during(year));
            return Future.all(donor, stock, given)
                    .map(_ -> new WithLines(
                            ReenReport.of(donor.result(), year, given.result(), stock.result()), given.result()));
        });
    }

    /** A page of its lines. */
    Uni<List<GivenDevice>> lines(Caller caller, int year, @Nullable UUID after, int limit) {
        return devices.page(caller, after, limit, during(year));
    }

    /** What was given in a year, as people in Paris count it. */
    static Wanted during(int year) {
        return new Wanted(null, null, start(year), start(year + 1), false);
    }

    private static Instant start(int year) {
        return LocalDate.of(year, 1, 1)
                .atStartOfDay(Geography.METROPOLITAN_TIME)
                .toInstant();
    }

    /** States the stock of a year; a later statement corrects the one before and says why. */
    Uni<Answer> state(Command command, StockForm form) {
        int year = form.year();
        return commit.write(
                command,
                Unversioned.SAME_AT_ANY_VERSION,
                (connection, _) -> alone(connection, command.caller(), year).compose(_ -> stock(connection, year)),
                before -> {
                    ReenStock next = next(before, command.now(), year, form);
                    return Plan.answering(next).writing((connection, _) -> keep(connection, next));
                });
    }

    /** One statement of an organisation at a time: the next version is behind the last. */
    private static Future<?> alone(SqlConnection connection, Caller caller, int year) {
        return AdvisoryLock.take(connection, "reen_stock/" + caller.organisation() + "/" + caller.env() + "/" + year);
    }

    private static ReenStock next(@Nullable ReenStock before, Instant now, int year, StockForm form) {
        if (before != null && form.reason() == null) {
            throw Refusal.invalid(
                    "/reason",
                    "required",
                    "Ce stock est déjà déclaré : dites pourquoi il est corrigé.",
                    "This stock is stated already: say why it is corrected.");
        }
        return new ReenStock(
                year,
                before == null ? 1 : before.version() + 1,
                form.countedOn(),
                form.stock(),
                before == null ? null : form.reason(),
                now);
    }

    private static Future<?> keep(SqlConnection connection, ReenStock stock) {
        JsonArray counts = new JsonArray();
        stock.counts()
                .forEach(count -> counts.add(JsonObject.of(
                        "category",
                        count.category().name(),
                        "decommissioned",
                        count.decommissioned(),
                        "olderThanTenYears",
                        count.olderThanTenYears(),
                        "classified",
                        count.classified(),
                        "specialSecurity",
                        count.specialSecurity())));
        Tuple values = Tuple.tuple();
        values.addValue(stock.year());
        values.addValue(stock.version());
        values.addValue(stock.countedOn());
        values.addValue(counts);
        values.addValue(stock.reason());
        values.addValue(stock.statedAt().atOffset(ZoneOffset.UTC));
        return connection.preparedQuery(STATE).execute(values);
    }

    private static Future<@Nullable ReenStock> stock(SqlConnection connection, int year) {
        return connection.preparedQuery(LATEST).execute(Tuple.of(year)).map(rows -> {
            for (Row row : rows) {
                return stock(year, row);
            }
            return null;
        });
    }

    private static ReenStock stock(int year, Row row) {
        JsonArray counts = row.getJsonArray("counts");
        List<ReenStock.ReenCount> read = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            JsonObject count = counts.getJsonObject(i);
            read.add(new ReenStock.ReenCount(
                    ReenCategory.valueOf(count.getString("category")),
                    count.getInteger("decommissioned"),
                    count.getInteger("olderThanTenYears"),
                    count.getInteger("classified"),
                    count.getInteger("specialSecurity")));
        }
        return new ReenStock(
                year,
                row.getInteger("version"),
                row.getLocalDate("counted_on"),
                read,
                row.getString("reason"),
                row.getOffsetDateTime("stated_at").toInstant());
    }
}
