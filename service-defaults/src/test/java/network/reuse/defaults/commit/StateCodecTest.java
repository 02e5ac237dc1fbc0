package network.reuse.defaults.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {
    sealed interface Kettle {
        record Cold(
                Owner owner,
                int litres,
                List<Owner> users,
                @Nullable String note) implements Kettle {}

        record OnTheStove(Owner owner, Instant since) implements Kettle {}
    }

    record Owner(String name, @Nullable String nickname) {}

    record Note(@Nullable String text) {}

    private static final StateCodec<Kettle> FIRST = StateCodec.of(Kettle.class);

    /** Version 1 called the owner {@code holder}, version 2 counted in decilitres. */
    private static final StateCodec<Kettle> THIRD =
            StateCodec.of(Kettle.class, StateCodecTest::ownersHold, StateCodecTest::litres);

    private static final Kettle COLD = new Kettle.Cold(new Owner("Zoé", null), 2, List.of(), null);

    private static ObjectNode ownersHold(String status, ObjectNode state) {
        state.set("owner", state.remove("holder"));
        return state;
    }

    private static ObjectNode litres(String status, ObjectNode state) {
        if (status.equals("COLD")) {
            state.put("litres", state.remove("decilitres").asInt() / 10);
        }
        return state;
    }

    @Test
    void whatIsWrittenSaysItsVersionFirst() {
        assertThat(FIRST.write(COLD)).isEqualTo("""
                {"stateVersion":1,"owner":{"name":"Zoé"},"litres":2,"users":[]}""");
        assertThat(THIRD.write(COLD)).startsWith("{\"stateVersion\":3,\"owner\"");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (Kettle kettle : List.of(
                COLD,
                new Kettle.Cold(new Owner("Zoé", "Z"), 0, List.of(new Owner("Noé", null)), ""),
                new Kettle.OnTheStove(new Owner("Zoé", null), Instant.parse("2026-11-28T09:30:15.5Z")))) {
            assertThat(THIRD.read(THIRD.status(kettle), THIRD.write(kettle))).isEqualTo(kettle);
        }
    }

    @Test
    void aRecordInWhichEverythingIsUnknownIsReadAgain() {
        StateCodec<Note> notes = StateCodec.of(Note.class);
        assertThat(notes.write(new Note(null))).isEqualTo("{\"stateVersion\":1}");
        assertThat(notes.read("NOTE", notes.write(new Note(null)))).isEqualTo(new Note(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"holder\":{\"name\":\"Zoé\"},\"decilitres\":20,\"users\":[]}",
                "{\"stateVersion\":1,\"holder\":{\"name\":\"Zoé\"},\"decilitres\":20,\"users\":[]}",
                "{\"stateVersion\":2,\"owner\":{\"name\":\"Zoé\"},\"decilitres\":20,\"users\":[]}",
                "{\"stateVersion\":3,\"owner\":{\"name\":\"Zoé\"},\"litres\":2,\"users\":[]}",
                "{\"users\": [], \"owner\": {\"name\": \"Zoé\"}, \"litres\": 2, \"stateVersion\": 3}"
            })
    void everyVersionIsReadThroughTheStepsThatItLacks(String stored) {
        assertThat(THIRD.read("COLD", stored)).isEqualTo(COLD);
    }

    @Test
    void aTextThatSaysNoVersionIsOfTheFirst() {
        assertThat(FIRST.read("COLD", "{\"owner\":{\"name\":\"Zoé\"},\"litres\":2,\"users\":[]}"))
                .isEqualTo(COLD);
    }

    @Test
    void aVersionThatIsNotKnownYetIsRefused() {
        assertThatThrownBy(() -> FIRST.read("COLD", THIRD.write(COLD)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a state of Kettle of status COLD is of version 3, and version 1 is the newest that this"
                        + " release reads: start the release that wrote it");
    }

    @Test
    void anUnknownStatusIsRefused() {
        assertThatThrownBy(() -> FIRST.read("BROKEN", FIRST.write(COLD)))
                .hasMessage("no state of Kettle is called BROKEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stateVersion\":1,\"owner\":{},\"litres\":2,\"users\":[]} owner 'name'",
                "{\"stateVersion\":1,\"owner\":{\"name\":null},\"litres\":2,\"users\":[]} owner \"name\"",
                "{\"stateVersion\":1,\"owner\":{\"name\":\"Zoé\"},\"users\":[]} kettle 'litres'",
                "{\"stateVersion\":1,\"owner\":{\"name\":\"Zoé\"},\"litres\":null,\"users\":[]} litres \"litres\"",
                "{\"stateVersion\":1,\"owner\":{\"name\":\"Zoé\"},\"litres\":2} kettle 'users'",
                "{\"stateVersion\":1,\"owner\":{\"name\":\"Zoé\"},\"litres\":2,\"users\":[null]} users \"users\"",
                "{\"stateVersion\":1,\"owner\":{\"name\":\"Zoé\"},\"litres\":2,\"users\":[{}]} users.[0] 'name'",
                "{\"stateVersion\":1,\"owner\":{\"name\":\"Zoé\"},\"litres\":2,\"users\":[],\"lid\":1} lid \"lid\"",
                "{\"stateVersion\":1,\"owner\":{\"name\":\"Zoé\",\"age\":9},\"litres\":2,\"users\":[]} owner \"age\""
            })
    void whatIsMissingNullOrReadByNobodyIsNamed(String storedAndNamed) {
        int end = storedAndNamed.lastIndexOf('}') + 1;
        String[] named = storedAndNamed.substring(end).strip().split(" ", 2);
        assertThatThrownBy(() -> FIRST.read("COLD", storedAndNamed.substring(0, end)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(named[1]);
    }

    @Test
    void whatIsLeftOutBecauseItMayBeNullIsNull() {
        assertThat(((Kettle.Cold) FIRST.read("COLD", FIRST.write(COLD))).note()).isNull();
    }
}
