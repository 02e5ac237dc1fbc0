package network.reuse.local;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import network.reuse.defaults.testing.NameRules;

/** The names of the launcher and the audit. */
@AnalyzeClasses(packages = "network.reuse.local", importOptions = ImportOption.DoNotIncludeTests.class)
class NamesTest {
    @ArchTest
    static final ArchTests names = ArchTests.in(NameRules.class);
}
