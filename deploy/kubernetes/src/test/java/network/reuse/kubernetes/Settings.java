package network.reuse.kubernetes;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.reuse.servers.Home;
import network.reuse.servers.Service;

/**
 * What the code of a service reads from its configuration.
 *
 * @param values the defaults of all services, and the service's own over them
 * @param names all properties of ours that its code and its files mention
 */
record Settings(Properties values, Set<String> names) {
    private static final Path ROOT = Home.find().root();
    private static final Pattern IN_CODE = Pattern.compile("(?:\"|\\$\\{)(reuse\\.[a-z0-9.-]+[a-z0-9])");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z0-9.-]+)}");

    private static final Map<Service, Settings> READ = new ConcurrentHashMap<>();

    static Settings of(Service service) {
        return READ.computeIfAbsent(service, Settings::read);
    }

    private static Settings read(Service service) {
        var values = new Properties();
        var names = new TreeSet<String>();
        for (String module : new String[] {"service-defaults", service.module()}) {
            Path resources = ROOT.resolve(module).resolve("src/main/resources");
            for (String file : new String[] {"META-INF/microprofile-config.properties", "application.properties"}) {
                Path path = resources.resolve(file);
                if (Files.exists(path)) {
                    load(values, path);
                    mention(names, path);
                }
            }
            sources(ROOT.resolve(module)).forEach(source -> mention(names, source));
        }
        values.stringPropertyNames().stream()
                .filter(name -> name.startsWith("reuse."))
                .forEach(names::add);
        return new Settings(values, names);
    }

    private static void load(Properties values, Path file) {
        try (Reader in = Files.newBufferedReader(file)) {
            values.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void mention(Set<String> names, Path file) {
        IN_CODE.matcher(text(file)).results().map(found -> found.group(1)).forEach(names::add);
    }

    /** The Java sources of a module, tests apart. */
    static Stream<Path> sources(Path module) {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The variable by which a property is set. */
    static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    int number(String property) {
        return Integer.parseInt(values.getProperty(property));
    }

    /** The properties that have no value unless somebody gives one, or one that makes sense on one machine alone. */
    Set<String> needed() {
        var needed = new TreeSet<String>();
        values.stringPropertyNames().stream()
                .filter(name -> !name.startsWith("%"))
                .forEach(name -> {
                    String value = values.getProperty(name);
                    if (name.startsWith("reuse.") && value.matches(".*(localhost|\\.invalid).*|disable")) {
                        needed.add(name);
                    }
                    PLACEHOLDER
                            .matcher(value)
                            .results()
                            .map(MatchResult::group)
                            .map(found -> found.substring(2, found.length() - 1))
                            .filter(other -> other.startsWith("reuse.") && !values.containsKey(other))
                            .forEach(needed::add);
                });
        return needed;
    }
}
