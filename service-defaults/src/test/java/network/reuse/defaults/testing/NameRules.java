package network.reuse.defaults.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Names are words of the glossary: what has a standard term is called by it, in every service. */
public final class NameRules {
    private static final Map<String, String> STANDARD_TERMS = Map.ofEntries(
            Map.entry("Held", "pending, waiting or quarantined event"),
            Map.entry("Parked", "quarantined stream"),
            Map.entry("Doorbell", "relay signal"),
            Map.entry("Passage", "reverse proxy"),
            Map.entry("Tail", "counter poller"),
            Map.entry("Board", "counter cache"),
            Map.entry("Sealer", "watermark"),
            Map.entry("Marks", "checkpoints"),
            Map.entry("Intake", "inbox decision"),
            Map.entry("Guarded", "idempotent consumer"),
            Map.entry("Facts", "attributes, visibility, extensions or events"),
            Map.entry("Again", "retry"),
            Map.entry("Trips", "round trips are an optimisation of the plan, not a shape of their own"),
            Map.entry("Patient", "wait for locks"),
            Map.entry("Passing", "transient or retried"),
            Map.entry("Bury", "dead letter"),
            Map.entry("Hear", "on ... events"),
            Map.entry("Holders", "owners"),
            Map.entry("Lanes", "threads or callers"),
            Map.entry("Strangers", "what is not journalled, or other organisations"));

    private static final Set<String> NOT_NAMES = Set.of("KafkaOut", "LetGo", "KnowPeople", "Whole", "Gone", "Fetched");

    private NameRules() {}

    @ArchTest
    static final ArchRule classes_are_called_by_standard_terms = ArchRuleDefinition.classes()
            .should(new ArchCondition<>("be called by standard terms") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    judge(item, item.getSimpleName(), item.getFullName(), events);
                }
            });

    @ArchTest
    static final ArchRule members_are_called_by_standard_terms = ArchRuleDefinition.members()
            .should(new ArchCondition<>("be called by standard terms") {
                @Override
                public void check(JavaMember item, ConditionEvents events) {
                    judge(item, item.getName(), item.getFullName(), events);
                }
            });

    private static void judge(Object item, String name, String where, ConditionEvents events) {
        // What the compiler makes, such as lambdas, carries no name of ours.
        if (name.contains("$")) {
            return;
        }
        Stream.of(name.split("(?<=[a-z0-9])(?=[A-Z])|_"))
                .map(word -> word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .filter(STANDARD_TERMS::containsKey)
                .forEach(word -> events.add(SimpleConditionEvent.violated(
                        item, where + ": say " + STANDARD_TERMS.get(word) + " instead of " + word)));
        if (NOT_NAMES.contains(name)) {
            events.add(SimpleConditionEvent.violated(item, where + " is no standard term"));
        }
    }
}
