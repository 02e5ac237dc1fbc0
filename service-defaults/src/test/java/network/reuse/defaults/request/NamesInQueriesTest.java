package network.reuse.defaults.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.util.Objects;
import network.reuse.contracts.Grade;
import network.reuse.contracts.Refusal;
import org.junit.jupiter.api.Test;

class NamesInQueriesTest {
    interface Operation {
        void list(@QueryParam("grade") Grade grade, @QueryParam("code") String code, Grade body);
    }

    @Test
    void oneOfTheNamesIsRead() {
        assertThat(converter(0).fromString("B")).isEqualTo(Grade.B);
    }

    @Test
    void anotherIsRefusedWithThoseThatThereAre() {
        Refusal refusal = Objects.requireNonNull(
                catchThrowableOfType(Refusal.class, () -> converter(0).fromString("b")));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
        assertThat(refusal.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/grade");
            assertThat(fault.english()).startsWith("Has to match A|B");
        });
    }

    @Test
    void whatIsNoNameInAQueryIsLeftToOthers() {
        assertThat(new NamesInQueries().getConverter(String.class, String.class, annotations(1)))
                .isNull();
        assertThat(new NamesInQueries().getConverter(Grade.class, Grade.class, annotations(2)))
                .isNull();
    }

    private static ParamConverter<Grade> converter(int parameter) {
        return Objects.requireNonNull(
                new NamesInQueries().getConverter(Grade.class, Grade.class, annotations(parameter)));
    }

    private static Annotation[] annotations(int parameter) {
        Parameter[] parameters = Operation.class.getDeclaredMethods()[0].getParameters();
        return parameters[parameter].getAnnotations();
    }
}
