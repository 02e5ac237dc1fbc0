package network.reuse.gateway.projection;

import network.reuse.contracts.DeviceStage;
import org.jspecify.annotations.Nullable;

/**
 * The stages that progress is shown by, in the order of the way: lots first, as quantities, then single devices, and
 * last the people who came to a workshop.
 */
public enum Stage {
    OFFERED("Proposés", "Offered"),
    AGREED("Acceptés", "Agreed"),
    COLLECTED("Collectés", "Collected"),
    REGISTERED("Enregistrés", "Registered"),
    RECEIVED("Reçus en atelier", "Received at a workshop"),
    TRIAGED("Diagnostiqués", "Triaged"),
    READY("Prêts", "Ready"),
    DISPATCHED("Expédiés", "Dispatched"),
    STOCKED("En stock", "In stock"),
    RESERVED("Réservés", "Reserved"),
    DELIVERED("Remis", "Handed over"),
    SOLD("Vendus", "Sold"),
    RETURNED("Rendus", "Returned"),
    SCRAPPED("Mis au rebut", "Scrapped"),
    PALLETISED("Sur palette", "On a pallet"),
    WITH_ECO_ORGANISM("Chez l'éco-organisme", "With the eco-organism"),
    TREATED("Traités", "Treated"),
    LOST("Perdus", "Lost"),
    ACCOMPANIED("Personnes accompagnées", "People accompanied");

    /** What is counted in a stage. */
    public enum Unit {
        DEVICES,
        PEOPLE
    }

    private final String french;
    private final String english;

    Stage(String french, String english) {
        this.french = french;
        this.english = english;
    }

    /** The stage under which devices in that stage of their life are counted. */
    static Stage of(DeviceStage stage) {
        return valueOf(stage.name());
    }

    /** The stage in which an event leaves its device; null when it does not move it, or is about none. */
    public static @Nullable Stage after(@Nullable Object event) {
        DeviceStage stage = DeviceNews.stageAfter(event);
        return stage == null ? null : of(stage);
    }

    /** What its figures count. */
    public Unit unit() {
        return this == ACCOMPANIED ? Unit.PEOPLE : Unit.DEVICES;
    }

    public String french() {
        return french;
    }

    public String english() {
        return english;
    }
}
