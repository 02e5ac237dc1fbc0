package network.reuse.allocation.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import network.reuse.contracts.Scanned;
import org.jspecify.annotations.Nullable;

/** Something that a programme asks of whoever its packs are for. Whether it is met is answered by attributes, or by who is entitled to. */
public sealed interface Criterion {
    CriterionKind kind();

    /** What the facts alone say of it. */
    Verdict answer(EligibilityAttributes attributes);

    /** What it takes to meet it, without its kind; empty when its kind says all. */
    Sentence detail();

    /** When a verdict on it ends that rests on a proof of that day; null when it holds on. */
    default @Nullable Instant endOfProof(LocalDate proof) {
        return null;
    }

    /** The same in both languages. */
    record Sentence(String french, String english) {
        static final Sentence NONE = new Sentence("", "");
    }

    /**
     * Lives in a priority neighbourhood (quartier prioritaire de la politique de la ville). The network has no list of the
     * neighbourhoods of a commune: where any is good enough, the code is held against the department that is in it.
     *
     * @param codes those that are good enough, such as {@code QN06701M}; any when empty
     */
    record PriorityNeighbourhood(List<String> codes) implements Criterion {
        private static final Pattern CODE = Pattern.compile("Q[NP]([0-9][0-9AB][0-9AB])[0-9]{2}[0-9A-Z]");

        public PriorityNeighbourhood {
            codes = List.copyOf(codes);
        }

        @Override
        public CriterionKind kind() {
            return CriterionKind.PRIORITY_NEIGHBOURHOOD;
        }

        @Override
        public Verdict answer(EligibilityAttributes attributes) {
            if (attributes.neighbourhood() == null) {
                return Verdict.UNKNOWN;
            }
            String stated = Scanned.form(attributes.neighbourhood());
            if (stated.equals(EligibilityAttributes.NONE)) {
                return Verdict.FAIL;
            }
            return met(codes.isEmpty() ? isOf(stated, attributes.department()) : holds(codes, stated));
        }

        private static boolean isOf(String code, @Nullable String department) {
            var read = CODE.matcher(code);
            return read.matches()
                    && (department == null
                            || read.group(1).equals(department.length() == 2 ? "0" + department : department));
        }

        @Override
        public Sentence detail() {
            return codes.isEmpty() ? Sentence.NONE : listed(codes);
        }
    }

    /**
     * Is named by one of these.
     *
     * @param institutions ids of organisations, or UAI codes of schools
     */
    record Institution(List<String> institutions) implements Criterion {
        public Institution {
            institutions = List.copyOf(institutions);
        }

        @Override
        public CriterionKind kind() {
            return CriterionKind.INSTITUTION;
        }

        @Override
        public Verdict answer(EligibilityAttributes attributes) {
            if (attributes.institution() != null) {
                return met(holds(institutions, attributes.institution()));
            }
            return holds(institutions, attributes.referrer().toString()) ? Verdict.PASS : Verdict.UNKNOWN;
        }

        @Override
        public Sentence detail() {
            return Sentence.NONE;
        }
    }

    /**
     * Has a bursary.
     *
     * @param levels those that are good enough; any when empty
     */
    record Bursary(List<BursaryLevel> levels) implements Criterion {
        public Bursary {
            levels = List.copyOf(levels);
        }

        @Override
        public CriterionKind kind() {
            return CriterionKind.BURSARY;
        }

        @Override
        public Verdict answer(EligibilityAttributes attributes) {
            BursaryLevel stated = attributes.bursaryLevel();
            if (stated == null) {
                return Verdict.UNKNOWN;
            }
            return met(stated != BursaryLevel.NONE && (levels.isEmpty() || levels.contains(stated)));
        }

        @Override
        public Sentence detail() {
            return levels.isEmpty() ? Sentence.NONE : listed(names(levels));
        }
    }

    /**
     * Has at most so much to live on (reste à vivre). No amount is ever stated to the network: whoever is entitled looks at the proof
     * and says whether it is below the bound.
     *
     * @param mostCents the bound, in cents
     * @param proofMonths how old the proof may be
     */
    record DisposableIncome(int mostCents, IncomeUnit per, int proofMonths) implements Criterion {
        @Override
        public CriterionKind kind() {
            return CriterionKind.DISPOSABLE_INCOME;
        }

        @Override
        public Verdict answer(EligibilityAttributes attributes) {
            return Verdict.UNKNOWN;
        }

        @Override
        public @Nullable Instant endOfProof(LocalDate proof) {
            return HandOverPlaces.endOf(proof.plusMonths(proofMonths));
        }

        @Override
        public Sentence detail() {
            return new Sentence(
                    mostCents + " centimes au plus " + per.french() + ", preuve de moins de " + proofMonths + " mois",
                    "at most " + mostCents + " cents " + per.english() + ", proof of the last " + proofMonths
                            + " months");
        }
    }

    /** Studies in higher education. */
    record Student() implements Criterion {
        @Override
        public CriterionKind kind() {
            return CriterionKind.STUDENT;
        }

        @Override
        public Verdict answer(EligibilityAttributes attributes) {
            return attributes.student() == null ? Verdict.UNKNOWN : met(attributes.student());
        }

        @Override
        public Sentence detail() {
            return Sentence.NONE;
        }
    }

    /** Is in one of these years of school. */
    record SchoolLevel(List<SchoolYear> years) implements Criterion {
        public SchoolLevel {
            years = List.copyOf(years);
        }

        @Override
        public CriterionKind kind() {
            return CriterionKind.SCHOOL_LEVEL;
        }

        @Override
        public Verdict answer(EligibilityAttributes attributes) {
            return attributes.schoolYear() == null ? Verdict.UNKNOWN : met(years.contains(attributes.schoolYear()));
        }

        @Override
        public Sentence detail() {
            return listed(names(years));
        }
    }

    private static Verdict met(boolean isMet) {
        return isMet ? Verdict.PASS : Verdict.FAIL;
    }

    private static boolean holds(List<String> codes, String code) {
        return codes.stream().anyMatch(one -> Scanned.form(one).equals(Scanned.form(code)));
    }

    private static List<String> names(List<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).toList();
    }

    private static Sentence listed(List<String> codes) {
        String all = codes.stream().collect(Collectors.joining(", "));
        return new Sentence(all, all);
    }
}
