package network.reuse.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import network.reuse.defaults.testing.NameRules;
import network.reuse.defaults.testing.ServiceArchitecture;
import network.reuse.defaults.testing.SubscriptionRules;

/** The gateway has folders by capability; these are the rules that they keep. */
@AnalyzeClasses(packages = "network.reuse.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule capabilities_do_not_depend_on_each_other_in_circles =
            slices().matching("network.reuse.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_arithmetic_of_progress_knows_no_framework = noClasses()
            .that()
            .haveSimpleName("Projection")
            .or()
            .haveSimpleName("DeviceLife")
            .or()
            .haveSimpleName("DeviceNews")
            .or()
            .haveSimpleName("LotNews")
            .or()
            .haveSimpleName("AttendanceNews")
            .or()
            .haveSimpleName("HandOver")
            .or()
            .haveSimpleName("CounterCell")
            .or()
            .haveSimpleName("CounterCache")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io..", "jakarta..", "org.apache..", "org.eclipse..");

    @ArchTest
    static final ArchRule rows_stay_where_they_are_read =
            classes().that().areAnnotatedWith(Entity.class).should().notHaveModifier(JavaModifier.PUBLIC);

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule every_operation_says_what_it_produces =
            ServiceArchitecture.every_operation_says_what_it_produces;

    @ArchTest
    static final ArchRule every_role_is_the_networks = ServiceArchitecture.every_role_is_the_networks;

    @ArchTest
    static final ArchRule dependencies_arrive_by_constructor = fields().should().notBeAnnotatedWith(Inject.class);

    @ArchTest
    static final ArchTests subscriptions = ArchTests.in(SubscriptionRules.class);

    @ArchTest
    static final ArchTests names = ArchTests.in(NameRules.class);
}
