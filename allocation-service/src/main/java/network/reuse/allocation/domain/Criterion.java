package network.reuse.allocation.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import network.reuse.contracts.Scanned;
import org.jspecify.annotations.Nullable;

/** Something that a programme asks of whoever its packs are for. Whether it is met is answered by attributes, or by who is entitled to. */
public sealed interface Criterion {
    default CriterionKind kind() {
        return switch (this) {
            case PriorityNeighbourhood _ -> CriterionKind.PRIORITY_NEIGHBOURHOOD;
            case Institution _ -> CriterionKind.INSTITUTION;
            case Bursary _ -> CriterionKind.BURSARY;
            case DisposableIncome _ -> CriterionKind.DISPOSABLE_INCOME;
            case Student _ -> CriterionKind.STUDENT;
            case SchoolLevel _ -> CriterionKind.SCHOOL_LEVEL;
        };
    }

    /** What the facts alone say of it. */
    Verdict answer(EligibilityAttributes attributes);

    /** What it takes to meet it, without its kind; empty when its kind says all. */
    default Sentence detail() {
        return Sentence.NONE;
    }

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
        public Verdict answer(EligibilityAttributes attributes) {
            return answered(
                    attributes.neighbourhood(),
                    code -> codes.isEmpty() ? isOf(Scanned.form(code), attributes.department()) : holds(codes, code));
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
        public Verdict answer(EligibilityAttributes attributes) {
            return attributes.institution() == null
                            && holds(institutions, attributes.referrer().toString())
                    ? Verdict.PASS
                    : answered(attributes.institution(), stated -> holds(institutions, stated));
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
        public Verdict answer(EligibilityAttributes attributes) {
            return answered(
                    attributes.bursaryLevel(),
                    level -> level != BursaryLevel.NONE && (levels.isEmpty() || levels.contains(level)));
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
        public Verdict answer(EligibilityAttributes attributes) {
            return answered(attributes.student(), isStudent -> isStudent);
        }
    }

    /** Is in one of these years of school. */
    record SchoolLevel(List<SchoolYear> years) implements Criterion {
        public SchoolLevel {
            years = List.copyOf(years);
        }

        @Override
        public Verdict answer(EligibilityAttributes attributes) {
            return answered(attributes.schoolYear(), years::contains);
        }

        @Override
        public Sentence detail() {
            return listed(names(years));
        }
    }

    /** What a fact says; nothing when nobody stated it. */
    private static <T> Verdict answered(@Nullable T fact, Predicate<T> isMet) {
        if (fact == null) {
            return Verdict.UNKNOWN;
        }
        return isMet.test(fact) ? Verdict.PASS : Verdict.FAIL;
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
