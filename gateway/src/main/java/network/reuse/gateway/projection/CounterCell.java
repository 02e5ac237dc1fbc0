package network.reuse.gateway.projection;

import java.util.Arrays;
import java.util.List;
import network.reuse.contracts.DeviceCategory;

/** What is counted apart in a department: a category's devices in a stage, or the people who came to a workshop. */
public sealed interface CounterCell {
    String PEOPLE = "PEOPLE";

    String region();

    String department();

    Stage stage();

    /** What there is in the cell, as the database names it: a category of equipment, or people. */
    String kind();

    /** A category's devices in a stage. */
    record Devices(String region, String department, Stage stage, DeviceCategory category) implements CounterCell {
        public Devices {
            if (stage.unit() == Stage.Unit.PEOPLE) {
                throw new IllegalArgumentException("no device is ever " + stage);
            }
        }

        @Override
        public String kind() {
            return category.name();
        }
    }

    /** People who came to a workshop; nobody knows who, so one who comes twice is counted twice. */
    record People(String region, String department) implements CounterCell {
        @Override
        public Stage stage() {
            return Stage.ACCOMPANIED;
        }

        @Override
        public String kind() {
            return PEOPLE;
        }
    }

    /** The cell that the database names so. */
    static CounterCell of(String region, String department, String stage, String kind) {
        return kind.equals(PEOPLE)
                ? new People(region, department)
                : new Devices(region, department, Stage.valueOf(stage), DeviceCategory.valueOf(kind));
    }

    /** All cells that are shown as one: those of a stage, whatever is in them. */
    static List<CounterCell> together(String region, String department, Stage stage) {
        return switch (stage.unit()) {
            case PEOPLE -> List.of(new People(region, department));
            case DEVICES ->
                Arrays.stream(DeviceCategory.values())
                        .<CounterCell>map(category -> new Devices(region, department, stage, category))
                        .toList();
        };
    }
}
