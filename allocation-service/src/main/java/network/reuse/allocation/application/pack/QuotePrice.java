package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.DevicePrice;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.PriceCap;
import network.reuse.allocation.domain.PriceCap.Piece;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Quote;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Refusal.Fault;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.BusinessClock;
import org.jspecify.annotations.Nullable;

/** Says what something would cost and why, before anybody sells it; nothing of it is kept. */
@ApplicationScoped
public class QuotePrice {
    private final Reading reading;
    private final Programmes programmes;
    private final BusinessClock clock;

    public QuotePrice(Reading reading, Programmes programmes, BusinessClock clock) {
        this.reading = reading;
        this.programmes = programmes;
        this.clock = clock;
    }

    /**
     * What is priced together: a pack, devices, and pieces that are none yet.
     *
     * @param programme whose price and plan hold; the pack's own, if it is a pack
     * @param priceCents the programme's when null
     * @param prices of devices, or none
     * @param on the day of the sale; today when null
     */
    public record Asked(
            @Nullable UUID pack,
            List<UUID> devices,
            List<Piece> pieces,
            @Nullable UUID programme,
            @Nullable Integer priceCents,
            List<DevicePrice> prices,
            @Nullable LocalDate on) {
        public Asked {
            devices = List.copyOf(devices);
            pieces = List.copyOf(pieces);
            prices = List.copyOf(prices);
        }
    }

    /** A programme with its plan, as far as its sponsor asks. */
    private record Terms(Programme programme, Optional<CoFinancing> plan) {}

    public Uni<QuoteView> quote(Caller caller, Asked asked) {
        LocalDate day = asked.on() == null ? HandOverPlaces.day(clock.now()) : asked.on();
        return reading.inTransaction(
                caller,
                connection -> pack(connection, asked)
                        .compose(pack -> devices(connection, asked)
                                .compose(devices -> terms(connection, pack.programme(), asked.programme())
                                        .map(terms -> {
                                            List<Piece> pieces = new ArrayList<>(pack.pieces());
                                            pieces.addAll(devices);
                                            pieces.addAll(asked.pieces());
                                            return quote(caller, asked, pieces, terms, day);
                                        }))));
    }

    /** The devices of a pack, with its programme; none and null where no pack is asked about. */
    private record Packed(List<Piece> pieces, @Nullable UUID programme) {}

    private static Future<Packed> pack(SqlConnection connection, Asked asked) {
        if (asked.pack() == null) {
            return Future.succeededFuture(new Packed(List.of(), null));
        }
        return Packs.TABLE
                .require(connection, asked.pack())
                .compose(pack -> Stock.TABLE
                        .where(connection, "pack_id = $1", Tuple.of(pack.id()))
                        .map(devices -> new Packed(
                                devices.stream()
                                        .map(device -> Piece.of(device.state().attributes()))
                                        .toList(),
                                pack.state().attributes().programmeId())));
    }

    private static Future<List<Piece>> devices(SqlConnection connection, Asked asked) {
        if (asked.devices().isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return Stock.TABLE.loadAll(connection, asked.devices()).map(found -> {
            List<Fault> faults = new ArrayList<>();
            List<Piece> pieces = new ArrayList<>();
            for (int i = 0; i < asked.devices().size(); i++) {
                Stored<Device> device = found.get(asked.devices().get(i));
                if (device == null) {
                    faults.add(new Fault(
                            "/devices/" + i,
                            "unknown_device",
                            "Votre organisation n'a pas cet appareil.",
                            "Your organisation does not have this device."));
                } else {
                    pieces.add(Piece.of(device.state().attributes()));
                }
            }
            if (!faults.isEmpty()) {
                throw Refusal.invalid(faults);
            }
            return pieces;
        });
    }

    private Future<Optional<Terms>> terms(SqlConnection connection, @Nullable UUID ofPack, @Nullable UUID asked) {
        if (ofPack != null && asked != null && !ofPack.equals(asked)) {
            throw Refusal.invalid(
                    "/programme", "one_of_two", "Le pack a déjà son programme.", "The pack has its programme already.");
        }
        UUID programme = ofPack == null ? asked : ofPack;
        if (programme == null) {
            return Future.succeededFuture(Optional.empty());
        }
        return Programmes.TABLE
                .require(connection, programme)
                .compose(found -> programmes
                        .coFinancing(connection, programme)
                        .map(plan -> Optional.of(new Terms(found.state(), plan))));
    }

    private static QuoteView quote(
            Caller caller, Asked asked, List<Piece> found, Optional<Terms> terms, LocalDate day) {
        List<Piece> pieces = DevicePrice.on(found, asked.prices());
        Integer own =
                terms.map(its -> its.programme().attributes().priceCents()).orElse(null);
        int price = price(asked, pieces, own);
        if (own != null && price > own) {
            throw Pack.aboveProgramme(own);
        }
        UUID sponsor = terms.map(its -> its.programme().attributes().sponsor()).orElse(caller.organisation());
        CoFinancing plan = terms.flatMap(Terms::plan).orElse(null);
        String at = asked.prices().isEmpty() ? "/items" : "/prices";
        return QuoteView.of(Quote.of(PriceCap.on(day), price, pieces, plan, sponsor, at), day);
    }

    /** The price that is asked about, the sum of the devices' own, or the programme's. */
    private static int price(Asked asked, List<Piece> pieces, @Nullable Integer own) {
        long sum = 0;
        boolean isPriced = !pieces.isEmpty();
        for (Piece piece : pieces) {
            Integer its = piece.priceCents();
            isPriced = isPriced && its != null;
            sum += its == null ? 0 : its;
        }
        if (asked.priceCents() != null) {
            if (isPriced && sum != asked.priceCents()) {
                throw DevicePrice.differ();
            }
            return asked.priceCents();
        }
        if (isPriced) {
            return Math.toIntExact(sum);
        }
        if (own != null) {
            return own;
        }
        throw Refusal.invalid(
                "/priceCents", "required", "Sans programme, donnez le prix.", "Without a programme, state the price.");
    }
}
