package network.reuse.defaults.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValuesInQueriesTest {
    interface Operation {
        void list(
                @QueryParam("text") String text,
                @QueryParam("id") UUID id,
                @QueryParam("dryRun") boolean dryRun,
                @QueryParam("limit") int limit,
                String body);
    }

    @Test
    void valuesAreReadToTheLetter() {
        UUID id = UUID.fromString("01980000-0000-7000-8000-000000000001");

        assertThat(read(0, " PARC\u00a0 2026")).isEqualTo("PARC 2026");
        assertThat(read(1, id.toString())).isEqualTo(id);
        assertThat(read(2, "true")).isEqualTo(true);
        assertThat(read(3, "50")).isEqualTo(50);
    }

    @Test
    void othersAreRefusedByTheirParametersName() {
        Map<Integer, List<String>> wrong = Map.of(
                0, List.of("a\u0000", "a\u200bb", "\ufffd"),
                1, List.of("", "1-1-1-1-1", "abc"),
                2, List.of("1", "TRUE", "yes", ""),
                3, List.of("1.0", "+5", "\u0664", "2147483648", ""));
        List<String> names = List.of("/text", "/id", "/dryRun", "/limit");
        wrong.forEach((parameter, values) -> values.forEach(value -> {
            Refusal refusal =
                    Objects.requireNonNull(catchThrowableOfType(Refusal.class, () -> read(parameter, value)), value);
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
            assertThat(refusal.faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.pointer()).isEqualTo(names.get(parameter)));
        }));
    }

    @Test
    void whatIsInNoQueryIsLeftToOthers() {
        assertThat(converter(4)).isNull();
    }

    private static Object read(int parameter, String text) {
        return Objects.requireNonNull(converter(parameter)).fromString(text);
    }

    private static @Nullable ParamConverter<?> converter(int parameter) {
        Parameter of = Operation.class.getDeclaredMethods()[0].getParameters()[parameter];
        Annotation[] annotations = of.getAnnotations();
        return new ValuesInQueries().getConverter(of.getType(), of.getParameterizedType(), annotations);
    }
}
