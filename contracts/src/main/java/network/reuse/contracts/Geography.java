package network.reuse.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * France's regions, departments and communes by their INSEE codes, as the network counts them. Codes are text and are
 * only told apart by the question asked: {@code isRegion("44")} and {@code isDepartment("44")} both hold and mean
 * Grand Est and Loire-Atlantique.
 */
public final class Geography {
    /** By which days, months and years of the whole network are counted. */
    public static final ZoneId METROPOLITAN_TIME = ZoneId.of("Europe/Paris");

    private Geography() {}

    public static boolean isRegion(String code) {
        return Areas.REGIONS.containsKey(code);
    }

    public static boolean isDepartment(String code) {
        return Areas.DEPARTMENTS.containsKey(code);
    }

    public static boolean isCommune(String insee) {
        return Communes.row(insee) != null;
    }

    /** Every region's name by its code, in the order of the codes. */
    public static SortedMap<String, String> regions() {
        return Areas.REGIONS;
    }

    /** Every department's name by its code, in the order of the codes. */
    public static SortedMap<String, String> departments() {
        return Areas.DEPARTMENTS;
    }

    /** The time zone of a department; that of metropolitan France for every code but those overseas. */
    public static ZoneId zoneOf(String department) {
        return ZoneId.of(
                switch (department) {
                    case "971", "977", "978" -> "America/Guadeloupe";
                    case "972" -> "America/Martinique";
                    case "973" -> "America/Cayenne";
                    case "974" -> "Indian/Reunion";
                    case "975" -> "America/Miquelon";
                    case "976" -> "Indian/Mayotte";
                    case "986" -> "Pacific/Wallis";
                    case "987" -> "Pacific/Tahiti";
                    case "988" -> "Pacific/Noumea";
                    default -> METROPOLITAN_TIME.getId();
                });
    }

    /** The codes of a region's departments; empty when there is no such region. */
    public static SortedSet<String> departmentsOf(String region) {
        return Areas.DEPARTMENTS_OF.getOrDefault(region, Collections.emptySortedSet());
    }

    /** The code of the region that a department lies in. */
    public static Optional<String> regionOf(String department) {
        return Optional.ofNullable(Areas.REGION_OF.get(department));
    }

    public static Optional<String> communeName(String insee) {
        return Optional.ofNullable(Communes.row(insee)).map(row -> row.get(1));
    }

    /**
     * Where a commune lies; the arrondissements of Paris, Lyon and Marseille count for the commune they are part of.
     * Only communes of today: one that was merged into another is not found.
     */
    public static Optional<Territory> territoryOfCommune(String insee) {
        return Optional.ofNullable(Communes.row(insee))
                .flatMap(row -> regionOf(row.get(2)).map(region -> new Territory(region, row.get(2), row.get(3))));
    }

    /** Where a commune lies; refuses, at that pointer of the request, a code that no commune of today has. */
    public static Territory requireTerritory(String insee, String pointer) {
        return territoryOfCommune(insee)
                .orElseThrow(() -> Refusal.invalid(
                        pointer,
                        "unknown_commune",
                        "Aucune commune d'aujourd'hui n'a le code INSEE « " + insee
                                + " » (5 caractères, par exemple 67482).",
                        "No commune of today has the INSEE code \"" + insee + "\" (5 characters, such as 67482)."));
    }

    private static byte[] read(String name) {
        try (InputStream in = Geography.class.getResourceAsStream("geography/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the contracts");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> columns(String line) {
        return Arrays.asList(line.split(";", -1));
    }

    /** Regions and departments: a hundred lines, kept as maps. */
    private static final class Areas {
        static final SortedMap<String, String> REGIONS = names("regions.csv");
        static final SortedMap<String, String> DEPARTMENTS = names("departments.csv");
        static final Map<String, String> REGION_OF = new HashMap<>();
        static final Map<String, SortedSet<String>> DEPARTMENTS_OF = new HashMap<>();

        static {
            Map<String, SortedSet<String>> byRegion = new HashMap<>();
            new String(read("departments.csv"), UTF_8)
                    .lines()
                    .map(Geography::columns)
                    .forEach(row -> {
                        REGION_OF.put(row.get(0), row.get(2));
                        byRegion.computeIfAbsent(row.get(2), r -> new TreeSet<>())
                                .add(row.get(0));
                    });
            byRegion.forEach((region, departments) ->
                    DEPARTMENTS_OF.put(region, Collections.unmodifiableSortedSet(departments)));
        }

        private static SortedMap<String, String> names(String file) {
            SortedMap<String, String> names = new TreeMap<>();
            new String(read(file), UTF_8)
                    .lines()
                    .map(Geography::columns)
                    .forEach(row -> names.put(row.get(0), row.get(1)));
            return Collections.unmodifiableSortedMap(names);
        }
    }

    /** 35 000 communes: the sorted file itself, searched by halves, takes 1 MB where a map of records takes ten. */
    private static final class Communes {
        private static final byte[] FILE = read("communes.csv");
        private static final int[] LINES = lines();

        private static int[] lines() {
            int[] starts = new int[40_000];
            int count = 0;
            for (int at = 0; at < FILE.length; at++) {
                if (at == 0 || FILE[at - 1] == '\n') {
                    starts[count++] = at;
                }
            }
            return Arrays.copyOf(starts, count);
        }

        static @Nullable List<String> row(String insee) {
            byte[] wanted = insee.getBytes(UTF_8);
            int low = 0;
            int high = LINES.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int start = LINES[middle];
                int order = Arrays.compare(FILE, start, start + 5, wanted, 0, wanted.length);
                if (order == 0) {
                    int end = middle + 1 < LINES.length ? LINES[middle + 1] : FILE.length;
                    return columns(new String(FILE, start, end - 1 - start, UTF_8));
                } else if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return null;
        }
    }
}
