package network.reuse.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;

/** All rules, by what they ask for. */
final class Rules {
    static final Map<String, Rule> ALL = all();

    private Rules() {}

    private static Map<String, Rule> all() {
        var rules = new LinkedHashMap<String, Rule>();
        rules.put("fields", ModelRules::fields);
        rules.put("restricted", PodRules::restricted);
        rules.put("resources", PodRules::resources);
        rules.put("probes", PodRules::probes);
        rules.put("images", PodRules::images);
        rules.put("disruptions", PodRules::disruptions);
        rules.put("services", PodRules::services);
        rules.put("references", PodRules::references);
        rules.put("migrations", PodRules::migrations);
        rules.put("secrets have producers", SecretRules::producers);
        rules.put("secrets have readers", SecretRules::readers);
        rules.put("secrets are not here", SecretRules::values);
        rules.put("denial", NetworkRules::denial);
        rules.put("peers", NetworkRules::peers);
        rules.put("both ways", NetworkRules::bothWays);
        rules.put("ways", NetworkRules::ways);
        rules.put("topics", Declarations::topics);
        rules.put("accounts", Declarations::accounts);
        rules.put("databases", Declarations::databases);
        rules.put("roles", Declarations::roles);
        rules.put("passwords", Declarations::passwords);
        rules.put("realm", Declarations::realm);
        rules.put("variables are known", EnvironmentRules::known);
        rules.put("variables are complete", EnvironmentRules::complete);
        rules.put("addresses", EnvironmentRules::addresses);
        rules.put("files", EnvironmentRules::files);
        rules.put("connections", BudgetRules::connections);
        rules.put("ends", BudgetRules::ends);
        rules.put("runbooks", AlertRules::runbooks);
        rules.put("metrics", AlertRules::metrics);
        return rules;
    }
}
