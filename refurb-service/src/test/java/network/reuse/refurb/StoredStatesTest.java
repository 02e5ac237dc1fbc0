package network.reuse.refurb;

import java.util.stream.Stream;
import network.reuse.defaults.testing.GoldenStates;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class StoredStatesTest {
    @TestFactory
    Stream<DynamicNode> whatWasEverStoredIsRead() {
        return GoldenStates.of("network.reuse.refurb");
    }
}
