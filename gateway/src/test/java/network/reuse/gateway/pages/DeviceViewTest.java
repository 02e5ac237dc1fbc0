package network.reuse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.reuse.contracts.CheckItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Grade;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.gateway.passport.PublicDevice;
import network.reuse.gateway.passport.PublicDevice.Whereabouts;
import org.junit.jupiter.api.Test;

class DeviceViewTest {
    /** Forbidden of a used device, or reserved by law (Code de la consommation, R. 122-4 to R. 122-6). */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "comme\\s+neuf|(?:à\\s+l[’'])?état\\s+neuf|\\bneufs?\\b|\\bneuves?\\b|reconditionn|like\\s+new|as\\s+new|brand.new|refurbished",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Test
    void noDeviceIsEverCalledNewNorReconditionedWhateverItsGrade() throws IOException {
        assertThat(everyView())
                .isNotEmpty()
                .allSatisfy(view -> assertThat(view.toString()).doesNotContainPattern(FORBIDDEN));
        try (var template =
                Objects.requireNonNull(DeviceViewTest.class.getResourceAsStream("/templates/pages/device.html"))) {
            assertThat(new String(template.readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContainPattern(FORBIDDEN);
        }
    }

    @Test
    void everySentenceIsSaidInBothLanguagesAndTheOneThatWasAskedForComesFirst() {
        PublicDevice device = new PublicDevice.Shown(
                false,
                Whereabouts.SOLD,
                DeviceCategory.SCREEN,
                "Dell P2419H",
                Grade.C,
                List.of(CheckItem.CHARGER),
                null);
        DeviceView french = new DeviceView.Of(false).of("D-7Q4K2M", device, "");
        DeviceView english = new DeviceView.Of(true).of("D-7Q4K2M", device, "");

        assertThat(french.title()).isEqualTo(new DeviceView.Text("Écran", "Screen"));
        assertThat(french.lang()).isEqualTo("fr");
        assertThat(english.title()).isEqualTo(new DeviceView.Text("Screen", "Écran"));
        assertThat(english.lang()).isEqualTo("en");
        assertThat(french.said()).hasSameSizeAs(english.said()).allSatisfy(one -> {
            assertThat(one.text().first()).isNotEqualTo(one.text().second()).endsWith(".");
            assertThat(one.text().second()).endsWith(".");
        });
    }

    @Test
    void ofWhatIsLostOrScrappedNothingIsTold() {
        for (PublicDevice gone : List.of(new PublicDevice.Lost(false), new PublicDevice.Scrapped(false))) {
            DeviceView view = new DeviceView.Of(false).of("D-7Q4K2M", gone, "contact@reuse.example");
            assertThat(view.said()).isEmpty();
            assertThat(view.model()).isEmpty();
            assertThat(view.contact()).isEqualTo("contact@reuse.example");
        }
    }

    private static List<DeviceView> everyView() {
        List<DeviceView> views = new ArrayList<>();
        for (boolean english : new boolean[] {false, true}) {
            DeviceView.Of of = new DeviceView.Of(english);
            views.add(of.nothing());
            views.add(of.away());
            devices()
                    .map(device -> of.of("D-7Q4K2M", device, "contact@reuse.example"))
                    .forEach(views::add);
        }
        return views;
    }

    private static Stream<PublicDevice> devices() {
        List<PublicDevice> devices = new ArrayList<>();
        devices.add(new PublicDevice.Lost(true));
        devices.add(new PublicDevice.Scrapped(true));
        for (Whereabouts whereabouts : Whereabouts.values()) {
            for (DeviceCategory category : DeviceCategory.values()) {
                for (Grade grade : Grade.values()) {
                    for (SanitisationLevel level : SanitisationLevel.values()) {
                        devices.add(new PublicDevice.Shown(
                                true, whereabouts, category, "Dell", grade, List.of(CheckItem.values()), level));
                    }
                }
                devices.add(new PublicDevice.Shown(false, whereabouts, category, null, null, null, null));
            }
        }
        return devices.stream();
    }
}
