package network.reuse.local;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import network.reuse.defaults.testing.NameRules;

/** The names of the launcher, the audit and the end-to-end tests. */
@AnalyzeClasses(packages = "network.reuse.local")
class NamesTest {
    @ArchTest
    static final ArchTests names = ArchTests.in(NameRules.class);
}
