package network.reuse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
