package network.reuse.kubernetes;

import static network.reuse.kubernetes.Resource.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.servers.Home;
import network.reuse.servers.Service;

/** What wakes somebody says what to do. */
final class AlertRules {
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern METRIC = Pattern.compile("\\breuse_[a-z_]+");

    private AlertRules() {}

    private static Stream<JsonNode> alerts(Manifests manifests) {
        return manifests
                .all("PrometheusRule")
                .flatMap(rule -> list(rule.spec().path("groups")).stream())
                .flatMap(group -> list(group.path("rules")).stream());
    }

    /** Each alert names a section of the runbooks that is there, and how urgent it is. */
    static Stream<String> runbooks(Manifests manifests) {
        Set<String> sections = HEADING.matcher(Home.find().text("runbooks/README.md"))
                .results()
                .map(found -> anchor(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        return alerts(manifests)
                .filter(alert -> {
                    String url = alert.at("/annotations/runbook_url").asText();
                    return !sections.contains(url.substring(url.indexOf('#') + 1))
                            || !alert.at("/labels/severity").asText().matches("critical|warning");
                })
                .map(alert -> alert.path("alert").asText() + " has no section in the runbooks, or no severity");
    }

    /** The anchor that Markdown gives a heading. */
    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
    }

    /** Each metric that an alert asks for is one that the services measure. */
    static Stream<String> metrics(Manifests manifests) {
        Set<String> measured = Service.ALL.stream()
                .flatMap(service -> Settings.of(service).names().stream())
                .map(name -> name.replace('.', '_').replace('-', '_'))
                .collect(Collectors.toSet());
        return alerts(manifests)
                .flatMap(alert -> METRIC.matcher(alert.path("expr").asText())
                        .results()
                        .map(found -> found.group())
                        .filter(metric -> !measured.contains(metric.replaceFirst("_total$", "")))
                        .map(metric ->
                                alert.path("alert").asText() + " asks for " + metric + ", which nobody measures"));
    }
}
