package network.reuse.defaults.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import network.reuse.contracts.Roles;
import org.jspecify.annotations.NullMarked;

/** The rules that every service's five folders keep; each names what it allows, so that a typo fails it. */
public final class ServiceArchitecture {
    private ServiceArchitecture() {}

    @ArchTest
    static final ArchRule the_domain_is_plain_java = classes()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "org.jspecify..", "network.reuse.contracts..", "..domain.."));

    @ArchTest
    static final ArchRule folders_depend_inwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("rest")
            .definedBy("network.reuse.*.rest..")
            .layer("messaging")
            .definedBy("network.reuse.*.messaging..")
            .layer("application")
            .definedBy("network.reuse.*.application..")
            .layer("persistence")
            .definedBy("network.reuse.*.persistence..")
            .layer("domain")
            .definedBy("network.reuse.*.domain..")
            .whereLayer("rest")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("messaging")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("application")
            .mayOnlyBeAccessedByLayers("rest", "messaging")
            .whereLayer("persistence")
            .mayOnlyBeAccessedByLayers("application");

    @ArchTest
    static final ArchRule only_messaging_speaks_kafka = classes()
            .that()
            .resideOutsideOfPackages("..messaging..")
            .should()
            .onlyDependOnClassesThat(are(DescribedPredicate.not(resideInAnyPackage(
                    "org.apache.kafka..", "org.eclipse.microprofile.reactive..", "io.smallrye.reactive.messaging.."))));

    @ArchTest
    static final ArchRule rows_stay_in_persistence = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .resideInAPackage("..persistence..")
            .andShould()
            .notHaveModifier(JavaModifier.PUBLIC);

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule dependencies_arrive_by_constructor = fields().should().notBeAnnotatedWith(Inject.class);

    @ArchTest
    public static final ArchRule every_operation_says_what_it_produces = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should(new ArchCondition<>("say what they produce") {
                @Override
                public void check(JavaMethod operation, ConditionEvents events) {
                    boolean said = operation.isAnnotatedWith(Produces.class)
                            || operation.getOwner().isAnnotatedWith(Produces.class);
                    events.add(new SimpleConditionEvent(operation, said, operation.getFullName() + " has @Produces"));
                }
            });

    @ArchTest
    public static final ArchRule every_role_is_the_networks = methods()
            .that()
            .areAnnotatedWith(RolesAllowed.class)
            .should(new ArchCondition<>("name roles of the network") {
                @Override
                public void check(JavaMethod operation, ConditionEvents events) {
                    List<String> roles = List.of(
                            operation.getAnnotationOfType(RolesAllowed.class).value());
                    events.add(new SimpleConditionEvent(
                            operation, Roles.ALL.containsAll(roles), operation.getFullName() + " allows " + roles));
                }
            });

    @ArchTest
    static void every_package_says_what_it_is_for(JavaClasses classes) {
        classes().that().haveSimpleName("package-info").should(beNullMarked()).check(classes);
        ArchRule described = classes().should(lieInADescribedPackage());
        described.check(classes);
    }

    private static ArchCondition<JavaClass> beNullMarked() {
        return new ArchCondition<>("be @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        item, item.isAnnotatedWith(NullMarked.class), item.getName() + " is @NullMarked or not"));
            }
        };
    }

    private static ArchCondition<JavaClass> lieInADescribedPackage() {
        return new ArchCondition<>("lie in a package with a package-info") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean described = item.getPackage().tryGetPackageInfo().isPresent();
                events.add(new SimpleConditionEvent(
                        item, described, item.getPackageName() + " has a package-info or not"));
            }
        };
    }
}
