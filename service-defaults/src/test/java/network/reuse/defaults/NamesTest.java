package network.reuse.defaults;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import network.reuse.defaults.testing.NameRules;

/** The names in the modules that this one builds on. */
@AnalyzeClasses(
        packages = {"network.reuse.contracts", "network.reuse.servers"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class NamesTest {
    @ArchTest
    static final ArchTests names = ArchTests.in(NameRules.class);
}
