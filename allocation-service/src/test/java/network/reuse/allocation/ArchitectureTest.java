package network.reuse.allocation;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import network.reuse.defaults.testing.NameRules;
import network.reuse.defaults.testing.ServiceArchitecture;
import network.reuse.defaults.testing.SubscriptionRules;

@AnalyzeClasses(packages = "network.reuse.allocation", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests rules = ArchTests.in(ServiceArchitecture.class);

    @ArchTest
    static final ArchTests subscriptions = ArchTests.in(SubscriptionRules.class);

    @ArchTest
    static final ArchTests names = ArchTests.in(NameRules.class);

    @ArchTest
    static final ArchRule the_aggregates_of_application_form_no_cycle = slices().matching(
                    "network.reuse.allocation.application.(*)..")
            .should()
            .beFreeOfCycles();
}
