package network.reuse.defaults;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import network.reuse.defaults.testing.NameRules;

/** The packages of this module know each other in one direction only. */
@AnalyzeClasses(packages = "network.reuse.defaults", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("network.reuse.defaults.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchTests names = ArchTests.in(NameRules.class);
}
