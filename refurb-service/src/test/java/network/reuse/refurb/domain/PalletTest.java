package network.reuse.refurb.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.RefurbEvent.PalletDeparted;
import network.reuse.contracts.RefurbEvent.Treatment;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.TreatmentMode;
import org.junit.jupiter.api.Test;

class PalletTest {
    private static final UUID DEVICE = Devices.expected().attributes().id();

    @Test
    void theManifestIsWhatWasOnItWhenItLeft() {
        Pallet.Departed departed = Pallets.departed();
        PalletDeparted said = (PalletDeparted)
                Pallets.loaded().depart(Pallets.departure()).events().getFirst();

        assertThat(departed.items()).extracting(Pallet.Item::deviceId).containsExactly(DEVICE);
        assertThat(said.devices()).containsExactly(DEVICE);
        assertThat(said.grams()).isEqualTo(184_500);
    }

    @Test
    void anEmptyPalletDoesNotLeaveAndALoadedOneIsNotGivenUp() {
        assertThatThrownBy(() -> Pallets.open().depart(Pallets.departure()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("pallet_empty"));
        assertThatThrownBy(() -> Pallets.loaded().cancel("doublon"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("pallet_not_empty"));
    }

    @Test
    void aPalletTakesSoManyDevicesAndNoMore() {
        Pallet.Open pallet = Pallets.open();
        for (int i = 0; i < Pallet.MOST_DEVICES; i++) {
            pallet = (Pallet.Open) pallet.load(Devices.expected().attributes()).next();
        }
        Pallet.Open full = pallet;

        assertThat(full.legal()).doesNotContain(Pallet.Move.LOADING);
        assertThatThrownBy(() -> full.load(Devices.expected().attributes()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("pallet_full"));
    }

    @Test
    void theTareIsLessThanWhatThePalletWeighs() {
        assertThatThrownBy(() -> new Pallet.Weight(25_000, 25_000))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.faults().getFirst().pointer())
                                .isEqualTo("/tareGrams"));
    }

    @Test
    void onlyWhatIsOnTheManifestCanBeMissing() {
        UUID other = UUID.fromString("01985d40-11c2-7e55-8a01-5d2f77c0a999");

        assertThatThrownBy(() -> Pallets.departed().receive(new Pallet.Arrival(1, List.of(DEVICE, other, DEVICE))))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.faults())
                                .extracting(Refusal.Fault::pointer)
                                .containsExactly("/missing/1", "/missing/2"));
    }

    @Test
    void noMoreIsTreatedThanArrived() {
        List<Treatment> more = List.of(
                new Treatment(TreatmentMode.RECYCLING, "R 4", 184_000),
                new Treatment(TreatmentMode.DISPOSAL, "D 10", 1));

        assertThatThrownBy(() -> Pallets.received().treat(more))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.faults().getFirst().pointer())
                                .isEqualTo("/treatments"));
    }

    @Test
    void eachPartyMovesItInItsTurn() {
        assertThat(Pallets.loaded().owners()).containsExactly(Devices.WORKSHOP);
        assertThat(Pallets.departed().owners()).isEqualTo(Set.of(Devices.WORKSHOP, Pallets.ECO_ORGANISM));
        assertThat(Pallets.received().owners()).isEqualTo(Set.of(Devices.WORKSHOP, Pallets.ECO_ORGANISM));
        assertThat(Pallets.received().treat(Pallets.treatments()).next().status())
                .isEqualTo(PalletStatus.TREATED);
    }

    @Test
    void aWasteCodeIsFoundWithOrWithoutBlanksButNotWithoutItsAsterisk() {
        assertThat(WasteCode.find("200135*").orElseThrow().code()).isEqualTo("20 01 35*");
        assertThat(WasteCode.find("20 01 35*").orElseThrow().hazardous()).isTrue();
        assertThat(WasteCode.find("20 01 36").orElseThrow().hazardous()).isFalse();
        assertThat(WasteCode.find("20 01 35")).isEmpty();
    }
}
