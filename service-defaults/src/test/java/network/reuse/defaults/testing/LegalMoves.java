package network.reuse.defaults.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;
import network.reuse.defaults.commit.StateCodec;
import org.jspecify.annotations.Nullable;

/**
 * Tries every transition on every state that can be reached, with each of the values that are given: what a state says is
 * legal, what its methods do and what the database lets happen are the same.
 */
public final class LegalMoves<S extends State> {
    /** So many states are followed that come of one step, whatever is tried first: no step crowds another out. */
    private static final int OF_EACH_STEP = 300;

    private static final Map<Class<?>, Class<?>> BOXES =
            Map.of(int.class, Integer.class, boolean.class, Boolean.class, long.class, Long.class);

    private final Class<S> states;
    private final Map<String, Enum<?>> moves = new LinkedHashMap<>();
    private final Map<Enum<?>, Class<?>> elsewhere = new LinkedHashMap<>();
    private final Set<String> consequences = new HashSet<>();
    private final List<S> first = new ArrayList<>();
    private final List<Object> values = new ArrayList<>(List.of(List.of()));

    private LegalMoves(Class<S> states) {
        this.states = states;
    }

    public static <S extends State> LegalMoves<S> of(Class<S> states) {
        return new LegalMoves<>(states);
    }

    /** The methods by which the move is made. */
    public LegalMoves<S> move(Enum<?> move, String... methods) {
        Stream.of(methods).forEach(method -> moves.put(method, move));
        return this;
    }

    /** A move that changes something else, and is legal in this state alone, or in those that an interface has in common. */
    public LegalMoves<S> elsewhere(Enum<?> move, Class<?> states) {
        elsewhere.put(move, states);
        return this;
    }

    /** Methods that are no move: they follow from what happened elsewhere. */
    public LegalMoves<S> consequences(String... methods) {
        consequences.addAll(List.of(methods));
        return this;
    }

    /** States in which something begins. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final LegalMoves<S> from(S... beginnings) {
        first.addAll(List.of(beginnings));
        return this;
    }

    /** What may be passed to a transition; each of a fitting type is. */
    public LegalMoves<S> with(Object... arguments) {
        values.addAll(List.of(arguments));
        return this;
    }

    /** Checks all of it; the table is where the states are kept. */
    public void hold(String table) {
        Life life = new Life();
        life.live();
        assertThat(life.reached.keySet()).as("states that are reached").containsExactlyInAnyOrder(classes());
        assertThat(life.unknown)
                .as("transitions that are neither a move nor a consequence")
                .isEmpty();
        life.reached.forEach(this::checkStatus);
        life.reached.values().forEach(all -> all.forEach(state -> checkLegal(life, state)));
        assertThat(life.offered).as("moves that some state of the class allows").isEqualTo(life.allowed);
        assertThat(life.steps)
                .as("transitions, and those of the database")
                .isEqualTo(stepsOfTheDatabase(states, table));
    }

    private Class<?>[] classes() {
        return StateCodec.of(states).records().values().toArray(Class<?>[]::new);
    }

    private void checkStatus(Class<?> type, Set<S> all) {
        String name =
                type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
        assertThat(all).allSatisfy(state -> assertThat(state.status().name()).isEqualTo(name));
        Object[] statuses = all.iterator().next().status().getDeclaringClass().getEnumConstants();
        assertThat(statuses).hasSameSizeAs(classes());
    }

    private void checkLegal(Life life, S state) {
        Set<Enum<?>> done = life.done.getOrDefault(state, Set.of());
        List<Enum<?>> legal = List.copyOf(state.legal());
        assertThat(legal).as("legal in %s", state).doesNotHaveDuplicates().containsAll(done);
        for (Enum<?> move : legal) {
            Class<?> only = elsewhere.get(move);
            assertThat(only == null ? life.offered.contains(offer(state.getClass(), move)) : only.isInstance(state))
                    .as("%s has a way to make %s", state, move)
                    .isTrue();
        }
        elsewhere.forEach((move, type) ->
                assertThat(legal.contains(move)).as("%s in %s", move, state).isEqualTo(type.isInstance(state)));
    }

    private static String offer(Class<?> type, Enum<?> move) {
        return type.getSimpleName() + " " + move;
    }

    /** Everything that can happen from the beginnings on. */
    private final class Life {
        private final Map<Class<?>, Set<S>> reached = new LinkedHashMap<>();
        private final Map<S, Set<Enum<?>>> done = new HashMap<>();
        private final Map<Class<?>, List<Method>> transitions = new HashMap<>();
        private final Set<String> offered = new TreeSet<>();
        private final Set<String> allowed = new TreeSet<>();
        private final Set<String> steps = new TreeSet<>();
        private final Set<String> unknown = new TreeSet<>();
        private final Map<String, Integer> followed = new HashMap<>();
        private final Queue<S> open = new ArrayDeque<>();

        void live() {
            for (S state : first) {
                reach("NEW", state);
            }
            for (S state = open.poll(); state != null; state = open.poll()) {
                for (Method method : transitions.computeIfAbsent(state.getClass(), LegalMoves.this::transitions)) {
                    tryOn(state, method);
                }
            }
        }

        private void reach(String from, S state) {
            String step = from + ">" + state.status();
            steps.add(step);
            Set<S> known = reached.computeIfAbsent(state.getClass(), _ -> new LinkedHashSet<>());
            if (followed.getOrDefault(step, 0) < OF_EACH_STEP && known.add(state)) {
                followed.merge(step, 1, Integer::sum);
                open.add(state);
            }
        }

        private void tryOn(S state, Method method) {
            Enum<?> move = moves.get(method.getName());
            if (move == null && !consequences.contains(method.getName())) {
                unknown.add(state.getClass().getSimpleName() + "." + method.getName());
                return;
            }
            if (move != null) {
                offered.add(offer(state.getClass(), move));
            }
            for (Object[] arguments : arguments(method)) {
                Object outcome = invoke(state, method, arguments);
                if (outcome == null) {
                    continue;
                }
                if (move != null) {
                    allowed.add(offer(state.getClass(), move));
                    done.computeIfAbsent(state, _ -> new HashSet<>()).add(move);
                }
                Object next = outcome instanceof Decision<?, ?> decision ? decision.next() : outcome;
                if (states.isInstance(next)) {
                    reach(state.status().toString(), states.cast(next));
                }
            }
        }
    }

    /** In one order in every process: the JVM promises none, and what is tried first decides which states are followed. */
    private List<Method> transitions(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(this::isTransition)
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private boolean isTransition(Method method) {
        return !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && Stream.of(components(method))
                        .noneMatch(component -> component.getAccessor().equals(method))
                && (method.getReturnType() == Decision.class
                        || (states.isAssignableFrom(method.getReturnType())
                                && method.getDeclaringClass().isRecord()));
    }

    private static RecordComponent[] components(Method method) {
        RecordComponent[] components = method.getDeclaringClass().getRecordComponents();
        return components == null ? new RecordComponent[0] : components;
    }

    /** Null when it is refused. */
    private static @Nullable Object invoke(Object state, Method method, Object[] arguments) {
        try {
            return method.invoke(state, arguments);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof Refusal) {
                return null;
            }
            throw new AssertionError(
                    method + " on " + state + " with " + Arrays.toString(arguments), failure.getCause());
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
    }

    private List<Object[]> arguments(Method method) {
        List<Object[]> all = new ArrayList<>();
        all.add(new Object[0]);
        for (Type type : method.getGenericParameterTypes()) {
            List<Object> fitting =
                    values.stream().filter(value -> fits(type, value)).toList();
            assertThat(fitting).as("values for %s of %s", type, method).isNotEmpty();
            List<Object[]> longer = new ArrayList<>();
            for (Object[] begun : all) {
                for (Object value : fitting) {
                    Object[] one = Arrays.copyOf(begun, begun.length + 1);
                    one[begun.length] = value;
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all;
    }

    private static boolean fits(Type type, Object value) {
        return switch (type) {
            case Class<?> plain -> BOXES.getOrDefault(plain, plain).isInstance(value);
            case ParameterizedType of ->
                fits(of.getRawType(), value)
                        && value instanceof Collection<?> items
                        && items.stream().allMatch(item -> fits(of.getActualTypeArguments()[0], item));
            default -> false;
        };
    }

    /** The steps that the migrations of a service let a row of this table make, such as {@code NEW>EXPECTED}. */
    public static Set<String> stepsOfTheDatabase(Class<?> states, String table) {
        String create = "(?:make|create)_aggregate\\(\\s*'" + table + "'.*?array\\[(.*?)]";
        String add = "insert into " + table + "_move(.*?);";
        Matcher found = Pattern.compile(create + "|" + add, Pattern.DOTALL).matcher(migrations(states));
        return found.results()
                .flatMap(one -> Pattern.compile("'([A-Z_]+)(?:>|',\\s*')([A-Z_]+)'")
                        .matcher(one.group())
                        .results())
                .map(step -> step.group(1) + ">" + step.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String migrations(Class<?> states) {
        try (Stream<Path> files = Files.list(
                Path.of(Objects.requireNonNull(states.getResource("/db/migration"), "migrations of the service")
                        .toURI()))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
