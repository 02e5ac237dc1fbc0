package network.reuse.allocation.application.request;

import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.BursaryLevel;
import network.reuse.allocation.domain.EligibilityAttributes;
import network.reuse.allocation.domain.SchoolYear;
import network.reuse.allocation.domain.StatedVerdict;
import org.jspecify.annotations.Nullable;

/** What a caller states of somebody: facts, which are not kept, and verdicts. */
public record Statement(
        @Nullable String neighbourhood,
        @Nullable String institution,
        @Nullable BursaryLevel bursaryLevel,
        @Nullable Boolean student,
        @Nullable SchoolYear schoolYear,
        List<StatedVerdict> verdicts) {
    public Statement {
        verdicts = List.copyOf(verdicts);
    }

    /** The facts alone, with who states them. */
    public EligibilityAttributes attributes(UUID caller, @Nullable String department) {
        return new EligibilityAttributes(
                neighbourhood, institution, bursaryLevel, student, schoolYear, caller, department);
    }

    @Override
    public String toString() {
        return "Statement[…]";
    }
}
