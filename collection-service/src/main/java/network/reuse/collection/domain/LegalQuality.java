package network.reuse.collection.domain;

/**
 * As what an organisation takes a gift. A public body may give without charge to the first five alone: CG3P art. L. 3212-2 and
 * L. 3212-3, as loi 2022-217 (3DS) art. 178 has them.
 */
public enum LegalQuality {
    /** An association recognised as of public utility that equips, trains or accompanies people in precarity. */
    RECOGNISED_PUBLIC_UTILITY,
    /** An association of general interest that equips, trains or accompanies people in precarity. */
    GENERAL_INTEREST,
    /** An association of parents of pupils, or one that supports pupils. */
    PARENTS_OR_PUPILS_ASSOCIATION,
    /** An association of students. */
    STUDENTS_ASSOCIATION,
    /** A body of reuse, repair or recycling that is approved as ESUS (entreprise solidaire d'utilité sociale). */
    ESUS_REUSE_BODY,
    /** Any other: it takes gifts of companies and associations, and none of a public body. */
    OTHER;

    /** Whether the law lets a public body give to it. */
    public boolean takesPublicGifts() {
        return this != OTHER;
    }
}
