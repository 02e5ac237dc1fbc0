package network.reuse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SiretTest {
    @Test
    void theLastDigitChecksTheOthers() {
        assertThat(Siret.isOne("73282932000074")).isTrue();
        assertThat(Siret.isOne("73282932000075")).isFalse();
        assertThat(Siret.isOne("7328293200007")).isFalse();
        assertThat(Siret.isOne("7328293200007A")).isFalse();
    }

    @Test
    void laPosteChecksDifferently() {
        assertThat(Siret.isOne("35600000000048")).isTrue();
        assertThat(Siret.isOne("35600000049837")).isTrue();
        assertThat(Siret.isOne("35600000049838")).isFalse();
    }

    @Test
    void blanksDoNoHarm() {
        assertThat(Siret.given("732 829 320 00074", "/siret").number()).isEqualTo("73282932000074");
        assertThatThrownBy(() -> Siret.given("732 829 320 00075", "/siret")).isInstanceOf(Refusal.class);
    }

    @Test
    void anInventedOnePassesTheCheckAndBelongsToNoLegalUnit() {
        Set<String> invented = new HashSet<>();
        for (long number :
                new long[] {0, 1, 9, 10, 9_999, 10_000, 356_000_000_004L, 732_829_320_007L, 999_999_999_999L}) {
            String siret = Siret.invented(number).number();
            assertThat(Siret.isOne(siret)).as(siret).isTrue();
            assertThat(passesLuhn(siret.substring(0, 9)))
                    .as("the SIREN of " + siret)
                    .isFalse();
            assertThat(invented.add(siret)).as(siret).isTrue();
        }
        assertThatThrownBy(() -> Siret.invented(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Siret.invented(1_000_000_000_000L)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSirenOfAnEstablishmentPassesItsOwnCheck() {
        assertThat(passesLuhn("732829320")).isTrue();
        assertThat(passesLuhn("356000000")).isTrue();
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum % 10 == 0;
    }
}
