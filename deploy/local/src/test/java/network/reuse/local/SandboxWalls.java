package network.reuse.local;

import java.util.Map;
import java.util.UUID;
import network.reuse.local.Walls.Call;
import network.reuse.local.Walls.Walled;

/** How whoever opened an organisation of the sandbox reads and closes it, and nobody else does. */
final class SandboxWalls {
    static final String PATH = "/v1/sandbox/organisations";
    private static final String DONOR = "region-grand-est";
    private static final String OTHER_DONOR = "autre-donneur";
    private static final String OTHER_DONOR_ID = "01900000-0000-7000-8000-000000000006";

    private SandboxWalls() {}

    static void add(Map<String, Walled> table, Stock stock) {
        table.put(
                "openSandboxOrganisation",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(PATH, null, Stock.SANDBOX),
                        Walls.madeItsOwn("maker", OTHER_DONOR_ID, RunningNetwork.DONOR)));
        table.put("sandboxOrganisation", Walls.on(DONOR, OTHER_DONOR, stock::sandboxOrganisation, "", ""));
        table.put(
                "sandboxOrganisations",
                new Walled(
                        DONOR,
                        OTHER_DONOR,
                        () -> new Call(PATH + "?limit=500", stock.sandboxOrganisation(), ""),
                        Walls::leftOut));
        table.put(
                "closeSandboxOrganisation",
                Walls.on(
                        DONOR,
                        OTHER_DONOR,
                        () -> stock.sandboxOrganisation(UUID.randomUUID().toString()),
                        "/closing",
                        ""));
    }
}
