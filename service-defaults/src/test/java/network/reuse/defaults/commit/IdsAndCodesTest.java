package network.reuse.defaults.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsAndCodesTest {
    @Test
    void idsOfOneProcessRiseAndAreVersionSeven() {
        UUID before = Ids.next();
        for (int i = 0; i < 10_000; i++) {
            UUID id = Ids.next();
            assertThat(id.toString()).isGreaterThan(before.toString());
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            before = id;
        }
    }

    @Test
    void aMillionNumbersHaveAMillionCodes() {
        Set<String> codes = HashSet.newHashSet(1_000_000);
        for (int number = 0; number < 1_000_000; number++) {
            codes.add(CodeNumbers.spell(number));
        }
        assertThat(codes).hasSize(1_000_000).allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{6}"));
    }
}
