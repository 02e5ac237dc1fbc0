package network.reuse.collection;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import network.reuse.defaults.testing.NameRules;
import network.reuse.defaults.testing.ServiceArchitecture;
import network.reuse.defaults.testing.SubscriptionRules;

@AnalyzeClasses(packages = "network.reuse.collection", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests rules = ArchTests.in(ServiceArchitecture.class);

    @ArchTest
    static final ArchTests subscriptions = ArchTests.in(SubscriptionRules.class);

    @ArchTest
    static final ArchTests names = ArchTests.in(NameRules.class);
}
