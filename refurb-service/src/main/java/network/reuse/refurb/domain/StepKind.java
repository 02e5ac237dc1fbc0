package network.reuse.refurb.domain;

/** What was done in a step of the work on a device. */
public enum StepKind {
    TRIAGE(false),
    ERASURE(true),
    DESTRUCTION(true),
    REPAIR(true),
    GRADE(true),
    FITTING(true),
    INSTALLATION(true),
    QUALITY_CHECK(false);

    private final boolean isWork;

    StepKind(boolean isWork) {
        this.isWork = isWork;
    }

    /** Whether it is work that a second technician has to check; to list the media or to check is none. */
    public boolean isWork() {
        return isWork;
    }
}
