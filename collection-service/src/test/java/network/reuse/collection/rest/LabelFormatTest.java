package network.reuse.collection.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LabelFormatTest {
    @Test
    void aSheetIsFilledRowByRowFromWhereItWasBegun() {
        assertThat(LabelFormat.SHEET_24.place(0, 1)).isEqualTo(new LabelFormat.Place(0, 0, 0.5));
        assertThat(LabelFormat.SHEET_24.place(0, 5)).isEqualTo(new LabelFormat.Place(0, 70, 37.5));
        assertThat(LabelFormat.SHEET_24.place(19, 5)).isEqualTo(new LabelFormat.Place(0, 140, 259.5));
        assertThat(LabelFormat.SHEET_24.place(20, 5)).isEqualTo(new LabelFormat.Place(1, 0, 0.5));
    }

    @Property
    void noTwoLabelsStandInOnePlaceAndAllStandOnTheirPage(
            @ForAll LabelFormat format, @ForAll @IntRange(min = 1, max = 24) int start) {
        int first = Math.min(start, format.labels());
        assertThat(IntStream.range(0, 60).mapToObj(index -> format.place(index, first)))
                .doesNotHaveDuplicates()
                .allSatisfy(place -> {
                    assertThat(place.left() + format.labelWidth()).isLessThanOrEqualTo(format.pageWidth());
                    assertThat(place.top() + format.labelHeight()).isLessThanOrEqualTo(format.pageHeight());
                });
    }
}
