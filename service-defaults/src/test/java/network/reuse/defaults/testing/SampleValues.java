package network.reuse.defaults.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of each type, the same at every time: with everything that may be in it, or with the least. What a text says
 * depends on the name of its component.
 */
final class SampleValues {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("code", "R7K3-P2Q9"),
            Map.entry("codeHash", "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"),
            Map.entry("commune", "67482"),
            Map.entry("department", "67"),
            Map.entry("departments", "67"),
            Map.entry("email", "amelie@example.org"),
            Map.entry("familyName", "L'Hélgouac'h-Œuvrard"),
            Map.entry("faults", "Touche « é » morte"),
            Map.entry("givenName", "Amélie"),
            Map.entry("group", "grand-est"),
            Map.entry("manufacturer", "Lenovo"),
            Map.entry("model", "ThinkPad T480"),
            Map.entry("name", "Passerelle numérique"),
            Map.entry("number", "73282932000074"),
            Map.entry("partnerRef", "REF-2026/0042"),
            Map.entry("parts", "Batterie 01AV489"),
            Map.entry("phone", "+33 6 12 34 56 78"),
            Map.entry("placeName", "Médiathèque André-Malraux"),
            Map.entry("reason", "Écran brisé pendant le transport"),
            Map.entry("receipt", "TICKET-000815"),
            Map.entry("region", "44"),
            Map.entry("rule", "FR-2022-1413"),
            Map.entry("serialNumber", "PF1ABCDE"),
            Map.entry("shipmentRef", "BL-2026-117"),
            Map.entry("title", "Premiers pas avec son ordinateur"),
            Map.entry("tool", "nwipe 0.36"),
            Map.entry("work", "Batterie remplacée"));

    private static final Map<String, Integer> NUMBERS =
            Map.of("birthYear", 1987, "collected", 6, "gross", 209_500, "tare", 25_000);

    private final boolean full;

    private SampleValues(boolean full) {
        this.full = full;
    }

    /** Everything that may be null is there, and each list holds something. */
    static Object full(Class<?> record) {
        return new SampleValues(true).record(record);
    }

    /** Everything that may be null is, and lists are empty. */
    static Object least(Class<?> record) {
        return new SampleValues(false).record(record);
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components).map(this::component).toArray();
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException impossible) {
            throw new IllegalStateException(type + " cannot be made", impossible);
        } catch (InvocationTargetException refused) {
            throw new IllegalStateException(
                    type + " refuses the values of its sample: give them in SampleValues", refused.getCause());
        }
    }

    private @Nullable Object component(RecordComponent component) {
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return optional && !full ? null : value(component.getGenericType(), component.getName());
    }

    private Object value(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == List.class) {
                return full ? List.of(value(element, name)) : List.of();
            }
            if (generic.getRawType() == Set.class) {
                return full ? Set.of(value(element, name)) : Set.of();
            }
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalStateException(type + " of " + name + " has no sample value: give it one in SampleValues");
        }
        return switch (plain.getName()) {
            case "java.lang.String" -> WORDS.getOrDefault(name, name);
            case "java.util.UUID" -> id(name);
            case "java.time.Instant" -> Instant.parse("2026-11-28T09:30:15.123456Z");
            case "java.time.LocalDate" -> LocalDate.parse("2026-11-28");
            case "int", "java.lang.Integer" -> NUMBERS.getOrDefault(name, 3);
            case "long", "java.lang.Long" -> {
                Integer number = NUMBERS.get(name);
                yield number == null ? 256_060_514_304L : number.longValue();
            }
            case "boolean", "java.lang.Boolean" -> full;
            default -> {
                if (plain.isRecord()) {
                    yield record(plain);
                }
                if (plain.isEnum()) {
                    Object[] constants = plain.getEnumConstants();
                    // Not the last, so that one more constant changes no sample.
                    yield constants[full && constants.length > 1 ? 1 : 0];
                }
                throw new IllegalStateException(
                        plain + " of " + name + " has no sample value: give it one in SampleValues");
            }
        };
    }

    /** Sets hold the sponsor, whom some records add to theirs: the order of two would change from run to run. */
    private static UUID id(String name) {
        CRC32 sum = new CRC32();
        sum.update((name.equals("parties") ? "sponsor" : name).getBytes(UTF_8));
        return new UUID(0x01900000_0000_7000L, 0x8000_0000_0000_0000L | sum.getValue());
    }
}
