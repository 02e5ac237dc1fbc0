package network.reuse.allocation.domain;

import static network.reuse.allocation.domain.Given.DEVICE;
import static network.reuse.allocation.domain.Given.MEUSE;
import static network.reuse.allocation.domain.Given.PACK;
import static network.reuse.allocation.domain.Given.PROGRAMME;
import static network.reuse.allocation.domain.Given.SPONSOR;
import static network.reuse.allocation.domain.Given.STRASBOURG;
import static network.reuse.allocation.domain.Given.WORKSHOP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import network.reuse.allocation.domain.Device.Announced;
import network.reuse.allocation.domain.Device.Delivered;
import network.reuse.allocation.domain.Device.Faulty;
import network.reuse.allocation.domain.Device.HandedBack;
import network.reuse.allocation.domain.Device.Lost;
import network.reuse.allocation.domain.Device.Recalled;
import network.reuse.allocation.domain.Device.Reserved;
import network.reuse.allocation.domain.Device.Returned;
import network.reuse.allocation.domain.Device.Sold;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.DeliveryCorrected;
import network.reuse.contracts.AllocationEvent.DeviceDelivered;
import network.reuse.contracts.AllocationEvent.DeviceLost;
import network.reuse.contracts.AllocationEvent.DeviceReleased;
import network.reuse.contracts.AllocationEvent.DeviceReturned;
import network.reuse.contracts.AllocationEvent.DeviceSold;
import network.reuse.contracts.AllocationEvent.DeviceStocked;
import network.reuse.contracts.AllocationEvent.LossCorrected;
import network.reuse.contracts.AllocationEvent.ReleaseReason;
import network.reuse.contracts.AllocationEvent.ReturnCorrected;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.Grade;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeviceTest {
    private static final Set<String> MOVES = movesOfTheDatabase();

    @Test
    void whoeverSignsHasItInStock() {
        Decision<Device, AllocationEvent> signed = Given.announced().sign();

        assertThat(signed.next().owners()).containsExactly(SPONSOR);
        assertThat(signed.events())
                .containsExactly(new DeviceStocked(DEVICE, "D-7Q4K2M", SPONSOR, DeviceCategory.LAPTOP, Grade.B));
    }

    @Test
    void aDeliveryCountsWhereItTookPlaceAndItsCorrectionWhereTheDeviceStood() {
        Decision<Device, AllocationEvent> delivered = Given.reserved().deliver(MEUSE);
        assertThat(delivered.next().territory()).isEqualTo(MEUSE);
        assertThat(delivered.events()).containsExactly(new DeviceDelivered(DEVICE, PACK, PROGRAMME));

        Decision<Device, AllocationEvent> corrected = ((Delivered) delivered.next()).correct("autre pack");
        assertThat(corrected.next()).isEqualTo(Given.stocked());
        assertThat(corrected.next().territory()).isEqualTo(STRASBOURG);
        assertThat(corrected.events())
                .containsExactly(new DeliveryCorrected(DEVICE, PACK, DeviceStage.DELIVERED, "autre pack"));

        Decision<Device, AllocationEvent> sold = Given.reserved().sell(MEUSE, 5000);
        assertThat(sold.events()).containsExactly(new DeviceSold(DEVICE, PACK, PROGRAMME, 5000));
        assertThat(((Sold) sold.next()).correct("autre pack").events())
                .containsExactly(new DeliveryCorrected(DEVICE, PACK, DeviceStage.SOLD, "autre pack"));
    }

    @Test
    void whatIsReleasedIsInNoPackAnyMore() {
        Decision<Device, AllocationEvent> released = Given.reserved().release(ReleaseReason.EXPIRED);

        assertThat(released.next()).isEqualTo(Given.stocked());
        assertThat(released.next().packId()).isNull();
        assertThat(released.events()).containsExactly(new DeviceReleased(DEVICE, PACK, ReleaseReason.EXPIRED));
    }

    @Test
    void whatComesBackMayHoldDataAndIsSeenByItsWorkshop() {
        Decision<Device, AllocationEvent> back =
                ((Delivered) Given.reserved().deliver(MEUSE).next()).comeBack(WORKSHOP, "écran");
        Returned returned = (Returned) back.next();

        assertThat(back.events()).containsExactly(new DeviceReturned(DEVICE, PACK, WORKSHOP, "écran"));
        assertThat(returned.attributes().parties()).contains(WORKSHOP);
        assertThat(returned.territory()).isEqualTo(MEUSE);
        assertThat(returned.lose("vol").events()).containsExactly(new DeviceLost(DEVICE, true, "vol"));
        assertThat(returned.handBack().owners()).isEmpty();
    }

    @Test
    void whatWasLostIsFoundWhereItStood() {
        Lost fromStock = (Lost) Given.stocked().lose("vol").next();
        assertThat(fromStock.possibleData()).isFalse();
        assertThat(fromStock.correctLoss("retrouvé").next()).isEqualTo(Given.stocked());
        assertThat(fromStock.correctLoss("retrouvé").events())
                .containsExactly(new LossCorrected(DEVICE, DeviceStage.STOCKED, "retrouvé"));

        Returned returned = (Returned) ((Sold) Given.reserved().sell(MEUSE, 1).next())
                .comeBack(WORKSHOP, "x")
                .next();
        Lost onTheWay = (Lost) returned.lose("vol").next();
        assertThat(onTheWay.territory()).isEqualTo(MEUSE);
        assertThat(onTheWay.correctLoss("retrouvé").next()).isEqualTo(returned);
        assertThat(onTheWay.correctLoss("retrouvé").events())
                .containsExactly(new LossCorrected(DEVICE, DeviceStage.RETURNED, "retrouvé"));
    }

    @Test
    void whatDidNotComeBackIsWhereItWasAndStillSeenByTheWorkshopThatWasTold() {
        Delivered delivered = (Delivered) Given.reserved().deliver(MEUSE).next();
        Decision<Device, AllocationEvent> given =
                ((Returned) delivered.comeBack(WORKSHOP, "écran").next()).correctReturn(PROGRAMME, "autre pack");
        assertThat(given.next())
                .isEqualTo(new Delivered(delivered.attributes().joinedBy(WORKSHOP), PACK, PROGRAMME, MEUSE));
        assertThat(given.events())
                .containsExactly(new ReturnCorrected(DEVICE, PACK, DeviceStage.DELIVERED, "autre pack"));

        Sold sold = (Sold) Given.reserved().sell(MEUSE, 5000).next();
        Decision<Device, AllocationEvent> bought =
                ((Returned) sold.comeBack(WORKSHOP, "écran").next()).correctReturn(PROGRAMME, 5000, "autre pack");
        assertThat(bought.next())
                .isEqualTo(new Sold(sold.attributes().joinedBy(WORKSHOP), PACK, PROGRAMME, MEUSE, 5000));
        assertThat(bought.events()).containsExactly(new ReturnCorrected(DEVICE, PACK, DeviceStage.SOLD, "autre pack"));
    }

    @Test
    void whatAWorkshopHasCameBackWhateverWasSaidOfIt() {
        for (Device out : List.of(
                Given.reserved().deliver(MEUSE).next(),
                Given.reserved().sell(MEUSE, 5000).next())) {
            Decision<Device, AllocationEvent> arrived = out instanceof Sold sold
                    ? sold.arrive(WORKSHOP, "reçu")
                    : ((Delivered) out).arrive(WORKSHOP, "reçu");

            assertThat(arrived.next()).isEqualTo(new HandedBack(out.attributes().joinedBy(WORKSHOP)));
            assertThat(arrived.events()).containsExactly(new DeviceReturned(DEVICE, PACK, WORKSHOP, "reçu"));
        }
    }

    /** Everything that can be tried on a device, by its pack, its sponsor or refurb. */
    enum Try {
        SIGN,
        RECALL,
        ANNOUNCE,
        RESERVE,
        RELEASE,
        TAKE_OUT,
        STATE_SOUND,
        DELIVER,
        SELL,
        CORRECT,
        RETURN,
        GIVEN_AFTER_ALL,
        SOLD_AFTER_ALL,
        ARRIVE,
        HAND_BACK,
        LOSE,
        FIND
    }

    @Property(tries = 2_000)
    void everyLifeKeepsToTheMovesThatTheDatabaseKnows(@ForAll List<Try> tries) {
        Device device = Given.announced();
        for (Try one : tries) {
            Device next = after(device, one);
            if (next == null) {
                continue;
            }
            assertThat(MOVES).contains(status(device) + ">" + status(next));
            assertThat(next.attributes().parties())
                    .containsAll(device.attributes().parties());
            assertThat(next.packId() != null)
                    .isEqualTo(next instanceof Reserved
                            || next instanceof Delivered
                            || next instanceof Sold
                            || next instanceof Returned);
            assertThat(next.owners().isEmpty()).isEqualTo(next instanceof Recalled || next instanceof HandedBack);
            device = next;
        }
    }

    private static @Nullable Device after(Device device, Try one) {
        return switch (device) {
            case Announced announced ->
                switch (one) {
                    case SIGN -> announced.sign().next();
                    case RECALL -> announced.recall("resté à quai");
                    default -> null;
                };
            case Recalled recalled -> one == Try.ANNOUNCE ? Device.announce(recalled.attributes()) : null;
            case Stocked stocked ->
                switch (one) {
                    case RESERVE -> stocked.reserve(PACK, PROGRAMME).next();
                    case LOSE -> stocked.lose("vol").next();
                    default -> null;
                };
            case Reserved reserved ->
                switch (one) {
                    case RELEASE -> reserved.release(ReleaseReason.CANCELLED).next();
                    case TAKE_OUT -> reserved.takeOut("clavier").next();
                    case DELIVER -> reserved.deliver(MEUSE).next();
                    case SELL -> reserved.sell(MEUSE, 5000).next();
                    default -> null;
                };
            case Faulty faulty ->
                switch (one) {
                    case STATE_SOUND -> faulty.stateSound().next();
                    case LOSE -> faulty.lose("vol").next();
                    case HAND_BACK -> faulty.handBack();
                    default -> null;
                };
            case Delivered delivered ->
                switch (one) {
                    case CORRECT -> delivered.correct("erreur").next();
                    case RETURN -> delivered.comeBack(WORKSHOP, "écran").next();
                    case ARRIVE -> delivered.arrive(WORKSHOP, "reçu").next();
                    default -> null;
                };
            case Sold sold ->
                switch (one) {
                    case CORRECT -> sold.correct("erreur").next();
                    case RETURN -> sold.comeBack(WORKSHOP, "écran").next();
                    case ARRIVE -> sold.arrive(WORKSHOP, "reçu").next();
                    default -> null;
                };
            case Returned returned ->
                switch (one) {
                    case GIVEN_AFTER_ALL ->
                        returned.correctReturn(PROGRAMME, "erreur").next();
                    case SOLD_AFTER_ALL ->
                        returned.correctReturn(PROGRAMME, 5000, "erreur").next();
                    case HAND_BACK -> returned.handBack();
                    case LOSE -> returned.lose("vol").next();
                    default -> null;
                };
            case HandedBack back -> one == Try.ANNOUNCE ? Device.announce(back.attributes()) : null;
            case Lost lost ->
                switch (one) {
                    case FIND -> lost.correctLoss("retrouvé").next();
                    case HAND_BACK -> lost.wayBack() == null ? null : lost.handBack();
                    default -> null;
                };
        };
    }

    private static String status(Device device) {
        return device.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toUpperCase(java.util.Locale.ROOT);
    }

    private static Set<String> movesOfTheDatabase() {
        return Stream.of(
                        "V1__programmes_requests_packs_and_stock.sql",
                        "V12__returns_taken_back.sql",
                        "V31__faulty_devices.sql")
                .flatMap(DeviceTest::movesOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> movesOf(String migration) {
        try (InputStream sql =
                Objects.requireNonNull(DeviceTest.class.getResourceAsStream("/db/migration/" + migration))) {
            return Pattern.compile("'([A-Z_]+)(?:>|', ')([A-Z_]+)'")
                    .matcher(new String(sql.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(move -> move.group(1) + ">" + move.group(2));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Ids that tests need many of. */
    static UUID id(int number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }
}
